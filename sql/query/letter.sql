-- Letters, their versions, and templates.

-- name: letter_template_add :exec
INSERT INTO letter_template (account_id, id, name, text, gone, at_ms, offset_min)
VALUES (:account, :id, :name, :text, :gone, :at_ms, :offset_min);

-- name: letter_template_all :many
-- The newest of each name.
SELECT id, name, text, gone
FROM letter_template t
WHERE account_id = :account AND undone_ms IS NULL
  AND NOT EXISTS (SELECT 1 FROM letter_template u
                  WHERE u.account_id = :account AND u.name = t.name AND u.undone_ms IS NULL AND u.id > t.id)
ORDER BY name;

-- name: letter_template_undo :exec
UPDATE letter_template SET undone_ms = :now_ms
WHERE account_id = :account AND id = :id AND undone_ms IS NULL;

-- name: letter_template_redo :exec
UPDATE letter_template SET undone_ms = NULL
WHERE account_id = :account AND id = :id AND undone_ms IS NOT NULL;

-- name: letter_add :exec
INSERT INTO letter (account_id, id, application_id, template, kind, company, title, contact, on_day, at_ms, offset_min)
VALUES (:account, :id, :application_id, :template, :kind, :company, :title, :contact, :on_day, :at_ms, :offset_min);

-- name: letter_version_add :exec
INSERT INTO letter_version (account_id, id, letter_id, subject, body, at_ms, offset_min)
VALUES (:account, :id, :letter_id, :subject, :body, :at_ms, :offset_min);

-- name: letter_one :one
SELECT l.id, l.application_id, l.template, l.kind, l.company, l.title, l.contact, l.on_day, l.at_ms, v.id, v.at_ms,
       v.subject, v.body,
       (SELECT count(*) FROM letter_version w WHERE w.account_id = :account AND w.letter_id = l.id AND w.undone_ms IS NULL) AS n_versions
FROM letter l JOIN letter_version v ON v.account_id = :account AND v.letter_id = l.id
WHERE l.account_id = :account AND l.id = :id AND l.undone_ms IS NULL AND v.undone_ms IS NULL
ORDER BY v.id DESC
LIMIT 1;

-- name: letter_all :many
-- Newest change first; :application 0 for every application and none.
SELECT l.id, l.application_id, l.template, l.kind, l.company, l.title, l.contact, l.on_day, l.at_ms, v.id, v.at_ms,
       v.subject, v.body,
       (SELECT count(*) FROM letter_version w WHERE w.account_id = :account AND w.letter_id = l.id AND w.undone_ms IS NULL) AS n_versions
FROM letter l JOIN letter_version v ON v.account_id = :account AND v.letter_id = l.id
WHERE l.account_id = :account AND l.undone_ms IS NULL
  AND (CAST(:application AS BIGINT) = 0 OR l.application_id = :application)
  AND v.id = (SELECT max(w.id) FROM letter_version w
              WHERE w.account_id = :account AND w.letter_id = l.id AND w.undone_ms IS NULL)
ORDER BY v.id DESC
LIMIT :n;

-- name: letter_versions :many
-- Newest first.
SELECT id, subject, body, at_ms
FROM letter_version
WHERE account_id = :account AND letter_id = :letter_id AND undone_ms IS NULL
ORDER BY id DESC;

-- name: letter_version_letter :one
-- Whose version it is, and how many others of it there are.
SELECT v.letter_id,
       (SELECT count(*) FROM letter_version w
        WHERE w.account_id = :account AND w.letter_id = v.letter_id AND w.undone_ms IS NULL AND w.id <> v.id) AS others
FROM letter_version v
WHERE v.account_id = :account AND v.id = :id;

-- name: letter_version_undo :exec
UPDATE letter_version SET undone_ms = :now_ms
WHERE account_id = :account AND id = :id AND undone_ms IS NULL;

-- name: letter_version_redo :exec
UPDATE letter_version SET undone_ms = NULL
WHERE account_id = :account AND id = :id AND undone_ms IS NOT NULL;

-- name: letter_undo :exec
UPDATE letter SET undone_ms = :now_ms
WHERE account_id = :account AND id = :id AND undone_ms IS NULL;

-- name: letter_redo :exec
UPDATE letter SET undone_ms = NULL
WHERE account_id = :account AND id = :id AND undone_ms IS NOT NULL;

-- name: letter_application_facts :one
SELECT company, title FROM application WHERE account_id = :account AND id = :id AND undone_ms IS NULL;

-- name: letter_posting_facts :one
SELECT company, title FROM posting WHERE account_id = :account AND id = :id;
