-- Archives. The rows themselves go through the queries that tools/sqlc makes for every table.

-- name: posting_here :one
-- The id under which a posting is kept.
SELECT id FROM posting WHERE account_id = :account AND kind = :kind AND source_key = :source_key;
