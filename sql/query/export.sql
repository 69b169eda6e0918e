-- Archives. The rows themselves go through the queries that tools/sqlc makes for every table.

-- name: posting_is_here :one
SELECT 1 AS here FROM posting WHERE account_id = :account AND id = :id;
