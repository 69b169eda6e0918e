-- The bookmark's keys.

-- name: capture_key_add :exec
INSERT INTO capture_key (account_id, id, name, at_ms) VALUES (:account, :id, :name, :at_ms);

-- name: capture_key_all :many
SELECT id, name, n_used, used_ms, undone_ms
FROM capture_key
WHERE account_id = :account
ORDER BY id DESC;

-- name: capture_key_revoke :exec
UPDATE capture_key SET undone_ms = :now_ms WHERE account_id = :account AND id = :id AND undone_ms IS NULL;

-- name: capture_key_restore :exec
UPDATE capture_key SET undone_ms = NULL WHERE account_id = :account AND id = :id AND undone_ms IS NOT NULL;

-- name: capture_key_used :exec
UPDATE capture_key SET n_used = n_used + 1, used_ms = :now_ms WHERE account_id = :account AND id = :id;
