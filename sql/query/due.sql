-- The rhythm of following up, the person's word on what is due, and where what is due comes from.

-- name: rhythm_all :many
-- The newest of a name counts.
SELECT id, name, first_days, then_days, most, at_ms
FROM rhythm
WHERE account_id = :account AND undone_ms IS NULL
ORDER BY id;

-- name: rhythm_add :exec
INSERT INTO rhythm (account_id, id, name, first_days, then_days, most, at_ms, offset_min)
VALUES (:account, :id, :name, :first_days, :then_days, :most, :at_ms, :offset_min);

-- name: rhythm_undo :exec
UPDATE rhythm SET undone_ms = :now_ms
WHERE account_id = :account AND id = :id AND undone_ms IS NULL;

-- name: due_word_all :many
-- Oldest first within each thing.
SELECT kind, ref, n, word, until_day, on_day, at_ms, id
FROM due_word
WHERE account_id = :account AND undone_ms IS NULL
ORDER BY kind, ref, id;

-- name: due_word_add :exec
INSERT INTO due_word (account_id, id, kind, ref, n, word, until_day, on_day, what, note, made, made_id, at_ms, offset_min)
VALUES (:account, :id, :kind, :ref, :n, :word, :until_day, :on_day, :what, :note, :made, :made_id, :at_ms, :offset_min);

-- name: due_word_get :one
SELECT kind, ref, n, word, until_day, on_day, made, made_id
FROM due_word
WHERE account_id = :account AND id = :id AND undone_ms IS NULL;

-- name: due_word_undo :exec
UPDATE due_word SET undone_ms = :now_ms
WHERE account_id = :account AND id = :id AND undone_ms IS NULL;

-- name: due_word_recent :many
SELECT id, kind, ref, n, word, until_day, on_day, at_ms, what
FROM due_word
WHERE account_id = :account AND undone_ms IS NULL
ORDER BY id DESC
LIMIT :n;

-- name: due_applications :many
-- Attempts that are not over.
SELECT id, company, title, stage, since_day, at_ms
FROM application
WHERE account_id = :account AND undone_ms IS NULL
  AND stage NOT IN ('accepted', 'declined', 'rejected', 'withdrawn', 'ghosted')
ORDER BY id;
