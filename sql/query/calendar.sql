-- Imported calendars, busy times, the feed.

-- name: calendar_import_all :many
-- Newest first; of a name the first counts.
SELECT id, name, removed, from_day, to_day, n_events, n_busy, report, at_ms
FROM calendar_import
WHERE account_id = :account AND undone_ms IS NULL
ORDER BY name, id DESC;

-- name: calendar_import_add :exec
INSERT INTO calendar_import (account_id, id, name, removed, from_day, to_day, n_events, n_busy, report, at_ms, offset_min)
VALUES (:account, :id, :name, :removed, :from_day, :to_day, :n_events, :n_busy, :report, :at_ms, :offset_min);

-- name: calendar_import_undo :exec
UPDATE calendar_import SET undone_ms = :now_ms
WHERE account_id = :account AND id = :id AND undone_ms IS NULL;

-- name: calendar_import_older :exec
-- The busy times of what was replaced before the last: undo goes back one step.
DELETE FROM busy
WHERE account_id = :account AND import_id IN (
	SELECT i.id FROM calendar_import i
	WHERE i.account_id = :account AND i.name = :name AND i.id < :keep);

-- name: busy_add :exec
INSERT INTO busy (account_id, id, import_id, start_ms, end_ms, all_day, summary)
VALUES (:account, :id, :import_id, :start_ms, :end_ms, :all_day, :summary);

-- name: busy_between :many
-- No busy time is longer than a year.
SELECT b.start_ms, b.end_ms, b.all_day, b.summary, i.name
FROM busy b
JOIN calendar_import i ON i.account_id = b.account_id AND i.id = b.import_id
WHERE b.account_id = :account AND i.account_id = :account AND b.start_ms < :to_ms AND b.start_ms > :from_ms - 31708800000
  AND b.end_ms > :from_ms AND i.undone_ms IS NULL AND i.removed = 0
  AND NOT EXISTS (SELECT 1 FROM calendar_import n
                  WHERE n.account_id = :account AND n.name = i.name AND n.id > i.id AND n.undone_ms IS NULL)
ORDER BY b.start_ms, b.end_ms, b.id
LIMIT :n;

-- name: calendar_feed_last :one
SELECT id, secret, todo, at_ms
FROM calendar_feed
WHERE account_id = :account AND undone_ms IS NULL
ORDER BY id DESC
LIMIT 1;

-- name: calendar_feed_add :exec
INSERT INTO calendar_feed (account_id, id, secret, todo, at_ms, offset_min)
VALUES (:account, :id, :secret, :todo, :at_ms, :offset_min);

-- name: calendar_feed_revoke :exec
UPDATE calendar_feed SET undone_ms = :now_ms
WHERE account_id = :account AND undone_ms IS NULL;
