-- The résumé: master, items, bullets, versions, and what was changed. Each *_get gives the columns that its *_put takes,
-- in that order; resume_edit.c walks both by one table.

-- name: resume_get :one
SELECT body, rev FROM resume WHERE account_id = :account AND id = :id;

-- name: resume_put :exec
INSERT INTO resume (account_id, id, body, rev)
VALUES (:account, :id, :body, :rev)
ON CONFLICT (account_id, id) DO UPDATE SET body = :body, rev = :rev;

-- name: resume_item_get :one
SELECT section, place, body, gone, rev FROM resume_item WHERE account_id = :account AND id = :id;

-- name: resume_item_put :exec
INSERT INTO resume_item (account_id, id, section, place, body, gone, rev)
VALUES (:account, :id, :section, :place, :body, :gone, :rev)
ON CONFLICT (account_id, id) DO UPDATE SET section = :section, place = :place, body = :body, gone = :gone, rev = :rev;

-- name: resume_bullet_get :one
SELECT item_id, place, text, proof, proof_id, proof_url, gone, rev FROM resume_bullet WHERE account_id = :account AND id = :id;

-- name: resume_bullet_put :exec
INSERT INTO resume_bullet (account_id, id, item_id, place, text, proof, proof_id, proof_url, gone, rev)
VALUES (:account, :id, :item_id, :place, :text, :proof, :proof_id, :proof_url, :gone, :rev)
ON CONFLICT (account_id, id) DO UPDATE SET item_id = :item_id, place = :place, text = :text, proof = :proof,
  proof_id = :proof_id, proof_url = :proof_url, gone = :gone, rev = :rev;

-- name: resume_version_get :one
SELECT name, label, summary, picks, archived, gone, rev, at_ms FROM resume_version WHERE account_id = :account AND id = :id;

-- name: resume_version_put :exec
INSERT INTO resume_version (account_id, id, name, label, summary, picks, archived, gone, rev, at_ms)
VALUES (:account, :id, :name, :label, :summary, :picks, :archived, :gone, :rev, :at_ms)
ON CONFLICT (account_id, id) DO UPDATE SET name = :name, label = :label, summary = :summary, picks = :picks,
  archived = :archived, gone = :gone, rev = :rev, at_ms = :at_ms;

-- name: resume_items :many
SELECT id, section, place, body, rev FROM resume_item
WHERE account_id = :account AND gone = 0
ORDER BY place, id;

-- name: resume_bullets :many
SELECT id, item_id, place, text, proof, proof_id, proof_url, rev FROM resume_bullet
WHERE account_id = :account AND gone = 0
ORDER BY item_id, place, id;

-- name: resume_versions :many
SELECT id, name, label, summary, picks, archived, rev, at_ms FROM resume_version
WHERE account_id = :account AND gone = 0
ORDER BY archived, id DESC;

-- name: resume_change_add :exec
INSERT INTO resume_change (account_id, id, what, images, at_ms, offset_min)
VALUES (:account, :id, :what, :images, :at_ms, :offset_min);

-- name: resume_change_get :one
SELECT what, images, undone_ms FROM resume_change WHERE account_id = :account AND id = :id;

-- name: resume_change_set :exec
UPDATE resume_change SET images = :images, undone_ms = :undone_ms
WHERE account_id = :account AND id = :id;

-- name: resume_changes :many
SELECT id, what, at_ms, undone_ms FROM resume_change
WHERE account_id = :account
ORDER BY id DESC
LIMIT :n;

-- name: resume_sent :many
SELECT p.application_id, a.title, a.company, p.on_day
FROM packet p
JOIN application a ON a.account_id = p.account_id AND a.id = p.application_id
WHERE p.account_id = :account AND p.resume_version_id = :version AND a.undone_ms IS NULL
ORDER BY p.id DESC
LIMIT 100;
