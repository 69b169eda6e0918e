-- Referrals.

-- name: referral_add :exec
INSERT INTO referral (account_id, id, contact_id, company_id, posting_id, application_id, at_ms, offset_min)
VALUES (:account, :id, :contact_id, :company_id, :posting_id, :application_id, :at_ms, :offset_min);

-- name: referral_event_add :exec
INSERT INTO referral_event (account_id, id, referral_id, kind, on_day, note, at_ms, offset_min)
VALUES (:account, :id, :referral_id, :kind, :on_day, :note, :at_ms, :offset_min);

-- name: referral_event_undo :exec
UPDATE referral_event SET undone_ms = CASE WHEN CAST(:back AS INTEGER) = 1 THEN NULL ELSE CAST(:now_ms AS INTEGER) END
WHERE account_id = :account AND id = :id AND (undone_ms IS NULL) = (CAST(:back AS INTEGER) = 0);

-- name: referral_of_event_undo :exec
-- The referral goes and comes with the event "asked".
UPDATE referral SET undone_ms = CASE WHEN CAST(:back AS INTEGER) = 1 THEN NULL ELSE CAST(:now_ms AS INTEGER) END
WHERE account_id = :account AND id = (SELECT e.referral_id FROM referral_event e
  WHERE e.account_id = :account AND e.id = :id AND e.kind = 'asked');

-- name: referral_posting :one
SELECT id FROM posting WHERE account_id = :account AND id = :id;

-- name: referral_application :one
SELECT id FROM application WHERE account_id = :account AND id = :id AND undone_ms IS NULL;

-- name: referral_link :exec
UPDATE referral SET application_id = :application_id WHERE account_id = :account AND id = :id;

-- name: referral_list :many
SELECT f.id, r.id AS contact_id, r.name, f.company_id, f.posting_id, f.application_id,
  COALESCE(a.company, p.company, o.name) AS company, COALESCE(a.title, p.title) AS title, a.stage,
  e.kind, e.on_day, f.at_ms
FROM referral f
JOIN contact k ON k.account_id = :account AND k.id = f.contact_id
JOIN contact r ON r.account_id = :account AND r.id = k.root_id
JOIN referral_event e ON e.account_id = :account AND e.referral_id = f.id AND e.undone_ms IS NULL
LEFT JOIN company o ON o.account_id = :account AND o.id = f.company_id
LEFT JOIN posting p ON p.account_id = :account AND p.id = f.posting_id
LEFT JOIN application a ON a.account_id = :account AND a.id = f.application_id
WHERE f.account_id = :account AND f.undone_ms IS NULL AND r.undone_ms IS NULL
  AND (CAST(:id AS INTEGER) = 0 OR f.id = :id)
  AND (CAST(:contact_id AS INTEGER) = 0 OR k.root_id = :contact_id)
  AND (CAST(:posting_id AS INTEGER) = 0 OR f.posting_id = :posting_id)
  AND (CAST(:application_id AS INTEGER) = 0 OR f.application_id = :application_id)
  AND NOT EXISTS (SELECT 1 FROM referral_event n WHERE n.account_id = :account AND n.referral_id = f.id AND n.undone_ms IS NULL
    AND (n.on_day, n.id) > (e.on_day, e.id))
ORDER BY f.id DESC;

-- name: referral_events :many
SELECT id, kind, on_day, note
FROM referral_event
WHERE account_id = :account AND referral_id = :referral_id AND undone_ms IS NULL
ORDER BY on_day, id;
