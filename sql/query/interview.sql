-- Informational interviews, research, rounds, questions, stories: chains of versions (see the schema). Of each table: add a
-- version; list what counts; one of them; the newest version's id, against two tabs; undo and redo.

-- name: informational_add :exec
INSERT INTO informational (account_id, id, root_id, gone, at_ms, offset_min, way, contact_id, name, wish, tests, role, industry, from_id)
VALUES (:account, :id, :root_id, :gone, :at_ms, :offset_min, :way, :contact_id, :name, :wish, :tests, :role, :industry, :from_id);

-- name: informational_all :many
SELECT r.id, r.root_id, r.gone, r.at_ms, r.offset_min, r.way, r.contact_id, r.name, r.wish, r.tests, r.role, r.industry, r.from_id
FROM informational r
WHERE r.account_id = :account AND r.undone_ms IS NULL AND r.gone = 0
  AND NOT EXISTS (SELECT 1 FROM informational n WHERE n.account_id = :account AND n.root_id = r.root_id AND n.id > r.id
                  AND n.undone_ms IS NULL)
  AND NOT EXISTS (SELECT 1 FROM informational f WHERE f.account_id = :account AND f.id = r.root_id AND f.undone_ms IS NOT NULL)
ORDER BY r.root_id;

-- name: informational_one :one
SELECT r.id, r.root_id, r.gone, r.at_ms, r.offset_min, r.way, r.contact_id, r.name, r.wish, r.tests, r.role, r.industry, r.from_id
FROM informational r
WHERE r.account_id = :account AND r.root_id = :root AND r.undone_ms IS NULL AND r.gone = 0
  AND NOT EXISTS (SELECT 1 FROM informational n WHERE n.account_id = :account AND n.root_id = r.root_id AND n.id > r.id
                  AND n.undone_ms IS NULL)
  AND NOT EXISTS (SELECT 1 FROM informational f WHERE f.account_id = :account AND f.id = r.root_id AND f.undone_ms IS NOT NULL);

-- name: informational_newest :one
SELECT id FROM informational WHERE account_id = :account AND root_id = :root AND undone_ms IS NULL ORDER BY id DESC LIMIT 1;

-- name: informational_undo :exec
UPDATE informational SET undone_ms = :now_ms WHERE account_id = :account AND id = :id AND undone_ms IS NULL;

-- name: informational_redo :exec
UPDATE informational SET undone_ms = NULL WHERE account_id = :account AND id = :id AND undone_ms IS NOT NULL;

-- name: informational_step_add :exec
INSERT INTO informational_step (account_id, id, root_id, gone, at_ms, offset_min, informational_id, kind, on_day, start_ms, zone_min, minutes, place, note, interaction_id)
VALUES (:account, :id, :root_id, :gone, :at_ms, :offset_min, :informational_id, :kind, :on_day, :start_ms, :zone_min, :minutes, :place, :note, :interaction_id);

-- name: informational_step_all :many
SELECT r.id, r.root_id, r.gone, r.at_ms, r.offset_min, r.informational_id, r.kind, r.on_day, r.start_ms, r.zone_min, r.minutes, r.place, r.note, r.interaction_id
FROM informational_step r
WHERE r.account_id = :account AND r.undone_ms IS NULL AND r.gone = 0 AND (r.informational_id = :of OR :of = 0)
  AND NOT EXISTS (SELECT 1 FROM informational_step n WHERE n.account_id = :account AND n.root_id = r.root_id AND n.id > r.id
                  AND n.undone_ms IS NULL)
  AND NOT EXISTS (SELECT 1 FROM informational_step f WHERE f.account_id = :account AND f.id = r.root_id AND f.undone_ms IS NOT NULL)
ORDER BY r.root_id;

-- name: informational_step_one :one
SELECT r.id, r.root_id, r.gone, r.at_ms, r.offset_min, r.informational_id, r.kind, r.on_day, r.start_ms, r.zone_min, r.minutes, r.place, r.note, r.interaction_id
FROM informational_step r
WHERE r.account_id = :account AND r.root_id = :root AND r.undone_ms IS NULL AND r.gone = 0
  AND NOT EXISTS (SELECT 1 FROM informational_step n WHERE n.account_id = :account AND n.root_id = r.root_id AND n.id > r.id
                  AND n.undone_ms IS NULL)
  AND NOT EXISTS (SELECT 1 FROM informational_step f WHERE f.account_id = :account AND f.id = r.root_id AND f.undone_ms IS NOT NULL);

-- name: informational_step_newest :one
SELECT id FROM informational_step WHERE account_id = :account AND root_id = :root AND undone_ms IS NULL ORDER BY id DESC LIMIT 1;

-- name: informational_step_undo :exec
UPDATE informational_step SET undone_ms = :now_ms WHERE account_id = :account AND id = :id AND undone_ms IS NULL;

-- name: informational_step_redo :exec
UPDATE informational_step SET undone_ms = NULL WHERE account_id = :account AND id = :id AND undone_ms IS NOT NULL;

-- name: informational_question_add :exec
INSERT INTO informational_question (account_id, id, root_id, gone, at_ms, offset_min, informational_id, place, text)
VALUES (:account, :id, :root_id, :gone, :at_ms, :offset_min, :informational_id, :place, :text);

-- name: informational_question_all :many
SELECT r.id, r.root_id, r.gone, r.at_ms, r.offset_min, r.informational_id, r.place, r.text
FROM informational_question r
WHERE r.account_id = :account AND r.undone_ms IS NULL AND r.gone = 0 AND (r.informational_id = :of OR :of = 0)
  AND NOT EXISTS (SELECT 1 FROM informational_question n WHERE n.account_id = :account AND n.root_id = r.root_id AND n.id > r.id
                  AND n.undone_ms IS NULL)
  AND NOT EXISTS (SELECT 1 FROM informational_question f WHERE f.account_id = :account AND f.id = r.root_id AND f.undone_ms IS NOT NULL)
ORDER BY r.root_id;

-- name: informational_question_one :one
SELECT r.id, r.root_id, r.gone, r.at_ms, r.offset_min, r.informational_id, r.place, r.text
FROM informational_question r
WHERE r.account_id = :account AND r.root_id = :root AND r.undone_ms IS NULL AND r.gone = 0
  AND NOT EXISTS (SELECT 1 FROM informational_question n WHERE n.account_id = :account AND n.root_id = r.root_id AND n.id > r.id
                  AND n.undone_ms IS NULL)
  AND NOT EXISTS (SELECT 1 FROM informational_question f WHERE f.account_id = :account AND f.id = r.root_id AND f.undone_ms IS NOT NULL);

-- name: informational_question_newest :one
SELECT id FROM informational_question WHERE account_id = :account AND root_id = :root AND undone_ms IS NULL ORDER BY id DESC LIMIT 1;

-- name: informational_question_undo :exec
UPDATE informational_question SET undone_ms = :now_ms WHERE account_id = :account AND id = :id AND undone_ms IS NULL;

-- name: informational_question_redo :exec
UPDATE informational_question SET undone_ms = NULL WHERE account_id = :account AND id = :id AND undone_ms IS NOT NULL;

-- name: lesson_add :exec
INSERT INTO lesson (account_id, id, root_id, gone, at_ms, offset_min, informational_id, text, moved, on_day)
VALUES (:account, :id, :root_id, :gone, :at_ms, :offset_min, :informational_id, :text, :moved, :on_day);

-- name: lesson_all :many
SELECT r.id, r.root_id, r.gone, r.at_ms, r.offset_min, r.informational_id, r.text, r.moved, r.on_day
FROM lesson r
WHERE r.account_id = :account AND r.undone_ms IS NULL AND r.gone = 0 AND (r.informational_id = :of OR :of = 0)
  AND NOT EXISTS (SELECT 1 FROM lesson n WHERE n.account_id = :account AND n.root_id = r.root_id AND n.id > r.id
                  AND n.undone_ms IS NULL)
  AND NOT EXISTS (SELECT 1 FROM lesson f WHERE f.account_id = :account AND f.id = r.root_id AND f.undone_ms IS NOT NULL)
ORDER BY r.root_id;

-- name: lesson_one :one
SELECT r.id, r.root_id, r.gone, r.at_ms, r.offset_min, r.informational_id, r.text, r.moved, r.on_day
FROM lesson r
WHERE r.account_id = :account AND r.root_id = :root AND r.undone_ms IS NULL AND r.gone = 0
  AND NOT EXISTS (SELECT 1 FROM lesson n WHERE n.account_id = :account AND n.root_id = r.root_id AND n.id > r.id
                  AND n.undone_ms IS NULL)
  AND NOT EXISTS (SELECT 1 FROM lesson f WHERE f.account_id = :account AND f.id = r.root_id AND f.undone_ms IS NOT NULL);

-- name: lesson_newest :one
SELECT id FROM lesson WHERE account_id = :account AND root_id = :root AND undone_ms IS NULL ORDER BY id DESC LIMIT 1;

-- name: lesson_undo :exec
UPDATE lesson SET undone_ms = :now_ms WHERE account_id = :account AND id = :id AND undone_ms IS NULL;

-- name: lesson_redo :exec
UPDATE lesson SET undone_ms = NULL WHERE account_id = :account AND id = :id AND undone_ms IS NOT NULL;

-- name: named_skill_add :exec
INSERT INTO named_skill (account_id, id, root_id, gone, at_ms, offset_min, informational_id, skill, note)
VALUES (:account, :id, :root_id, :gone, :at_ms, :offset_min, :informational_id, :skill, :note);

-- name: named_skill_all :many
SELECT r.id, r.root_id, r.gone, r.at_ms, r.offset_min, r.informational_id, r.skill, r.note
FROM named_skill r
WHERE r.account_id = :account AND r.undone_ms IS NULL AND r.gone = 0 AND (r.informational_id = :of OR :of = 0)
  AND NOT EXISTS (SELECT 1 FROM named_skill n WHERE n.account_id = :account AND n.root_id = r.root_id AND n.id > r.id
                  AND n.undone_ms IS NULL)
  AND NOT EXISTS (SELECT 1 FROM named_skill f WHERE f.account_id = :account AND f.id = r.root_id AND f.undone_ms IS NOT NULL)
ORDER BY r.root_id;

-- name: named_skill_one :one
SELECT r.id, r.root_id, r.gone, r.at_ms, r.offset_min, r.informational_id, r.skill, r.note
FROM named_skill r
WHERE r.account_id = :account AND r.root_id = :root AND r.undone_ms IS NULL AND r.gone = 0
  AND NOT EXISTS (SELECT 1 FROM named_skill n WHERE n.account_id = :account AND n.root_id = r.root_id AND n.id > r.id
                  AND n.undone_ms IS NULL)
  AND NOT EXISTS (SELECT 1 FROM named_skill f WHERE f.account_id = :account AND f.id = r.root_id AND f.undone_ms IS NOT NULL);

-- name: named_skill_newest :one
SELECT id FROM named_skill WHERE account_id = :account AND root_id = :root AND undone_ms IS NULL ORDER BY id DESC LIMIT 1;

-- name: named_skill_undo :exec
UPDATE named_skill SET undone_ms = :now_ms WHERE account_id = :account AND id = :id AND undone_ms IS NULL;

-- name: named_skill_redo :exec
UPDATE named_skill SET undone_ms = NULL WHERE account_id = :account AND id = :id AND undone_ms IS NOT NULL;

-- name: suggestion_add :exec
INSERT INTO suggestion (account_id, id, root_id, gone, at_ms, offset_min, informational_id, name, why, contact_id, introduction_id)
VALUES (:account, :id, :root_id, :gone, :at_ms, :offset_min, :informational_id, :name, :why, :contact_id, :introduction_id);

-- name: suggestion_all :many
SELECT r.id, r.root_id, r.gone, r.at_ms, r.offset_min, r.informational_id, r.name, r.why, r.contact_id, r.introduction_id
FROM suggestion r
WHERE r.account_id = :account AND r.undone_ms IS NULL AND r.gone = 0 AND (r.informational_id = :of OR :of = 0)
  AND NOT EXISTS (SELECT 1 FROM suggestion n WHERE n.account_id = :account AND n.root_id = r.root_id AND n.id > r.id
                  AND n.undone_ms IS NULL)
  AND NOT EXISTS (SELECT 1 FROM suggestion f WHERE f.account_id = :account AND f.id = r.root_id AND f.undone_ms IS NOT NULL)
ORDER BY r.root_id;

-- name: suggestion_one :one
SELECT r.id, r.root_id, r.gone, r.at_ms, r.offset_min, r.informational_id, r.name, r.why, r.contact_id, r.introduction_id
FROM suggestion r
WHERE r.account_id = :account AND r.root_id = :root AND r.undone_ms IS NULL AND r.gone = 0
  AND NOT EXISTS (SELECT 1 FROM suggestion n WHERE n.account_id = :account AND n.root_id = r.root_id AND n.id > r.id
                  AND n.undone_ms IS NULL)
  AND NOT EXISTS (SELECT 1 FROM suggestion f WHERE f.account_id = :account AND f.id = r.root_id AND f.undone_ms IS NOT NULL);

-- name: suggestion_newest :one
SELECT id FROM suggestion WHERE account_id = :account AND root_id = :root AND undone_ms IS NULL ORDER BY id DESC LIMIT 1;

-- name: suggestion_undo :exec
UPDATE suggestion SET undone_ms = :now_ms WHERE account_id = :account AND id = :id AND undone_ms IS NULL;

-- name: suggestion_redo :exec
UPDATE suggestion SET undone_ms = NULL WHERE account_id = :account AND id = :id AND undone_ms IS NOT NULL;

-- name: round_add :exec
INSERT INTO round (account_id, id, root_id, gone, at_ms, offset_min, application_id, kind, start_ms, zone_min, minutes, place, url, people, status, result, event_id)
VALUES (:account, :id, :root_id, :gone, :at_ms, :offset_min, :application_id, :kind, :start_ms, :zone_min, :minutes, :place, :url, :people, :status, :result, :event_id);

-- name: round_all :many
SELECT r.id, r.root_id, r.gone, r.at_ms, r.offset_min, r.application_id, r.kind, r.start_ms, r.zone_min, r.minutes, r.place, r.url, r.people, r.status, r.result, r.event_id
FROM round r
WHERE r.account_id = :account AND r.undone_ms IS NULL AND r.gone = 0 AND (r.application_id = :of OR :of = 0)
  AND NOT EXISTS (SELECT 1 FROM round n WHERE n.account_id = :account AND n.root_id = r.root_id AND n.id > r.id
                  AND n.undone_ms IS NULL)
  AND NOT EXISTS (SELECT 1 FROM round f WHERE f.account_id = :account AND f.id = r.root_id AND f.undone_ms IS NOT NULL)
ORDER BY r.root_id;

-- name: round_one :one
SELECT r.id, r.root_id, r.gone, r.at_ms, r.offset_min, r.application_id, r.kind, r.start_ms, r.zone_min, r.minutes, r.place, r.url, r.people, r.status, r.result, r.event_id
FROM round r
WHERE r.account_id = :account AND r.root_id = :root AND r.undone_ms IS NULL AND r.gone = 0
  AND NOT EXISTS (SELECT 1 FROM round n WHERE n.account_id = :account AND n.root_id = r.root_id AND n.id > r.id
                  AND n.undone_ms IS NULL)
  AND NOT EXISTS (SELECT 1 FROM round f WHERE f.account_id = :account AND f.id = r.root_id AND f.undone_ms IS NOT NULL);

-- name: round_newest :one
SELECT id FROM round WHERE account_id = :account AND root_id = :root AND undone_ms IS NULL ORDER BY id DESC LIMIT 1;

-- name: round_undo :exec
UPDATE round SET undone_ms = :now_ms WHERE account_id = :account AND id = :id AND undone_ms IS NULL;

-- name: round_redo :exec
UPDATE round SET undone_ms = NULL WHERE account_id = :account AND id = :id AND undone_ms IS NOT NULL;

-- name: asked_add :exec
INSERT INTO asked (account_id, id, root_id, gone, at_ms, offset_min, round_id, key, text, went, note)
VALUES (:account, :id, :root_id, :gone, :at_ms, :offset_min, :round_id, :key, :text, :went, :note);

-- name: asked_all :many
SELECT r.id, r.root_id, r.gone, r.at_ms, r.offset_min, r.round_id, r.key, r.text, r.went, r.note
FROM asked r
WHERE r.account_id = :account AND r.undone_ms IS NULL AND r.gone = 0 AND (r.round_id = :of OR :of = 0)
  AND NOT EXISTS (SELECT 1 FROM asked n WHERE n.account_id = :account AND n.root_id = r.root_id AND n.id > r.id
                  AND n.undone_ms IS NULL)
  AND NOT EXISTS (SELECT 1 FROM asked f WHERE f.account_id = :account AND f.id = r.root_id AND f.undone_ms IS NOT NULL)
ORDER BY r.root_id;

-- name: asked_one :one
SELECT r.id, r.root_id, r.gone, r.at_ms, r.offset_min, r.round_id, r.key, r.text, r.went, r.note
FROM asked r
WHERE r.account_id = :account AND r.root_id = :root AND r.undone_ms IS NULL AND r.gone = 0
  AND NOT EXISTS (SELECT 1 FROM asked n WHERE n.account_id = :account AND n.root_id = r.root_id AND n.id > r.id
                  AND n.undone_ms IS NULL)
  AND NOT EXISTS (SELECT 1 FROM asked f WHERE f.account_id = :account AND f.id = r.root_id AND f.undone_ms IS NOT NULL);

-- name: asked_newest :one
SELECT id FROM asked WHERE account_id = :account AND root_id = :root AND undone_ms IS NULL ORDER BY id DESC LIMIT 1;

-- name: asked_undo :exec
UPDATE asked SET undone_ms = :now_ms WHERE account_id = :account AND id = :id AND undone_ms IS NULL;

-- name: asked_redo :exec
UPDATE asked SET undone_ms = NULL WHERE account_id = :account AND id = :id AND undone_ms IS NOT NULL;

-- name: question_add :exec
INSERT INTO question (account_id, id, root_id, gone, at_ms, offset_min, text, kind, role, skill, depth, themes, outline)
VALUES (:account, :id, :root_id, :gone, :at_ms, :offset_min, :text, :kind, :role, :skill, :depth, :themes, :outline);

-- name: question_all :many
SELECT r.id, r.root_id, r.gone, r.at_ms, r.offset_min, r.text, r.kind, r.role, r.skill, r.depth, r.themes, r.outline
FROM question r
WHERE r.account_id = :account AND r.undone_ms IS NULL AND r.gone = 0
  AND NOT EXISTS (SELECT 1 FROM question n WHERE n.account_id = :account AND n.root_id = r.root_id AND n.id > r.id
                  AND n.undone_ms IS NULL)
  AND NOT EXISTS (SELECT 1 FROM question f WHERE f.account_id = :account AND f.id = r.root_id AND f.undone_ms IS NOT NULL)
ORDER BY r.root_id;

-- name: question_one :one
SELECT r.id, r.root_id, r.gone, r.at_ms, r.offset_min, r.text, r.kind, r.role, r.skill, r.depth, r.themes, r.outline
FROM question r
WHERE r.account_id = :account AND r.root_id = :root AND r.undone_ms IS NULL AND r.gone = 0
  AND NOT EXISTS (SELECT 1 FROM question n WHERE n.account_id = :account AND n.root_id = r.root_id AND n.id > r.id
                  AND n.undone_ms IS NULL)
  AND NOT EXISTS (SELECT 1 FROM question f WHERE f.account_id = :account AND f.id = r.root_id AND f.undone_ms IS NOT NULL);

-- name: question_newest :one
SELECT id FROM question WHERE account_id = :account AND root_id = :root AND undone_ms IS NULL ORDER BY id DESC LIMIT 1;

-- name: question_undo :exec
UPDATE question SET undone_ms = :now_ms WHERE account_id = :account AND id = :id AND undone_ms IS NULL;

-- name: question_redo :exec
UPDATE question SET undone_ms = NULL WHERE account_id = :account AND id = :id AND undone_ms IS NOT NULL;

-- name: story_add :exec
INSERT INTO story (account_id, id, root_id, gone, at_ms, offset_min, title, situation, task, action, outcome, themes, evidence_id, bullet_id, url)
VALUES (:account, :id, :root_id, :gone, :at_ms, :offset_min, :title, :situation, :task, :action, :outcome, :themes, :evidence_id, :bullet_id, :url);

-- name: story_all :many
SELECT r.id, r.root_id, r.gone, r.at_ms, r.offset_min, r.title, r.situation, r.task, r.action, r.outcome, r.themes, r.evidence_id, r.bullet_id, r.url
FROM story r
WHERE r.account_id = :account AND r.undone_ms IS NULL AND r.gone = 0
  AND NOT EXISTS (SELECT 1 FROM story n WHERE n.account_id = :account AND n.root_id = r.root_id AND n.id > r.id
                  AND n.undone_ms IS NULL)
  AND NOT EXISTS (SELECT 1 FROM story f WHERE f.account_id = :account AND f.id = r.root_id AND f.undone_ms IS NOT NULL)
ORDER BY r.root_id;

-- name: story_one :one
SELECT r.id, r.root_id, r.gone, r.at_ms, r.offset_min, r.title, r.situation, r.task, r.action, r.outcome, r.themes, r.evidence_id, r.bullet_id, r.url
FROM story r
WHERE r.account_id = :account AND r.root_id = :root AND r.undone_ms IS NULL AND r.gone = 0
  AND NOT EXISTS (SELECT 1 FROM story n WHERE n.account_id = :account AND n.root_id = r.root_id AND n.id > r.id
                  AND n.undone_ms IS NULL)
  AND NOT EXISTS (SELECT 1 FROM story f WHERE f.account_id = :account AND f.id = r.root_id AND f.undone_ms IS NOT NULL);

-- name: story_newest :one
SELECT id FROM story WHERE account_id = :account AND root_id = :root AND undone_ms IS NULL ORDER BY id DESC LIMIT 1;

-- name: story_undo :exec
UPDATE story SET undone_ms = :now_ms WHERE account_id = :account AND id = :id AND undone_ms IS NULL;

-- name: story_redo :exec
UPDATE story SET undone_ms = NULL WHERE account_id = :account AND id = :id AND undone_ms IS NOT NULL;

-- name: feedback_add :exec
INSERT INTO feedback (account_id, id, root_id, gone, at_ms, offset_min, application_id, round_id, kind, said_by, text, skills, on_day)
VALUES (:account, :id, :root_id, :gone, :at_ms, :offset_min, :application_id, :round_id, :kind, :said_by, :text, :skills, :on_day);

-- name: feedback_all :many
SELECT r.id, r.root_id, r.gone, r.at_ms, r.offset_min, r.application_id, r.round_id, r.kind, r.said_by, r.text, r.skills, r.on_day
FROM feedback r
WHERE r.account_id = :account AND r.undone_ms IS NULL AND r.gone = 0 AND (r.application_id = :of OR :of = 0)
  AND NOT EXISTS (SELECT 1 FROM feedback n WHERE n.account_id = :account AND n.root_id = r.root_id AND n.id > r.id
                  AND n.undone_ms IS NULL)
  AND NOT EXISTS (SELECT 1 FROM feedback f WHERE f.account_id = :account AND f.id = r.root_id AND f.undone_ms IS NOT NULL)
ORDER BY r.root_id;

-- name: feedback_one :one
SELECT r.id, r.root_id, r.gone, r.at_ms, r.offset_min, r.application_id, r.round_id, r.kind, r.said_by, r.text, r.skills, r.on_day
FROM feedback r
WHERE r.account_id = :account AND r.root_id = :root AND r.undone_ms IS NULL AND r.gone = 0
  AND NOT EXISTS (SELECT 1 FROM feedback n WHERE n.account_id = :account AND n.root_id = r.root_id AND n.id > r.id
                  AND n.undone_ms IS NULL)
  AND NOT EXISTS (SELECT 1 FROM feedback f WHERE f.account_id = :account AND f.id = r.root_id AND f.undone_ms IS NOT NULL);

-- name: feedback_newest :one
SELECT id FROM feedback WHERE account_id = :account AND root_id = :root AND undone_ms IS NULL ORDER BY id DESC LIMIT 1;

-- name: feedback_undo :exec
UPDATE feedback SET undone_ms = :now_ms WHERE account_id = :account AND id = :id AND undone_ms IS NULL;

-- name: feedback_redo :exec
UPDATE feedback SET undone_ms = NULL WHERE account_id = :account AND id = :id AND undone_ms IS NOT NULL;

-- name: finding_add :exec
INSERT INTO finding (account_id, id, root_id, gone, at_ms, offset_min, about, company_id, application_id, role, topic, text, contact_id, source, url, on_day)
VALUES (:account, :id, :root_id, :gone, :at_ms, :offset_min, :about, :company_id, :application_id, :role, :topic, :text, :contact_id, :source, :url, :on_day);

-- name: finding_all :many
SELECT r.id, r.root_id, r.gone, r.at_ms, r.offset_min, r.about, r.company_id, r.application_id, r.role, r.topic, r.text, r.contact_id, r.source, r.url, r.on_day
FROM finding r
WHERE r.account_id = :account AND r.undone_ms IS NULL AND r.gone = 0 AND (r.company_id = :of OR :of = 0)
  AND NOT EXISTS (SELECT 1 FROM finding n WHERE n.account_id = :account AND n.root_id = r.root_id AND n.id > r.id
                  AND n.undone_ms IS NULL)
  AND NOT EXISTS (SELECT 1 FROM finding f WHERE f.account_id = :account AND f.id = r.root_id AND f.undone_ms IS NOT NULL)
ORDER BY r.root_id;

-- name: finding_one :one
SELECT r.id, r.root_id, r.gone, r.at_ms, r.offset_min, r.about, r.company_id, r.application_id, r.role, r.topic, r.text, r.contact_id, r.source, r.url, r.on_day
FROM finding r
WHERE r.account_id = :account AND r.root_id = :root AND r.undone_ms IS NULL AND r.gone = 0
  AND NOT EXISTS (SELECT 1 FROM finding n WHERE n.account_id = :account AND n.root_id = r.root_id AND n.id > r.id
                  AND n.undone_ms IS NULL)
  AND NOT EXISTS (SELECT 1 FROM finding f WHERE f.account_id = :account AND f.id = r.root_id AND f.undone_ms IS NOT NULL);

-- name: finding_newest :one
SELECT id FROM finding WHERE account_id = :account AND root_id = :root AND undone_ms IS NULL ORDER BY id DESC LIMIT 1;

-- name: finding_undo :exec
UPDATE finding SET undone_ms = :now_ms WHERE account_id = :account AND id = :id AND undone_ms IS NULL;

-- name: finding_redo :exec
UPDATE finding SET undone_ms = NULL WHERE account_id = :account AND id = :id AND undone_ms IS NOT NULL;

-- name: flag_add :exec
INSERT INTO flag (account_id, id, root_id, gone, at_ms, offset_min, company_id, application_id, colour, weight, text, on_day)
VALUES (:account, :id, :root_id, :gone, :at_ms, :offset_min, :company_id, :application_id, :colour, :weight, :text, :on_day);

-- name: flag_all :many
SELECT r.id, r.root_id, r.gone, r.at_ms, r.offset_min, r.company_id, r.application_id, r.colour, r.weight, r.text, r.on_day
FROM flag r
WHERE r.account_id = :account AND r.undone_ms IS NULL AND r.gone = 0 AND (r.application_id = :of OR :of = 0)
  AND NOT EXISTS (SELECT 1 FROM flag n WHERE n.account_id = :account AND n.root_id = r.root_id AND n.id > r.id
                  AND n.undone_ms IS NULL)
  AND NOT EXISTS (SELECT 1 FROM flag f WHERE f.account_id = :account AND f.id = r.root_id AND f.undone_ms IS NOT NULL)
ORDER BY r.root_id;

-- name: flag_one :one
SELECT r.id, r.root_id, r.gone, r.at_ms, r.offset_min, r.company_id, r.application_id, r.colour, r.weight, r.text, r.on_day
FROM flag r
WHERE r.account_id = :account AND r.root_id = :root AND r.undone_ms IS NULL AND r.gone = 0
  AND NOT EXISTS (SELECT 1 FROM flag n WHERE n.account_id = :account AND n.root_id = r.root_id AND n.id > r.id
                  AND n.undone_ms IS NULL)
  AND NOT EXISTS (SELECT 1 FROM flag f WHERE f.account_id = :account AND f.id = r.root_id AND f.undone_ms IS NOT NULL);

-- name: flag_newest :one
SELECT id FROM flag WHERE account_id = :account AND root_id = :root AND undone_ms IS NULL ORDER BY id DESC LIMIT 1;

-- name: flag_undo :exec
UPDATE flag SET undone_ms = :now_ms WHERE account_id = :account AND id = :id AND undone_ms IS NULL;

-- name: flag_redo :exec
UPDATE flag SET undone_ms = NULL WHERE account_id = :account AND id = :id AND undone_ms IS NOT NULL;

-- name: expectation_add :exec
INSERT INTO expectation (account_id, id, root_id, gone, at_ms, offset_min, application_id, key, text, answer, on_day)
VALUES (:account, :id, :root_id, :gone, :at_ms, :offset_min, :application_id, :key, :text, :answer, :on_day);

-- name: expectation_all :many
SELECT r.id, r.root_id, r.gone, r.at_ms, r.offset_min, r.application_id, r.key, r.text, r.answer, r.on_day
FROM expectation r
WHERE r.account_id = :account AND r.undone_ms IS NULL AND r.gone = 0 AND (r.application_id = :of OR :of = 0)
  AND NOT EXISTS (SELECT 1 FROM expectation n WHERE n.account_id = :account AND n.root_id = r.root_id AND n.id > r.id
                  AND n.undone_ms IS NULL)
  AND NOT EXISTS (SELECT 1 FROM expectation f WHERE f.account_id = :account AND f.id = r.root_id AND f.undone_ms IS NOT NULL)
ORDER BY r.root_id;

-- name: expectation_one :one
SELECT r.id, r.root_id, r.gone, r.at_ms, r.offset_min, r.application_id, r.key, r.text, r.answer, r.on_day
FROM expectation r
WHERE r.account_id = :account AND r.root_id = :root AND r.undone_ms IS NULL AND r.gone = 0
  AND NOT EXISTS (SELECT 1 FROM expectation n WHERE n.account_id = :account AND n.root_id = r.root_id AND n.id > r.id
                  AND n.undone_ms IS NULL)
  AND NOT EXISTS (SELECT 1 FROM expectation f WHERE f.account_id = :account AND f.id = r.root_id AND f.undone_ms IS NOT NULL);

-- name: expectation_newest :one
SELECT id FROM expectation WHERE account_id = :account AND root_id = :root AND undone_ms IS NULL ORDER BY id DESC LIMIT 1;

-- name: expectation_undo :exec
UPDATE expectation SET undone_ms = :now_ms WHERE account_id = :account AND id = :id AND undone_ms IS NULL;

-- name: expectation_redo :exec
UPDATE expectation SET undone_ms = NULL WHERE account_id = :account AND id = :id AND undone_ms IS NOT NULL;

-- name: impression_add :exec
INSERT INTO impression (account_id, id, root_id, gone, at_ms, offset_min, application_id, contact_id, name, part, rating, learn, words, on_day)
VALUES (:account, :id, :root_id, :gone, :at_ms, :offset_min, :application_id, :contact_id, :name, :part, :rating, :learn, :words, :on_day);

-- name: impression_all :many
SELECT r.id, r.root_id, r.gone, r.at_ms, r.offset_min, r.application_id, r.contact_id, r.name, r.part, r.rating, r.learn, r.words, r.on_day
FROM impression r
WHERE r.account_id = :account AND r.undone_ms IS NULL AND r.gone = 0 AND (r.application_id = :of OR :of = 0)
  AND NOT EXISTS (SELECT 1 FROM impression n WHERE n.account_id = :account AND n.root_id = r.root_id AND n.id > r.id
                  AND n.undone_ms IS NULL)
  AND NOT EXISTS (SELECT 1 FROM impression f WHERE f.account_id = :account AND f.id = r.root_id AND f.undone_ms IS NOT NULL)
ORDER BY r.root_id;

-- name: impression_one :one
SELECT r.id, r.root_id, r.gone, r.at_ms, r.offset_min, r.application_id, r.contact_id, r.name, r.part, r.rating, r.learn, r.words, r.on_day
FROM impression r
WHERE r.account_id = :account AND r.root_id = :root AND r.undone_ms IS NULL AND r.gone = 0
  AND NOT EXISTS (SELECT 1 FROM impression n WHERE n.account_id = :account AND n.root_id = r.root_id AND n.id > r.id
                  AND n.undone_ms IS NULL)
  AND NOT EXISTS (SELECT 1 FROM impression f WHERE f.account_id = :account AND f.id = r.root_id AND f.undone_ms IS NOT NULL);

-- name: impression_newest :one
SELECT id FROM impression WHERE account_id = :account AND root_id = :root AND undone_ms IS NULL ORDER BY id DESC LIMIT 1;

-- name: impression_undo :exec
UPDATE impression SET undone_ms = :now_ms WHERE account_id = :account AND id = :id AND undone_ms IS NULL;

-- name: impression_redo :exec
UPDATE impression SET undone_ms = NULL WHERE account_id = :account AND id = :id AND undone_ms IS NOT NULL;

-- name: memo_add :exec
INSERT INTO memo (account_id, id, about, about_id, field, text, rev, at_ms, offset_min)
VALUES (:account, :id, :about, :about_id, :field, :text, 1, :at_ms, :offset_min);

-- name: memo_grow :exec
UPDATE memo SET text = :text, rev = rev + 1, at_ms = :at_ms
WHERE account_id = :account AND id = :id AND rev = :rev AND undone_ms IS NULL;

-- name: memo_all :many
SELECT r.id, r.field, r.text, r.rev, r.at_ms
FROM memo r
WHERE r.account_id = :account AND r.about = :about AND r.about_id = :about_id AND r.undone_ms IS NULL
  AND NOT EXISTS (SELECT 1 FROM memo n WHERE n.account_id = :account AND n.about = r.about AND n.about_id = r.about_id
                  AND n.field = r.field AND n.id > r.id AND n.undone_ms IS NULL)
ORDER BY r.field;

-- name: memo_undo :exec
UPDATE memo SET undone_ms = :now_ms WHERE account_id = :account AND id = :id AND undone_ms IS NULL;

-- name: memo_redo :exec
UPDATE memo SET undone_ms = NULL WHERE account_id = :account AND id = :id AND undone_ms IS NOT NULL;

-- name: attempt_recent :many
-- The applications where something happened last, as the desk names them, with the role their posting was read as.
SELECT a.id, a.company_id, a.company, a.title, a.stage, a.since_day, a.posting_id, p.role
FROM application a
LEFT JOIN posting p ON p.account_id = :account AND p.id = a.posting_id
WHERE a.account_id = :account AND a.archived = 0 AND a.undone_ms IS NULL
ORDER BY a.last_day DESC, a.id DESC
LIMIT :n;

-- name: attempt_stage :many
SELECT a.id, a.company_id, a.company, a.title, a.stage, a.since_day, a.posting_id, p.role
FROM application a
LEFT JOIN posting p ON p.account_id = :account AND p.id = a.posting_id
WHERE a.account_id = :account AND a.archived = 0 AND a.stage = :stage AND a.since_day >= :since_day AND a.undone_ms IS NULL
ORDER BY a.since_day DESC, a.id DESC
LIMIT :n;

-- name: attempt_one :one
SELECT a.id, a.company_id, a.company, a.title, a.stage, a.since_day, a.posting_id, p.role
FROM application a
LEFT JOIN posting p ON p.account_id = :account AND p.id = a.posting_id
WHERE a.account_id = :account AND a.id = :id AND a.undone_ms IS NULL;

-- name: asked_counts :many
-- How often each question of the bank was asked, and when last.
SELECT r.key, COUNT(*) AS n, MAX(r.at_ms) AS last_ms
FROM asked r
WHERE r.account_id = :account AND r.undone_ms IS NULL AND r.gone = 0 AND r.key <> ''
  AND NOT EXISTS (SELECT 1 FROM asked n WHERE n.account_id = :account AND n.root_id = r.root_id AND n.id > r.id
                  AND n.undone_ms IS NULL)
  AND NOT EXISTS (SELECT 1 FROM asked f WHERE f.account_id = :account AND f.id = r.root_id AND f.undone_ms IS NOT NULL)
GROUP BY r.key;

-- name: informational_step_of :one
SELECT interaction_id FROM informational_step WHERE account_id = :account AND id = :id;

-- name: suggestion_of :one
SELECT introduction_id FROM suggestion WHERE account_id = :account AND id = :id;

-- name: round_event :one
-- The event goes with the first version, the round as a whole.
SELECT event_id FROM round WHERE account_id = :account AND id = :id AND root_id = id;
