-- Honest numbers: everything about the applications that count.

-- name: report_apps :many
-- referred: a referral for it was handed in.
SELECT a.id, a.company, a.title, a.source, a.channel, a.stage, a.found_day, a.applied_day,
       (SELECT k.resume_name FROM packet k
        WHERE k.account_id = :account AND k.application_id = a.id ORDER BY k.id DESC LIMIT 1) AS resume_name,
       (SELECT count(*) FROM referral f
        JOIN referral_event e ON e.account_id = :account AND e.referral_id = f.id AND e.kind = 'submitted'
                              AND e.undone_ms IS NULL
        WHERE f.account_id = :account AND f.application_id = a.id AND f.undone_ms IS NULL) AS n_referred,
       p.role, p.industry, a.tags
FROM application a
LEFT JOIN posting p ON p.account_id = :account AND p.id = a.posting_id
WHERE a.account_id = :account AND a.undone_ms IS NULL
ORDER BY a.id
LIMIT :n;

-- name: report_events :many
-- As stage.h orders them: on one day found first, the others as they were first written down.
SELECT e.application_id, e.kind, e.on_day, e.note
FROM application_event e
WHERE e.account_id = :account AND e.counts = 1 AND e.undone_ms IS NULL
ORDER BY e.application_id, e.on_day, CASE WHEN e.kind = 'found' THEN 0 ELSE 1 END, e.root_id, e.id;

-- name: report_contacts :many
SELECT i.on_day, k.name, i.kind
FROM interaction i
JOIN contact k ON k.account_id = :account AND k.id = i.contact_id AND k.undone_ms IS NULL
WHERE i.account_id = :account AND i.undone_ms IS NULL AND i.on_day BETWEEN :from_day AND :to_day
ORDER BY i.on_day, i.id
LIMIT :n;
