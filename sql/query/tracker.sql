-- Trackers brought in.

-- name: tracker_row_find :one
-- The newest of the key whose application is still there.
SELECT t.application_id, t.content_key
FROM tracker_row t
JOIN application a ON a.account_id = :account AND a.id = t.application_id AND a.undone_ms IS NULL
WHERE t.account_id = :account AND t.source_key = :source_key
ORDER BY t.id DESC
LIMIT 1;

-- name: tracker_row_add :exec
INSERT INTO tracker_row (account_id, id, source_key, content_key, application_id, at_ms)
VALUES (:account, :id, :source_key, :content_key, :application_id, :at_ms);
