-- Routes: where one stands, what one changed of the costs, where one wants to be in the end.

-- name: route_stand :one
SELECT start_role, start_industry, role, industry, minutes_per_week
FROM goal
WHERE account_id = :account AND undone_ms IS NULL
ORDER BY id DESC
LIMIT 1;

-- name: route_industries :many
-- The industries one said to come from, in all goals.
SELECT DISTINCT start_industry
FROM goal
WHERE account_id = :account AND undone_ms IS NULL AND start_industry IS NOT NULL;

-- name: route_cost_all :many
-- The newest of a name counts: it comes last.
SELECT id, name, amount
FROM route_cost
WHERE account_id = :account AND undone_ms IS NULL
ORDER BY id;

-- name: route_cost_add :exec
INSERT INTO route_cost (account_id, id, name, amount, batch_id, at_ms, offset_min)
VALUES (:account, :id, :name, :amount, :batch_id, :at_ms, :offset_min);

-- name: route_cost_undo :exec
UPDATE route_cost SET undone_ms = :now_ms
WHERE account_id = :account AND batch_id = :id AND undone_ms IS NULL;

-- name: route_aim_add :exec
INSERT INTO route_aim (account_id, id, role, industry, company_size, goal_id, at_ms, offset_min)
VALUES (:account, :id, :role, :industry, :company_size, :goal_id, :at_ms, :offset_min);

-- name: route_aim_current :one
-- The aim counts as long as the goal it came with is the one that counts.
SELECT a.role, a.industry, a.company_size
FROM route_aim a
WHERE a.account_id = :account AND a.undone_ms IS NULL
  AND a.goal_id = (SELECT MAX(id) FROM goal WHERE account_id = :account AND undone_ms IS NULL)
ORDER BY a.id DESC
LIMIT 1;
