-- Goal, demand and overrides.

-- name: goal_add :exec
INSERT INTO goal (account_id, id, start_role, start_industry, role, industry, minutes_per_week, by_day, at_ms, offset_min)
VALUES (:account, :id, :start_role, :start_industry, :role, :industry, :minutes_per_week, :by_day, :at_ms, :offset_min);

-- name: goal_current :one
SELECT id, start_role, start_industry, role, industry, minutes_per_week, by_day, at_ms
FROM goal
WHERE account_id = :account AND undone_ms IS NULL
ORDER BY id DESC
LIMIT 1;

-- name: goal_undo :exec
UPDATE goal SET undone_ms = :now_ms
WHERE account_id = :account AND id = :id AND undone_ms IS NULL;

-- name: demand_postings :one
-- The goal's postings: open, not put aside, one of each job, read as the goal's role, with words to read.
SELECT COUNT(*) AS n
FROM posting
WHERE account_id = :account AND role = :role AND hidden = 0 AND is_open = 1 AND group_id = id
  AND EXISTS (SELECT 1 FROM posting_skill s WHERE s.account_id = :account AND s.posting_id = posting.id);

-- name: demand_skills :many
-- CROSS JOIN: SQLite would otherwise walk every skill of every posting, because that is already in the order of the groups.
SELECT s.skill, COUNT(*) AS n, SUM(s.required) AS n_required
FROM posting p CROSS JOIN posting_skill s
WHERE s.account_id = :account AND s.posting_id = p.id AND p.account_id = :account AND p.role = :role AND p.hidden = 0 AND p.is_open = 1 AND p.group_id = p.id
GROUP BY s.skill
ORDER BY s.skill;

-- name: override_add :exec
INSERT INTO override (account_id, id, skill, action, until_day, at_ms)
VALUES (:account, :id, :skill, :action, :until_day, :at_ms);

-- name: override_all :many
-- The newest for a skill counts.
SELECT id, skill, action, until_day, at_ms
FROM override
WHERE account_id = :account AND undone_ms IS NULL
ORDER BY id;

-- name: override_undo :exec
UPDATE override SET undone_ms = :now_ms
WHERE account_id = :account AND id = :id AND undone_ms IS NULL;
