-- Leaving well.

-- name: leaving_add :exec
INSERT INTO leaving (account_id, id, company, offer_id, at_ms, offset_min)
VALUES (:account, :id, :company, :offer_id, :at_ms, :offset_min);

-- name: leaving_day_add :exec
INSERT INTO leaving_day (account_id, id, leaving_id, last_day, at_ms, offset_min)
VALUES (:account, :id, :leaving_id, :last_day, :at_ms, :offset_min);

-- name: leaving_current :one
SELECT l.id, l.company, l.offer_id,
       (SELECT d.last_day FROM leaving_day d
        WHERE d.account_id = :account AND d.leaving_id = l.id AND d.undone_ms IS NULL
        ORDER BY d.id DESC LIMIT 1) AS last_day
FROM leaving l
WHERE l.account_id = :account AND l.undone_ms IS NULL
ORDER BY l.id DESC
LIMIT 1;

-- name: leaving_item_add :exec
INSERT INTO leaving_item (account_id, id, leaving_id, part, text, days_before, at_ms)
VALUES (:account, :id, :leaving_id, :part, :text, :days_before, :at_ms);

-- name: leaving_item_all :many
SELECT i.id, i.part, i.text, i.days_before, d.on_day, d.id AS done_id
FROM leaving_item i
LEFT JOIN leaving_done d ON d.account_id = :account AND d.item_id = i.id AND d.undone_ms IS NULL
WHERE i.account_id = :account AND i.leaving_id = :leaving_id AND i.undone_ms IS NULL
ORDER BY i.days_before DESC, i.id;

-- name: leaving_item_open :one
SELECT (SELECT count(*) FROM leaving_done d
        WHERE d.account_id = :account AND d.item_id = i.id AND d.undone_ms IS NULL) AS n_done
FROM leaving_item i
WHERE i.account_id = :account AND i.id = :id AND i.undone_ms IS NULL;

-- name: leaving_done_add :exec
INSERT INTO leaving_done (account_id, id, item_id, on_day, at_ms, offset_min)
VALUES (:account, :id, :item_id, :on_day, :at_ms, :offset_min);

-- name: leaving_undo :exec
UPDATE leaving SET undone_ms = :now_ms WHERE account_id = :account AND id = :id AND undone_ms IS NULL;

-- name: leaving_redo :exec
UPDATE leaving SET undone_ms = NULL WHERE account_id = :account AND id = :id AND undone_ms IS NOT NULL;

-- name: leaving_day_undo :exec
-- Not the first: that is the list's beginning.
UPDATE leaving_day SET undone_ms = :now_ms
WHERE account_id = :account AND id = :id AND undone_ms IS NULL
  AND EXISTS (SELECT 1 FROM leaving_day d
              WHERE d.account_id = :account AND d.leaving_id = leaving_day.leaving_id AND d.id < leaving_day.id
                AND d.undone_ms IS NULL);

-- name: leaving_day_redo :exec
UPDATE leaving_day SET undone_ms = NULL WHERE account_id = :account AND id = :id AND undone_ms IS NOT NULL;

-- name: leaving_item_undo :exec
UPDATE leaving_item SET undone_ms = :now_ms WHERE account_id = :account AND id = :id AND undone_ms IS NULL;

-- name: leaving_item_redo :exec
UPDATE leaving_item SET undone_ms = NULL WHERE account_id = :account AND id = :id AND undone_ms IS NOT NULL;

-- name: leaving_done_undo :exec
UPDATE leaving_done SET undone_ms = :now_ms WHERE account_id = :account AND id = :id AND undone_ms IS NULL;

-- name: leaving_done_redo :exec
UPDATE leaving_done SET undone_ms = NULL WHERE account_id = :account AND id = :id AND undone_ms IS NOT NULL;
