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

-- name: demand_skills :many
-- What the newest of the goal's postings ask for: open, not put aside, one of each job, read as the goal's role, with
-- words to read. group_id is the id of each, and stands in the index behind what is compared, so the newest are a walk
-- backwards along it; CROSS JOIN keeps SQLite from walking every skill
-- instead, and the rows of a posting together.
SELECT p.id, s.skill, s.required
FROM (SELECT id, group_id FROM posting
      WHERE account_id = :account AND hidden = 0 AND role = :role AND is_open = 1 AND group_id = id
        AND EXISTS (SELECT 1 FROM posting_skill k WHERE k.account_id = :account AND k.posting_id = posting.id)
      ORDER BY group_id DESC LIMIT :n) p
CROSS JOIN posting_skill s
WHERE s.account_id = :account AND s.posting_id = p.id;

-- name: demand_skills @pg
SELECT p.id, s.skill, s.required
FROM (SELECT id, group_id FROM posting
      WHERE account_id = :account AND hidden = 0 AND role = :role AND is_open = 1 AND group_id = id
        AND EXISTS (SELECT 1 FROM posting_skill k WHERE k.account_id = :account AND k.posting_id = posting.id)
      ORDER BY group_id DESC LIMIT :n) p
CROSS JOIN posting_skill s
WHERE s.account_id = :account AND s.posting_id = p.id
ORDER BY p.id;

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
