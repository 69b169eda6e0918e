-- What src/db itself asks, and what its tests need.

-- name: schema_version_list :many
SELECT number, name, checksum FROM schema_version ORDER BY number;

-- name: schema_version_add :exec
INSERT INTO schema_version (number, name, checksum, at_ms) VALUES (:number, :name, :checksum, :at_ms)
ON CONFLICT DO NOTHING;

-- name: account_add :exec
INSERT INTO account (id, name, created_ms) VALUES (:id, :name, :created_ms) ON CONFLICT DO NOTHING;

-- Counts to n, one step at a time: work whose length the caller chooses, for the deadline's test.
-- name: db_spin :one
WITH RECURSIVE t(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM t WHERE i < CAST(:n AS INTEGER))
SELECT count(*) AS n FROM t;
