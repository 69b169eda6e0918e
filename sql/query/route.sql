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

-- name: route_people :many
-- Whom one knows where: by the industry of the company they work at.
SELECT k.industry, e.title
FROM employment e
JOIN contact t ON t.account_id = e.account_id AND t.id = e.contact_id
JOIN company k ON k.account_id = e.account_id AND k.id = e.company_id
WHERE e.account_id = :account AND e.present = 1 AND t.undone_ms IS NULL AND k.industry IS NOT NULL;

-- name: route_introductions :many
-- Whom one's contacts know and could introduce one to.
SELECT k.industry, i.title
FROM introduction i
JOIN company k ON k.account_id = i.account_id AND k.id = i.company_id
WHERE i.account_id = :account AND i.undone_ms IS NULL AND i.kind <> 'no' AND k.industry IS NOT NULL;
