-- Applications: one, its log, its edits, stages.

-- name: application_add :exec
INSERT INTO application (account_id, id, posting_id, company_id, company, title, url, place, source, tags, notes, next_step, next_day,
  deadline_day, wait_day, archived, stage, since_day, found_day, last_day, company_key, title_key, search, at_ms)
VALUES (:account, :id, :posting_id, :company_id, :company, :title, :url, :place, :source, :tags, :notes, :next_step, :next_day,
  :deadline_day, :wait_day, :archived, 'found', :found_day, :found_day, :found_day, :company_key, :title_key, :search, :at_ms);

-- name: application_save :exec
UPDATE application SET company_id = :company_id, company = :company, title = :title, url = :url, place = :place, source = :source, tags = :tags, notes = :notes,
  next_step = :next_step, next_day = :next_day, deadline_day = :deadline_day, wait_day = :wait_day, archived = :archived,
  company_key = :company_key, title_key = :title_key, search = :search, undone_ms = :undone_ms, version = version + 1
WHERE account_id = :account AND id = :id;

-- name: application_keys_set :exec
UPDATE application SET company_key = :company_key, title_key = :title_key, search = :search
WHERE account_id = :account AND id = :id;

-- name: application_derived_set :exec
UPDATE application SET stage = :stage, since_day = :since_day, found_day = :found_day, applied_day = :applied_day,
  last_day = :last_day, channel = :channel
WHERE account_id = :account AND id = :id;

-- name: application_get :one
SELECT id, posting_id, company_id, company, title, url, place, source, tags, next_step, next_day, deadline_day, wait_day, archived,
  stage, since_day, found_day, applied_day, last_day, channel, company_key, title_key, at_ms, version, undone_ms, notes
FROM application
WHERE account_id = :account AND id = :id;

-- name: application_all :many
-- Every one, those deleted too, without their notes.
SELECT id, posting_id, company_id, company, title, url, place, source, tags, next_step, next_day, deadline_day, wait_day, archived,
  stage, since_day, found_day, applied_day, last_day, channel, company_key, title_key, at_ms, version, undone_ms, NULL AS notes
FROM application
WHERE account_id = :account
ORDER BY id;

-- name: application_of_posting :one
-- +id: as in posting_group.
SELECT id FROM application
WHERE account_id = :account AND posting_id = :posting_id AND undone_ms IS NULL
ORDER BY +id DESC
LIMIT 1;

-- name: application_event_add :exec
INSERT INTO application_event (account_id, id, application_id, root_id, corrects_id, batch_id, kind, on_day, channel, note, at_ms,
  offset_min)
VALUES (:account, :id, :application_id, :root_id, :corrects_id, :batch_id, :kind, :on_day, :channel, :note, :at_ms, :offset_min);

-- name: application_events :many
-- +id: as in posting_group.
SELECT id, application_id, root_id, corrects_id, batch_id, kind, on_day, channel, note, counts, at_ms, undone_ms
FROM application_event
WHERE account_id = :account AND application_id = :application_id
ORDER BY +id;

-- name: application_event_get :one
SELECT id, application_id, root_id, corrects_id, batch_id, kind, on_day, channel, note, counts, at_ms, undone_ms
FROM application_event
WHERE account_id = :account AND id = :id;

-- name: application_event_counts :exec
UPDATE application_event SET counts = :counts WHERE account_id = :account AND id = :id;

-- name: application_event_undo :exec
UPDATE application_event SET undone_ms = :now_ms WHERE account_id = :account AND id = :id AND undone_ms IS NULL;

-- name: application_event_redo :exec
UPDATE application_event SET undone_ms = NULL WHERE account_id = :account AND id = :id AND undone_ms IS NOT NULL;

-- name: applications_of_batch :many
SELECT DISTINCT application_id FROM application_event
WHERE account_id = :account AND batch_id = :batch_id;

-- name: application_change_add :exec
INSERT INTO application_change (account_id, id, application_id, batch_id, field, was, became, at_ms, offset_min)
VALUES (:account, :id, :application_id, :batch_id, :field, :was, :became, :at_ms, :offset_min);

-- name: application_changes_of_batch :many
SELECT id, application_id, field, was, became, undone_ms FROM application_change
WHERE account_id = :account AND batch_id = :batch_id
ORDER BY application_id, +id;

-- name: application_change_undo :exec
UPDATE application_change SET undone_ms = :now_ms WHERE account_id = :account AND id = :id AND undone_ms IS NULL;

-- name: application_change_redo :exec
UPDATE application_change SET undone_ms = NULL WHERE account_id = :account AND id = :id AND undone_ms IS NOT NULL;

-- name: stage_all :many
-- Oldest first: a later record of a word counts.
SELECT id, word, name, position, retired FROM stage
WHERE account_id = :account AND undone_ms IS NULL
ORDER BY id;

-- name: stage_add :exec
INSERT INTO stage (account_id, id, word, name, position, retired, at_ms, offset_min)
VALUES (:account, :id, :word, :name, :position, :retired, :at_ms, :offset_min);

-- name: stage_undo :exec
UPDATE stage SET undone_ms = :now_ms WHERE account_id = :account AND id = :id AND undone_ms IS NULL;

-- name: stage_used :one
SELECT id FROM application_event WHERE account_id = :account AND kind = :kind LIMIT 1;
