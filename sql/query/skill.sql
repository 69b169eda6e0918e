-- Evidence and minutes: what the person has shown and spent, by skill.

-- name: evidence_add :exec
INSERT INTO evidence (account_id, id, skill, level, kind, on_day, url, note, at_ms, offset_min)
VALUES (:account, :id, :skill, :level, :kind, :on_day, :url, :note, :at_ms, :offset_min);

-- name: evidence_all :many
-- Everything that counts, oldest first.
SELECT id, skill, level, kind, on_day, url, note, at_ms
FROM evidence
WHERE account_id = :account AND undone_ms IS NULL
ORDER BY on_day, id;

-- name: evidence_undo :exec
UPDATE evidence SET undone_ms = :now_ms
WHERE account_id = :account AND id = :id AND undone_ms IS NULL;

-- name: evidence_redo :exec
UPDATE evidence SET undone_ms = NULL
WHERE account_id = :account AND id = :id AND undone_ms IS NOT NULL;

-- name: minutes_add :exec
INSERT INTO minutes (account_id, id, skill, minutes, on_day, note, at_ms, offset_min)
VALUES (:account, :id, :skill, :minutes, :on_day, :note, :at_ms, :offset_min);

-- name: minutes_all :many
SELECT id, skill, minutes, on_day, note, at_ms
FROM minutes
WHERE account_id = :account AND undone_ms IS NULL
ORDER BY on_day, id;

-- name: minutes_undo :exec
UPDATE minutes SET undone_ms = :now_ms
WHERE account_id = :account AND id = :id AND undone_ms IS NULL;

-- name: minutes_redo :exec
UPDATE minutes SET undone_ms = NULL
WHERE account_id = :account AND id = :id AND undone_ms IS NOT NULL;
