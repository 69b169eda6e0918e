-- Runs of imports that go on beside a server.

-- name: import_run_add :exec
INSERT INTO import_run (account_id, id, name, state, started_ms, beat_ms)
VALUES (:account, :id, :name, 'running', :now_ms, :now_ms);

-- name: import_run_progress :exec
UPDATE import_run SET progress = :progress, n_read = :n_read, beat_ms = :now_ms
WHERE account_id = :account AND id = :id AND state = 'running';

-- name: import_run_end :exec
UPDATE import_run SET state = :state, progress = :progress, n_read = :n_read, n_new = :n_new, n_updated = :n_updated,
  n_same = :n_same, n_refused = :n_refused, report = :report, ended_ms = :now_ms, beat_ms = :now_ms
WHERE account_id = :account AND id = :id AND state = 'running';

-- name: import_run_sweep :exec
UPDATE import_run SET state = 'failed', report = :report, ended_ms = :now_ms
WHERE account_id = :account AND state = 'running' AND beat_ms < :beat_ms;

-- name: import_run_get :one
SELECT id, name, state, progress, n_read, n_new, n_updated, n_same, n_refused, report, started_ms, ended_ms
FROM import_run
WHERE account_id = :account AND id = :id;

-- name: import_run_list :many
SELECT id, name, state, progress, n_read, n_new, n_updated, n_same, n_refused, '' AS report, started_ms, ended_ms
FROM import_run
WHERE account_id = :account
ORDER BY id DESC
LIMIT 50;
