-- name: setting_all :many
SELECT name, value FROM setting WHERE account_id = :account ORDER BY name;

-- name: setting_put :exec
INSERT INTO setting (account_id, name, value) VALUES (:account, :name, :value)
ON CONFLICT (account_id, name) DO UPDATE SET value = excluded.value;
