-- The rhythm of following up, the person's word on what is due, and where what is due comes from.

-- name: rhythm_all :many
-- The newest of a name counts.
SELECT id, name, first_days, then_days, most, at_ms
FROM rhythm
WHERE account_id = :account AND undone_ms IS NULL
ORDER BY id;

-- name: rhythm_add :exec
INSERT INTO rhythm (account_id, id, name, first_days, then_days, most, at_ms, offset_min)
VALUES (:account, :id, :name, :first_days, :then_days, :most, :at_ms, :offset_min);

-- name: rhythm_undo :exec
UPDATE rhythm SET undone_ms = :now_ms
WHERE account_id = :account AND id = :id AND undone_ms IS NULL;

-- name: due_word_all :many
-- Oldest first within each thing.
SELECT kind, ref, n, word, until_day, on_day, at_ms, id
FROM due_word
WHERE account_id = :account AND undone_ms IS NULL
ORDER BY kind, ref, id;

-- name: due_word_add :exec
INSERT INTO due_word (account_id, id, kind, ref, n, word, until_day, on_day, what, note, made, made_id, at_ms, offset_min)
VALUES (:account, :id, :kind, :ref, :n, :word, :until_day, :on_day, :what, :note, :made, :made_id, :at_ms, :offset_min);

-- name: due_word_get :one
SELECT made, made_id
FROM due_word
WHERE account_id = :account AND id = :id AND undone_ms IS NULL;

-- name: due_word_undo :exec
UPDATE due_word SET undone_ms = :now_ms
WHERE account_id = :account AND id = :id AND undone_ms IS NULL;

-- name: due_word_recent :many
SELECT id, kind, ref, n, word, until_day, on_day, at_ms, what
FROM due_word
WHERE account_id = :account AND undone_ms IS NULL
ORDER BY id DESC
LIMIT :n;

-- name: due_applications :many
-- Attempts that are not over, and what the person wrote down for them.
SELECT id, company, title, stage, since_day, last_day, wait_day, deadline_day, next_step, next_day, at_ms
FROM application
WHERE account_id = :account AND undone_ms IS NULL AND archived = 0
  AND stage NOT IN ('accepted', 'declined', 'rejected', 'withdrawn', 'ghosted')
ORDER BY id;

-- name: due_rejections :many
-- A no without a word on why.
SELECT a.id, a.company, a.title, a.since_day, a.at_ms
FROM application a
WHERE a.account_id = :account AND a.undone_ms IS NULL AND a.stage = 'rejected' AND a.since_day >= :since
  AND NOT EXISTS (SELECT 1 FROM feedback f
                  WHERE f.account_id = :account AND f.application_id = a.id AND f.undone_ms IS NULL AND f.gone = 0)
ORDER BY a.id;

-- name: due_rounds :many
-- Interviews with a time, as last said, of attempts that are there.
SELECT r.root_id, r.application_id, r.kind, r.start_ms, r.zone_min, r.minutes, r.place, r.people, r.at_ms, a.company, a.title,
       EXISTS (SELECT 1 FROM memo m
               WHERE m.account_id = :account AND m.about = 'round' AND m.about_id = r.root_id AND m.undone_ms IS NULL
                 AND m.field IN ('went_well', 'went_badly') AND m.text <> '') AS debriefed
FROM round r
JOIN application a ON a.account_id = r.account_id AND a.id = r.application_id
WHERE r.account_id = :account AND a.account_id = :account AND r.undone_ms IS NULL AND r.gone = 0
  AND r.status <> 'cancelled' AND r.start_ms >= :since_ms AND a.undone_ms IS NULL
  AND NOT EXISTS (SELECT 1 FROM round n
                  WHERE n.account_id = :account AND n.root_id = r.root_id AND n.id > r.id AND n.undone_ms IS NULL)
  AND NOT EXISTS (SELECT 1 FROM round f
                  WHERE f.account_id = :account AND f.id = r.root_id AND f.undone_ms IS NOT NULL)
ORDER BY r.start_ms, r.root_id;

-- name: due_contacts :many
SELECT id, name, company, last_day, due_day, rhythm_days, at_ms
FROM contact
WHERE account_id = :account AND undone_ms IS NULL AND root_id = id AND due_day IS NOT NULL AND due_day <= :until
ORDER BY due_day, id;

-- name: due_referrals :many
-- Where each referral stands, unless it is submitted or declined.
SELECT r.id, r.contact_id, k.name, e.kind, e.on_day, e.at_ms
FROM referral r
JOIN referral_event e ON e.account_id = r.account_id AND e.referral_id = r.id
JOIN contact k ON k.account_id = r.account_id AND k.id = r.contact_id
WHERE r.account_id = :account AND e.account_id = :account AND k.account_id = :account AND r.undone_ms IS NULL
  AND e.undone_ms IS NULL AND k.undone_ms IS NULL AND e.kind IN ('asked', 'agreed')
  AND NOT EXISTS (SELECT 1 FROM referral_event n
                  WHERE n.account_id = :account AND n.referral_id = r.id AND n.undone_ms IS NULL
                    AND (n.on_day > e.on_day OR (n.on_day = e.on_day AND n.id > e.id)))
ORDER BY r.id;

-- name: due_offers :many
-- With a deadline, and not decided on.
SELECT o.id, o.company, o.title, o.deadline_day, o.at_ms
FROM offer o
WHERE o.account_id = :account AND o.undone_ms IS NULL AND o.deadline_day IS NOT NULL
  AND NOT EXISTS (SELECT 1 FROM offer_decision d
                  WHERE d.account_id = :account AND d.offer_id = o.id AND d.undone_ms IS NULL)
ORDER BY o.id;
