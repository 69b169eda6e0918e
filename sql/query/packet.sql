-- Packets. Nothing here changes one, on purpose: what was sent stays as it was sent.

-- name: packet_add :exec
INSERT INTO packet (account_id, id, application_id, event_id, on_day, channel, resume_version_id, resume_name, resume_json, resume_pdf,
  resume_pdf_hash, letter_id, letter_name, letter, posting_url, posting_text, posting_hash, at_ms, offset_min)
VALUES (:account, :id, :application_id, :event_id, :on_day, :channel, :resume_version_id, :resume_name, :resume_json, :resume_pdf,
  :resume_pdf_hash, :letter_id, :letter_name, :letter, :posting_url, :posting_text, :posting_hash, :at_ms, :offset_min);

-- name: packet_answer_add :exec
INSERT INTO packet_answer (account_id, id, packet_id, question, answer)
VALUES (:account, :id, :packet_id, :question, :answer);

-- name: packet_list :many
-- Those whose event is not undone first.
SELECT p.id, p.application_id, p.event_id, p.on_day, p.channel, p.resume_version_id, p.resume_name, p.resume_pdf_hash,
  COALESCE(length(p.resume_pdf), 0) AS pdf_size, p.letter_name, p.posting_url, p.posting_hash, p.at_ms,
  CASE WHEN e.undone_ms IS NULL THEN 1 ELSE 0 END AS counts, p.letter_id
FROM packet p JOIN application_event e ON e.account_id = p.account_id AND e.id = p.event_id
WHERE p.account_id = :account AND p.application_id = :application_id
ORDER BY counts DESC, p.id DESC;

-- name: packet_get :one
SELECT p.id, p.application_id, p.event_id, p.on_day, p.channel, p.resume_version_id, p.resume_name, p.resume_pdf_hash,
  COALESCE(length(p.resume_pdf), 0) AS pdf_size, p.letter_name, p.posting_url, p.posting_hash, p.at_ms,
  CASE WHEN e.undone_ms IS NULL THEN 1 ELSE 0 END AS counts, p.letter_id, p.resume_json, p.letter, p.posting_text
FROM packet p JOIN application_event e ON e.account_id = p.account_id AND e.id = p.event_id
WHERE p.account_id = :account AND p.id = :id;

-- name: packet_answers :many
-- +id: as in posting_group.
SELECT question, answer FROM packet_answer
WHERE account_id = :account AND packet_id = :packet_id
ORDER BY +id;

-- name: packet_pdf :one
SELECT resume_pdf FROM packet WHERE account_id = :account AND id = :id;
