-- Offers, what was negotiated, what counts, what was decided.

-- name: offer_add :exec
INSERT INTO offer (account_id, id, application_id, company, title, currency, base, base_unit, times_year, bonus,
                   bonus_share, equity, equity_kind, equity_share, vest_months, cliff_months, vest_split, signon,
                   signon_note, days_off, remote_days, start_day, deadline_day, on_day, note, at_ms, offset_min)
VALUES (:account, :id, :application_id, :company, :title, :currency, :base, :base_unit, :times_year, :bonus,
        :bonus_share, :equity, :equity_kind, :equity_share, :vest_months, :cliff_months, :vest_split, :signon,
        :signon_note, :days_off, :remote_days, :start_day, :deadline_day, :on_day, :note, :at_ms, :offset_min);

-- name: offer_set :exec
-- Only when the version is the one that was read.
UPDATE offer
SET company = :company, title = :title, currency = :currency, base = :base, base_unit = :base_unit,
    times_year = :times_year, bonus = :bonus, bonus_share = :bonus_share, equity = :equity, equity_kind = :equity_kind,
    equity_share = :equity_share, vest_months = :vest_months, cliff_months = :cliff_months, vest_split = :vest_split,
    signon = :signon, signon_note = :signon_note, days_off = :days_off, remote_days = :remote_days,
    start_day = :start_day, deadline_day = :deadline_day, on_day = :on_day, note = :note, version = version + 1
WHERE account_id = :account AND id = :id AND version = :version AND undone_ms IS NULL;

-- name: offer_all :many
-- The fields stand in the order of offer_fields; the last column is the newest verdict. id 0: all.
SELECT o.id, o.application_id, o.at_ms, o.version,
       (SELECT d.verdict FROM offer_decision d
        WHERE d.account_id = :account AND d.offer_id = o.id AND d.undone_ms IS NULL ORDER BY d.id DESC LIMIT 1) AS verdict,
       o.company, o.title, o.currency, o.base, o.base_unit, o.times_year, o.bonus, o.bonus_share, o.equity,
       o.equity_kind, o.equity_share, o.vest_months, o.cliff_months, o.vest_split, o.signon, o.signon_note, o.days_off,
       o.remote_days, o.start_day, o.deadline_day, o.on_day, o.note
FROM offer o
WHERE o.account_id = :account AND o.undone_ms IS NULL AND (CAST(:id AS INTEGER) = 0 OR o.id = :id)
ORDER BY o.id DESC
LIMIT :n;

-- name: offer_delete :exec
UPDATE offer SET undone_ms = :now_ms WHERE account_id = :account AND id = :id AND undone_ms IS NULL;

-- name: offer_redo :exec
UPDATE offer SET undone_ms = NULL WHERE account_id = :account AND id = :id AND undone_ms IS NOT NULL;

-- name: offer_line_add :exec
INSERT INTO offer_line (account_id, id, offer_id, label, amount, yearly, at_ms)
VALUES (:account, :id, :offer_id, :label, :amount, :yearly, :at_ms);

-- name: offer_line_all :many
SELECT offer_id, id, label, amount, yearly
FROM offer_line
WHERE account_id = :account AND undone_ms IS NULL
ORDER BY id;

-- name: offer_line_undo :exec
UPDATE offer_line SET undone_ms = :now_ms WHERE account_id = :account AND id = :id AND undone_ms IS NULL;

-- name: offer_line_redo :exec
UPDATE offer_line SET undone_ms = NULL WHERE account_id = :account AND id = :id AND undone_ms IS NOT NULL;

-- name: offer_version_add :exec
INSERT INTO offer_version (account_id, id, offer_id, fields, at_ms, offset_min)
VALUES (:account, :id, :offer_id, :fields, :at_ms, :offset_min);

-- name: offer_version_all :many
SELECT id, fields, at_ms
FROM offer_version
WHERE account_id = :account AND offer_id = :offer_id AND undone_ms IS NULL
ORDER BY id DESC;

-- name: offer_version_get :one
-- gone: whether it was taken back already; newest: whether it is the offer's newest change that was not.
SELECT v.offer_id, v.fields, CASE WHEN v.undone_ms IS NULL THEN 0 ELSE 1 END AS gone,
       CASE WHEN EXISTS (SELECT 1 FROM offer_version w
                         WHERE w.account_id = :account AND w.offer_id = v.offer_id AND w.id > v.id
                           AND w.undone_ms IS NULL) THEN 0 ELSE 1 END AS newest
FROM offer_version v
WHERE v.account_id = :account AND v.id = :id;

-- name: offer_version_swap :exec
-- Taking a change back leaves what it had made, so that it can be brought back.
UPDATE offer_version SET fields = :fields, undone_ms = :undone_ms WHERE account_id = :account AND id = :id;

-- name: negotiation_add :exec
INSERT INTO negotiation (account_id, id, offer_id, who, asked, answer, on_day, at_ms, offset_min)
VALUES (:account, :id, :offer_id, :who, :asked, :answer, :on_day, :at_ms, :offset_min);

-- name: negotiation_all :many
SELECT id, who, asked, answer, on_day
FROM negotiation
WHERE account_id = :account AND offer_id = :offer_id AND undone_ms IS NULL
ORDER BY on_day, id;

-- name: negotiation_undo :exec
UPDATE negotiation SET undone_ms = :now_ms WHERE account_id = :account AND id = :id AND undone_ms IS NULL;

-- name: negotiation_redo :exec
UPDATE negotiation SET undone_ms = NULL WHERE account_id = :account AND id = :id AND undone_ms IS NOT NULL;

-- name: money_rate_add :exec
INSERT INTO money_rate (account_id, id, currency, to_currency, rate_nano, on_day, at_ms, offset_min)
VALUES (:account, :id, :currency, :to_currency, :rate_nano, :on_day, :at_ms, :offset_min);

-- name: money_rate_all :many
SELECT id, currency, to_currency, rate_nano, on_day
FROM money_rate
WHERE account_id = :account AND undone_ms IS NULL
ORDER BY on_day DESC, id DESC;

-- name: money_rate_undo :exec
UPDATE money_rate SET undone_ms = :now_ms WHERE account_id = :account AND id = :id AND undone_ms IS NULL;

-- name: money_rate_redo :exec
UPDATE money_rate SET undone_ms = NULL WHERE account_id = :account AND id = :id AND undone_ms IS NOT NULL;

-- name: offer_weight_add :exec
INSERT INTO offer_weight (account_id, id, factor, weight, at_ms, offset_min)
VALUES (:account, :id, :factor, :weight, :at_ms, :offset_min);

-- name: offer_weight_all :many
SELECT factor, weight
FROM offer_weight
WHERE account_id = :account AND undone_ms IS NULL
ORDER BY factor, id DESC;

-- name: offer_weight_undo :exec
UPDATE offer_weight SET undone_ms = :now_ms WHERE account_id = :account AND id = :id AND undone_ms IS NULL;

-- name: offer_weight_redo :exec
UPDATE offer_weight SET undone_ms = NULL WHERE account_id = :account AND id = :id AND undone_ms IS NOT NULL;

-- name: offer_score_add :exec
INSERT INTO offer_score (account_id, id, offer_id, factor, score, reason, at_ms, offset_min)
VALUES (:account, :id, :offer_id, :factor, :score, :reason, :at_ms, :offset_min);

-- name: offer_score_all :many
SELECT offer_id, factor, id, score, reason
FROM offer_score
WHERE account_id = :account AND undone_ms IS NULL
ORDER BY offer_id, factor, id DESC;

-- name: offer_score_undo :exec
UPDATE offer_score SET undone_ms = :now_ms WHERE account_id = :account AND id = :id AND undone_ms IS NULL;

-- name: offer_score_redo :exec
UPDATE offer_score SET undone_ms = NULL WHERE account_id = :account AND id = :id AND undone_ms IS NOT NULL;

-- name: offer_decision_add :exec
INSERT INTO offer_decision (account_id, id, offer_id, verdict, reasons, snapshot, batch_id, on_day, at_ms, offset_min)
VALUES (:account, :id, :offer_id, :verdict, :reasons, :snapshot, :batch_id, :on_day, :at_ms, :offset_min);

-- name: offer_decision_all :many
SELECT id, offer_id, verdict, reasons, snapshot, batch_id, on_day, at_ms
FROM offer_decision
WHERE account_id = :account AND undone_ms IS NULL AND (CAST(:offer_id AS INTEGER) = 0 OR offer_id = :offer_id)
ORDER BY id DESC;

-- name: offer_decision_undo :exec
UPDATE offer_decision SET undone_ms = :now_ms WHERE account_id = :account AND id = :id AND undone_ms IS NULL;

-- name: offer_decision_redo :exec
UPDATE offer_decision SET undone_ms = NULL WHERE account_id = :account AND id = :id AND undone_ms IS NOT NULL;

-- name: offer_decision_batch :one
SELECT batch_id FROM offer_decision WHERE account_id = :account AND id = :id;
