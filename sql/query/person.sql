-- People: companies, contacts, interactions, introductions.

-- name: company_find :one
SELECT id FROM company WHERE account_id = :account AND name_key = :name_key ORDER BY id LIMIT 1;

-- name: company_add :exec
INSERT INTO company (account_id, id, name, name_key, at_ms)
VALUES (:account, :id, :name, :name_key, :at_ms);

-- name: company_get :one
SELECT o.id, o.name, o.name_key, o.url, o.size, o.industry, o.place, o.note, o.version,
  (SELECT COUNT(DISTINCT k.root_id) FROM company s JOIN employment e ON e.account_id = :account AND e.company_id = s.id
   JOIN contact k ON k.account_id = :account AND k.id = e.contact_id AND k.version = e.version AND k.root_id = k.id AND k.undone_ms IS NULL
   WHERE s.account_id = :account AND s.name_key = o.name_key AND e.present = 1) AS n_here,
  (SELECT COUNT(DISTINCT k.root_id) FROM company s JOIN employment e ON e.account_id = :account AND e.company_id = s.id
   JOIN contact k ON k.account_id = :account AND k.id = e.contact_id AND k.version = e.version AND k.root_id = k.id AND k.undone_ms IS NULL
   WHERE s.account_id = :account AND s.name_key = o.name_key AND e.present = 0) AS n_there
FROM company o
WHERE o.account_id = :account AND o.id = :id;

-- name: company_list :many
-- Of two with one key the first stands for both.
SELECT o.id, o.name, o.name_key, o.url, o.size, o.industry, o.place, '' AS note, o.version,
  (SELECT COUNT(DISTINCT k.root_id) FROM company s JOIN employment e ON e.account_id = :account AND e.company_id = s.id
   JOIN contact k ON k.account_id = :account AND k.id = e.contact_id AND k.version = e.version AND k.root_id = k.id AND k.undone_ms IS NULL
   WHERE s.account_id = :account AND s.name_key = o.name_key AND e.present = 1) AS n_here,
  (SELECT COUNT(DISTINCT k.root_id) FROM company s JOIN employment e ON e.account_id = :account AND e.company_id = s.id
   JOIN contact k ON k.account_id = :account AND k.id = e.contact_id AND k.version = e.version AND k.root_id = k.id AND k.undone_ms IS NULL
   WHERE s.account_id = :account AND s.name_key = o.name_key AND e.present = 0) AS n_there
FROM company o
WHERE o.account_id = :account AND o.name_key > :after_key
  AND (CAST(:words AS TEXT) = '' OR o.name_key LIKE :words ESCAPE '\')
  AND NOT EXISTS (SELECT 1 FROM company s WHERE s.account_id = :account AND s.name_key = o.name_key AND s.id < o.id)
ORDER BY o.name_key
LIMIT :n;

-- name: company_put :exec
UPDATE company SET name = :name, name_key = :name_key, url = :url, size = :size, industry = :industry, place = :place,
  note = :note, version = version + 1
WHERE account_id = :account AND id = :id AND version = :version;

-- name: person_edit_add :exec
INSERT INTO person_edit (account_id, id, kind, subject_id, other_id, version, image, at_ms, offset_min)
VALUES (:account, :id, :kind, :subject_id, :other_id, :version, :image, :at_ms, :offset_min);

-- name: person_edit_get :one
SELECT kind, subject_id, other_id, version, image
FROM person_edit
WHERE account_id = :account AND id = :id AND undone_ms IS NULL;

-- name: person_edit_undo :exec
UPDATE person_edit SET undone_ms = :now_ms
WHERE account_id = :account AND id = :id AND undone_ms IS NULL;

-- name: person_edit_move_back :exec
UPDATE person_edit SET version = :version
WHERE account_id = :account AND id = (SELECT MAX(e.id) FROM person_edit e
  WHERE e.account_id = :account AND e.subject_id = :subject_id AND e.id < :id AND e.undone_ms IS NULL);

-- name: person_edits :many
SELECT id, kind, other_id, at_ms, version
FROM person_edit
WHERE account_id = :account AND subject_id = :subject_id AND undone_ms IS NULL
ORDER BY id DESC
LIMIT 200;

-- name: contact_add :exec
INSERT INTO contact (account_id, id, uid, name, sort_key, root_id, at_ms, offset_min, search)
VALUES (:account, :id, :uid, '', '', :id, :at_ms, :offset_min, '');

-- name: contact_put :exec
UPDATE contact SET version = :version, name = :name, sort_key = :sort_key, company = :company, title = :title, email = :email,
  tie = :tie, rhythm_days = :rhythm_days, search = :search
WHERE account_id = :account AND id = :id;

-- name: contact_card_put :exec
INSERT INTO contact_card (account_id, contact_id, card, source)
VALUES (:account, :contact_id, :card, :source)
ON CONFLICT (account_id, contact_id) DO UPDATE SET card = :card, source = :source;

-- name: contact_key_clear :exec
DELETE FROM contact_key WHERE account_id = :account AND contact_id = :contact_id;

-- name: contact_key_add :exec
INSERT INTO contact_key (account_id, id, contact_id, version, kind, value)
VALUES (:account, :id, :contact_id, :version, :kind, :value);

-- name: employment_clear :exec
DELETE FROM employment WHERE account_id = :account AND contact_id = :contact_id;

-- name: employment_add :exec
INSERT INTO employment (account_id, id, contact_id, version, company_id, title, from_day, to_day, present)
VALUES (:account, :id, :contact_id, :version, :company_id, :title, :from_day, :to_day, :present);

-- name: contact_derive :exec
-- A note is nothing between the two. Local days: the day a contact was added is that of its own offset.
UPDATE contact SET
  last_day = (SELECT MAX(i.on_day) FROM interaction i JOIN contact k ON k.account_id = :account AND k.id = i.contact_id
              WHERE i.account_id = :account AND k.root_id = contact.root_id AND i.kind <> 'note' AND i.undone_ms IS NULL),
  due_day = rhythm_days + COALESCE((SELECT MAX(i.on_day) FROM interaction i JOIN contact k ON k.account_id = :account AND k.id = i.contact_id
              WHERE i.account_id = :account AND k.root_id = contact.root_id AND i.kind <> 'note' AND i.undone_ms IS NULL),
              (at_ms + offset_min * 60000) / 86400000)
WHERE account_id = :account AND id = (SELECT r.root_id FROM contact r WHERE r.account_id = :account AND r.id = :id);

-- name: contact_root :one
SELECT r.id
FROM contact k
JOIN contact r ON r.account_id = :account AND r.id = k.root_id
WHERE k.account_id = :account AND k.id = :id AND r.undone_ms IS NULL;

-- name: contact_version :one
SELECT version, root_id FROM contact WHERE account_id = :account AND id = :id;

-- name: contact_get :one
SELECT k.id, k.version, k.name, k.company, k.title, k.email, k.tie, k.rhythm_days, k.last_day, k.due_day, k.at_ms, k.sort_key,
  k.uid, d.card, d.source
FROM contact k
JOIN contact_card d ON d.account_id = :account AND d.contact_id = k.id
WHERE k.account_id = :account AND k.id = :id AND k.undone_ms IS NULL;

-- name: contact_delete :exec
UPDATE contact SET undone_ms = :now_ms, version = :version
WHERE account_id = :account AND id = :id;

-- name: contact_move :exec
UPDATE contact SET root_id = :root_id WHERE account_id = :account AND id = :id;

-- name: contact_by_uid :one
-- A merged one is the contact it went into.
SELECT r.id, r.undone_ms
FROM contact k
JOIN contact r ON r.account_id = :account AND r.id = k.root_id
WHERE k.account_id = :account AND k.uid = :uid
ORDER BY r.undone_ms IS NOT NULL, r.id
LIMIT 1;

-- name: contact_by_key :many
SELECT DISTINCT k.id, k.version, k.name, k.company, k.title, k.email, k.tie, k.rhythm_days, k.last_day, k.due_day, k.at_ms, k.sort_key
FROM contact_key y
JOIN contact k ON k.account_id = :account AND k.id = y.contact_id AND k.version = y.version
WHERE y.account_id = :account AND y.kind = :kind AND y.value = :value AND k.root_id = k.id AND k.undone_ms IS NULL
ORDER BY k.sort_key, k.id
LIMIT 50;

-- name: contact_by_name :many
-- The inner query reads an index that holds all it asks for, unless there are words.
SELECT id, version, name, company, title, email, tie, rhythm_days, last_day, due_day, at_ms, sort_key
FROM contact
WHERE account_id = :account AND id IN (SELECT id FROM contact WHERE account_id = :account AND undone_ms IS NULL AND root_id = id
  AND (sort_key, id) > (:after_key, :after_id)
  AND (CAST(:due_max AS INTEGER) = 2147483647 OR due_day <= :due_max)
  AND (CAST(:tie_min AS INTEGER) < 0 OR tie >= :tie_min)
  AND (CAST(:word1 AS TEXT) = '' OR search LIKE :word1 ESCAPE '\')
  AND (CAST(:word2 AS TEXT) = '' OR search LIKE :word2 ESCAPE '\')
  AND (CAST(:word3 AS TEXT) = '' OR search LIKE :word3 ESCAPE '\')
  AND (CAST(:word4 AS TEXT) = '' OR search LIKE :word4 ESCAPE '\')
  AND (CAST(:tag AS TEXT) = '' OR id IN (SELECT y.contact_id FROM contact_key y WHERE y.account_id = :account AND y.kind = 'tag' AND y.value = :tag))
  ORDER BY sort_key, id
  LIMIT :n)
ORDER BY sort_key, id;

-- name: contact_by_last :many
-- The inner query reads an index that holds all it asks for, unless there are words.
SELECT id, version, name, company, title, email, tie, rhythm_days, last_day, due_day, at_ms, sort_key
FROM contact
WHERE account_id = :account AND id IN (SELECT id FROM contact WHERE account_id = :account AND undone_ms IS NULL AND root_id = id
  AND (COALESCE(last_day, -2147483648), id) < (:after_day, :after_id)
  AND (CAST(:due_max AS INTEGER) = 2147483647 OR due_day <= :due_max)
  AND (CAST(:tie_min AS INTEGER) < 0 OR tie >= :tie_min)
  AND (CAST(:word1 AS TEXT) = '' OR search LIKE :word1 ESCAPE '\')
  AND (CAST(:word2 AS TEXT) = '' OR search LIKE :word2 ESCAPE '\')
  AND (CAST(:word3 AS TEXT) = '' OR search LIKE :word3 ESCAPE '\')
  AND (CAST(:word4 AS TEXT) = '' OR search LIKE :word4 ESCAPE '\')
  AND (CAST(:tag AS TEXT) = '' OR id IN (SELECT y.contact_id FROM contact_key y WHERE y.account_id = :account AND y.kind = 'tag' AND y.value = :tag))
  ORDER BY COALESCE(last_day, -2147483648) DESC, id DESC
  LIMIT :n)
ORDER BY COALESCE(last_day, -2147483648) DESC, id DESC;

-- name: contact_by_due :many
-- The inner query reads an index that holds all it asks for, unless there are words.
SELECT id, version, name, company, title, email, tie, rhythm_days, last_day, due_day, at_ms, sort_key
FROM contact
WHERE account_id = :account AND id IN (SELECT id FROM contact WHERE account_id = :account AND undone_ms IS NULL AND root_id = id AND due_day IS NOT NULL
  AND (due_day, id) > (:after_day, :after_id)
  AND (CAST(:due_max AS INTEGER) = 2147483647 OR due_day <= :due_max)
  AND (CAST(:tie_min AS INTEGER) < 0 OR tie >= :tie_min)
  AND (CAST(:word1 AS TEXT) = '' OR search LIKE :word1 ESCAPE '\')
  AND (CAST(:word2 AS TEXT) = '' OR search LIKE :word2 ESCAPE '\')
  AND (CAST(:word3 AS TEXT) = '' OR search LIKE :word3 ESCAPE '\')
  AND (CAST(:word4 AS TEXT) = '' OR search LIKE :word4 ESCAPE '\')
  AND (CAST(:tag AS TEXT) = '' OR id IN (SELECT y.contact_id FROM contact_key y WHERE y.account_id = :account AND y.kind = 'tag' AND y.value = :tag))
  ORDER BY due_day, id
  LIMIT :n)
ORDER BY due_day, id;

-- name: contact_count :one
SELECT COUNT(*) AS n
FROM contact
WHERE account_id = :account AND undone_ms IS NULL AND root_id = id
  AND (CAST(:rhythm AS INTEGER) = 0 OR due_day IS NOT NULL)
  AND (CAST(:due_max AS INTEGER) = 2147483647 OR due_day <= :due_max)
  AND (CAST(:tie_min AS INTEGER) < 0 OR tie >= :tie_min)
  AND (CAST(:word1 AS TEXT) = '' OR search LIKE :word1 ESCAPE '\')
  AND (CAST(:word2 AS TEXT) = '' OR search LIKE :word2 ESCAPE '\')
  AND (CAST(:word3 AS TEXT) = '' OR search LIKE :word3 ESCAPE '\')
  AND (CAST(:word4 AS TEXT) = '' OR search LIKE :word4 ESCAPE '\')
  AND (CAST(:tag AS TEXT) = '' OR id IN (SELECT y.contact_id FROM contact_key y WHERE y.account_id = :account AND y.kind = 'tag' AND y.value = :tag));

-- name: interaction_add :exec
INSERT INTO interaction (account_id, id, contact_id, kind, direction, on_day, note, at_ms, offset_min)
VALUES (:account, :id, :contact_id, :kind, :direction, :on_day, :note, :at_ms, :offset_min);

-- name: interaction_undo :exec
UPDATE interaction SET undone_ms = CASE WHEN CAST(:back AS INTEGER) = 1 THEN NULL ELSE CAST(:now_ms AS INTEGER) END
WHERE account_id = :account AND id = :id AND (undone_ms IS NULL) = (CAST(:back AS INTEGER) = 0);

-- name: interaction_whose :one
SELECT contact_id FROM interaction WHERE account_id = :account AND id = :id;

-- name: interaction_of :many
SELECT i.id, i.contact_id, i.kind, i.direction, i.on_day, i.note, i.at_ms, k.name
FROM interaction i
JOIN contact k ON k.account_id = :account AND k.id = i.contact_id
WHERE i.account_id = :account AND k.root_id = :root_id AND i.undone_ms IS NULL
ORDER BY i.on_day DESC, i.id DESC;

-- name: interaction_recent :many
SELECT i.id, r.id AS contact_id, i.kind, i.direction, i.on_day, i.note, i.at_ms, r.name
FROM interaction i
JOIN contact k ON k.account_id = :account AND k.id = i.contact_id
JOIN contact r ON r.account_id = :account AND r.id = k.root_id
WHERE i.account_id = :account AND i.undone_ms IS NULL AND r.undone_ms IS NULL
ORDER BY i.on_day DESC, i.id DESC
LIMIT :n;

-- name: introduction_add :exec
INSERT INTO introduction (account_id, id, contact_id, other_id, other_name, company_id, title, kind, note, on_day, at_ms, offset_min)
VALUES (:account, :id, :contact_id, :other_id, :other_name, :company_id, :title, :kind, :note, :on_day, :at_ms, :offset_min);

-- name: introduction_undo :exec
UPDATE introduction SET undone_ms = CASE WHEN CAST(:back AS INTEGER) = 1 THEN NULL ELSE CAST(:now_ms AS INTEGER) END
WHERE account_id = :account AND id = :id AND (undone_ms IS NULL) = (CAST(:back AS INTEGER) = 0);

-- name: introduction_of :many
SELECT i.id, r.id AS contact_id, r.name, b.id AS other_id, COALESCE(b.name, i.other_name) AS other, COALESCE(o.name, b.company) AS company,
  COALESCE(i.title, b.title) AS title, i.kind, i.note, i.on_day
FROM introduction i
JOIN contact k ON k.account_id = :account AND k.id = i.contact_id
JOIN contact r ON r.account_id = :account AND r.id = k.root_id
LEFT JOIN contact ok ON ok.account_id = :account AND ok.id = i.other_id
LEFT JOIN contact b ON b.account_id = :account AND b.id = ok.root_id
LEFT JOIN company o ON o.account_id = :account AND o.id = i.company_id
WHERE i.account_id = :account AND i.undone_ms IS NULL AND (k.root_id = :root_id OR ok.root_id = :root_id)
  AND r.undone_ms IS NULL AND b.undone_ms IS NULL
ORDER BY i.on_day DESC, i.id DESC;

-- name: known_first :many
SELECT k.id, k.name, e.title, e.present, e.from_day, e.to_day, k.tie, k.last_day
FROM company o
JOIN employment e ON e.account_id = :account AND e.company_id = o.id
JOIN contact k ON k.account_id = :account AND k.id = e.contact_id AND k.version = e.version
WHERE o.account_id = :account AND o.name_key = :name_key AND k.root_id = k.id AND k.undone_ms IS NULL
ORDER BY e.present DESC, COALESCE(k.tie, -1) DESC, COALESCE(k.last_day, -2147483648) DESC, k.sort_key, k.id, e.id;

-- name: known_second :many
-- Those whom a contact knows: by a company written with the introduction, or by the employment of the contact they are.
SELECT b.id, COALESCE(b.name, i.other_name) AS name, COALESCE(i.title, e.title, b.title) AS title,
  COALESCE(e.present, 1) AS now, a.id AS through_id, a.name AS through, a.tie, a.last_day, i.kind
FROM introduction i
JOIN contact ka ON ka.account_id = :account AND ka.id = i.contact_id
JOIN contact a ON a.account_id = :account AND a.id = ka.root_id
LEFT JOIN contact kb ON kb.account_id = :account AND kb.id = i.other_id
LEFT JOIN contact b ON b.account_id = :account AND b.id = kb.root_id
LEFT JOIN company o ON o.account_id = :account AND o.id = i.company_id
LEFT JOIN (SELECT x.contact_id, x.version, x.title, x.present FROM employment x JOIN company y ON y.account_id = :account AND y.id = x.company_id
  WHERE x.account_id = :account AND y.name_key = :name_key) e ON e.contact_id = b.id AND e.version = b.version
WHERE i.account_id = :account AND i.undone_ms IS NULL AND a.undone_ms IS NULL AND b.undone_ms IS NULL
  AND (o.name_key = :name_key OR e.contact_id IS NOT NULL)
ORDER BY COALESCE(a.tie, -1) DESC, COALESCE(a.last_day, -2147483648) DESC, a.sort_key, a.id, i.on_day DESC, i.id DESC, COALESCE(e.present, 1) DESC;

-- name: contact_counting_as :many
SELECT id FROM contact WHERE account_id = :account AND root_id = :root_id ORDER BY id;

-- name: contact_duplicates :many
-- Of a pair the one with the lower id is a. How much is on a card is told by what can be compared.
SELECT a.id, a.name, a.company, a.email,
  (SELECT COUNT(*) FROM contact_key z WHERE z.account_id = :account AND z.contact_id = a.id AND z.version = a.version) AS n_a,
  b.id AS b_id, b.name AS b_name, b.company AS b_company, b.email AS b_email,
  (SELECT COUNT(*) FROM contact_key z WHERE z.account_id = :account AND z.contact_id = b.id AND z.version = b.version) AS n_b,
  x.kind, x.value
FROM contact_key x
JOIN contact_key y ON y.account_id = :account AND y.kind = x.kind AND y.value = x.value AND y.contact_id > x.contact_id
JOIN contact a ON a.account_id = :account AND a.id = x.contact_id AND a.version = x.version
JOIN contact b ON b.account_id = :account AND b.id = y.contact_id AND b.version = y.version
WHERE x.account_id = :account AND x.kind IN ('email', 'phone', 'url', 'who')
  AND a.root_id = a.id AND b.root_id = b.id AND a.undone_ms IS NULL AND b.undone_ms IS NULL
  AND NOT EXISTS (SELECT 1 FROM contact_apart s WHERE s.account_id = :account AND s.contact_id = a.id AND s.other_id = b.id AND s.undone_ms IS NULL)
ORDER BY a.sort_key, a.id, b.id, x.kind, x.value
LIMIT :n;

-- name: contact_apart_add :exec
INSERT INTO contact_apart (account_id, id, contact_id, other_id, at_ms)
VALUES (:account, :id, :contact_id, :other_id, :at_ms);

-- name: contact_apart_undo :exec
UPDATE contact_apart SET undone_ms = CASE WHEN CAST(:back AS INTEGER) = 1 THEN NULL ELSE CAST(:now_ms AS INTEGER) END
WHERE account_id = :account AND id = :id AND (undone_ms IS NULL) = (CAST(:back AS INTEGER) = 0);

-- name: person_edits_of_import :many
-- The newest first; the other of a merge is a contact, and no import.
SELECT id FROM person_edit
WHERE account_id = :account AND other_id = :import AND kind IN ('add', 'import') AND undone_ms IS NULL
ORDER BY id DESC;

-- name: contact_ids :many
SELECT id FROM contact WHERE account_id = :account AND undone_ms IS NULL AND root_id = id ORDER BY id;

-- name: contact_derive_all :exec
-- A note is nothing between the two. Local days: the day a contact was added is that of its own offset.
UPDATE contact SET
  last_day = (SELECT MAX(i.on_day) FROM interaction i JOIN contact k ON k.account_id = :account AND k.id = i.contact_id
              WHERE i.account_id = :account AND k.root_id = contact.root_id AND i.kind <> 'note' AND i.undone_ms IS NULL),
  due_day = rhythm_days + COALESCE((SELECT MAX(i.on_day) FROM interaction i JOIN contact k ON k.account_id = :account AND k.id = i.contact_id
              WHERE i.account_id = :account AND k.root_id = contact.root_id AND i.kind <> 'note' AND i.undone_ms IS NULL),
              (at_ms + offset_min * 60000) / 86400000)
WHERE account_id = :account AND root_id = id;
