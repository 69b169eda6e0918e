-- Applications in lists.

-- name: application_column :many
SELECT id, posting_id, company_id, company, title, url, place, source, tags, next_step, next_day, deadline_day, wait_day, archived,
  stage, since_day, found_day, applied_day, last_day, channel, company_key, title_key, at_ms, version, undone_ms, NULL AS notes
FROM application
WHERE account_id = :account AND archived = 0 AND stage = :stage AND undone_ms IS NULL
  AND (since_day, id) < (:since_day, :id)
ORDER BY since_day DESC, id DESC
LIMIT :n;

-- name: application_stages :many
SELECT stage, COUNT(*) AS n FROM application
WHERE account_id = :account AND archived = 0 AND undone_ms IS NULL
GROUP BY stage;

-- name: application_by_newest :many
SELECT id, posting_id, company_id, company, title, url, place, source, tags, next_step, next_day, deadline_day, wait_day, archived,
  stage, since_day, found_day, applied_day, last_day, channel, company_key, title_key, at_ms, version, undone_ms, NULL AS notes
FROM application
WHERE account_id = :account AND archived = :archived
  AND (CASE WHEN undone_ms IS NULL THEN 0 ELSE 1 END) = CAST(:deleted AS INTEGER)
  AND (:stage = '' OR stage = :stage)
  AND (CAST(:which AS INTEGER) = 0 OR (CASE WHEN stage IN ('accepted', 'declined', 'rejected', 'withdrawn', 'ghosted') THEN 2 ELSE 1 END) = CAST(:which AS INTEGER))
  AND (CAST(:tag AS TEXT) = '' OR (',' || tags || ',') LIKE :tag ESCAPE '\')
  AND (:source = '' OR source = :source)
  AND (:channel = '' OR channel = :channel)
  AND (CAST(:word1 AS TEXT) = '' OR search LIKE :word1 ESCAPE '\')
  AND (CAST(:word2 AS TEXT) = '' OR search LIKE :word2 ESCAPE '\')
  AND (CAST(:word3 AS TEXT) = '' OR search LIKE :word3 ESCAPE '\')
  AND (CAST(:word4 AS TEXT) = '' OR search LIKE :word4 ESCAPE '\')
  AND (last_day, id) < (:day, :id)
ORDER BY last_day DESC, id DESC
LIMIT :n;

-- name: application_by_silent :many
SELECT id, posting_id, company_id, company, title, url, place, source, tags, next_step, next_day, deadline_day, wait_day, archived,
  stage, since_day, found_day, applied_day, last_day, channel, company_key, title_key, at_ms, version, undone_ms, NULL AS notes
FROM application
WHERE account_id = :account AND archived = :archived
  AND (CASE WHEN undone_ms IS NULL THEN 0 ELSE 1 END) = CAST(:deleted AS INTEGER)
  AND (:stage = '' OR stage = :stage)
  AND (CAST(:which AS INTEGER) = 0 OR (CASE WHEN stage IN ('accepted', 'declined', 'rejected', 'withdrawn', 'ghosted') THEN 2 ELSE 1 END) = CAST(:which AS INTEGER))
  AND (CAST(:tag AS TEXT) = '' OR (',' || tags || ',') LIKE :tag ESCAPE '\')
  AND (:source = '' OR source = :source)
  AND (:channel = '' OR channel = :channel)
  AND (CAST(:word1 AS TEXT) = '' OR search LIKE :word1 ESCAPE '\')
  AND (CAST(:word2 AS TEXT) = '' OR search LIKE :word2 ESCAPE '\')
  AND (CAST(:word3 AS TEXT) = '' OR search LIKE :word3 ESCAPE '\')
  AND (CAST(:word4 AS TEXT) = '' OR search LIKE :word4 ESCAPE '\')
  AND (last_day, id) > (:day, :id)
ORDER BY last_day, id
LIMIT :n;

-- name: application_by_company :many
SELECT id, posting_id, company_id, company, title, url, place, source, tags, next_step, next_day, deadline_day, wait_day, archived,
  stage, since_day, found_day, applied_day, last_day, channel, company_key, title_key, at_ms, version, undone_ms, NULL AS notes
FROM application
WHERE account_id = :account AND archived = :archived
  AND (CASE WHEN undone_ms IS NULL THEN 0 ELSE 1 END) = CAST(:deleted AS INTEGER)
  AND (:stage = '' OR stage = :stage)
  AND (CAST(:which AS INTEGER) = 0 OR (CASE WHEN stage IN ('accepted', 'declined', 'rejected', 'withdrawn', 'ghosted') THEN 2 ELSE 1 END) = CAST(:which AS INTEGER))
  AND (CAST(:tag AS TEXT) = '' OR (',' || tags || ',') LIKE :tag ESCAPE '\')
  AND (:source = '' OR source = :source)
  AND (:channel = '' OR channel = :channel)
  AND (CAST(:word1 AS TEXT) = '' OR search LIKE :word1 ESCAPE '\')
  AND (CAST(:word2 AS TEXT) = '' OR search LIKE :word2 ESCAPE '\')
  AND (CAST(:word3 AS TEXT) = '' OR search LIKE :word3 ESCAPE '\')
  AND (CAST(:word4 AS TEXT) = '' OR search LIKE :word4 ESCAPE '\')
  AND (company_key, id) > (:key, :id)
ORDER BY company_key, id
LIMIT :n;

-- name: application_by_title :many
SELECT id, posting_id, company_id, company, title, url, place, source, tags, next_step, next_day, deadline_day, wait_day, archived,
  stage, since_day, found_day, applied_day, last_day, channel, company_key, title_key, at_ms, version, undone_ms, NULL AS notes
FROM application
WHERE account_id = :account AND archived = :archived
  AND (CASE WHEN undone_ms IS NULL THEN 0 ELSE 1 END) = CAST(:deleted AS INTEGER)
  AND (:stage = '' OR stage = :stage)
  AND (CAST(:which AS INTEGER) = 0 OR (CASE WHEN stage IN ('accepted', 'declined', 'rejected', 'withdrawn', 'ghosted') THEN 2 ELSE 1 END) = CAST(:which AS INTEGER))
  AND (CAST(:tag AS TEXT) = '' OR (',' || tags || ',') LIKE :tag ESCAPE '\')
  AND (:source = '' OR source = :source)
  AND (:channel = '' OR channel = :channel)
  AND (CAST(:word1 AS TEXT) = '' OR search LIKE :word1 ESCAPE '\')
  AND (CAST(:word2 AS TEXT) = '' OR search LIKE :word2 ESCAPE '\')
  AND (CAST(:word3 AS TEXT) = '' OR search LIKE :word3 ESCAPE '\')
  AND (CAST(:word4 AS TEXT) = '' OR search LIKE :word4 ESCAPE '\')
  AND (title_key, id) > (:key, :id)
ORDER BY title_key, id
LIMIT :n;

-- name: application_by_deadline :many
SELECT id, posting_id, company_id, company, title, url, place, source, tags, next_step, next_day, deadline_day, wait_day, archived,
  stage, since_day, found_day, applied_day, last_day, channel, company_key, title_key, at_ms, version, undone_ms, NULL AS notes
FROM application
WHERE account_id = :account AND archived = :archived
  AND (CASE WHEN undone_ms IS NULL THEN 0 ELSE 1 END) = CAST(:deleted AS INTEGER)
  AND (:stage = '' OR stage = :stage)
  AND (CAST(:which AS INTEGER) = 0 OR (CASE WHEN stage IN ('accepted', 'declined', 'rejected', 'withdrawn', 'ghosted') THEN 2 ELSE 1 END) = CAST(:which AS INTEGER))
  AND (CAST(:tag AS TEXT) = '' OR (',' || tags || ',') LIKE :tag ESCAPE '\')
  AND (:source = '' OR source = :source)
  AND (:channel = '' OR channel = :channel)
  AND (CAST(:word1 AS TEXT) = '' OR search LIKE :word1 ESCAPE '\')
  AND (CAST(:word2 AS TEXT) = '' OR search LIKE :word2 ESCAPE '\')
  AND (CAST(:word3 AS TEXT) = '' OR search LIKE :word3 ESCAPE '\')
  AND (CAST(:word4 AS TEXT) = '' OR search LIKE :word4 ESCAPE '\')
  AND (COALESCE(deadline_day, 9999999), id) > (CAST(:day AS INTEGER), :id)
ORDER BY COALESCE(deadline_day, 9999999), id
LIMIT :n;

-- name: application_count :one
SELECT COUNT(*) AS n FROM application
WHERE account_id = :account AND archived = :archived
  AND (CASE WHEN undone_ms IS NULL THEN 0 ELSE 1 END) = CAST(:deleted AS INTEGER)
  AND (:stage = '' OR stage = :stage)
  AND (CAST(:which AS INTEGER) = 0 OR (CASE WHEN stage IN ('accepted', 'declined', 'rejected', 'withdrawn', 'ghosted') THEN 2 ELSE 1 END) = CAST(:which AS INTEGER))
  AND (CAST(:tag AS TEXT) = '' OR (',' || tags || ',') LIKE :tag ESCAPE '\')
  AND (:source = '' OR source = :source)
  AND (:channel = '' OR channel = :channel)
  AND (CAST(:word1 AS TEXT) = '' OR search LIKE :word1 ESCAPE '\')
  AND (CAST(:word2 AS TEXT) = '' OR search LIKE :word2 ESCAPE '\')
  AND (CAST(:word3 AS TEXT) = '' OR search LIKE :word3 ESCAPE '\')
  AND (CAST(:word4 AS TEXT) = '' OR search LIKE :word4 ESCAPE '\');

-- name: application_ids :many
SELECT id FROM application
WHERE account_id = :account AND archived = :archived
  AND (CASE WHEN undone_ms IS NULL THEN 0 ELSE 1 END) = CAST(:deleted AS INTEGER)
  AND (:stage = '' OR stage = :stage)
  AND (CAST(:which AS INTEGER) = 0 OR (CASE WHEN stage IN ('accepted', 'declined', 'rejected', 'withdrawn', 'ghosted') THEN 2 ELSE 1 END) = CAST(:which AS INTEGER))
  AND (CAST(:tag AS TEXT) = '' OR (',' || tags || ',') LIKE :tag ESCAPE '\')
  AND (:source = '' OR source = :source)
  AND (:channel = '' OR channel = :channel)
  AND (CAST(:word1 AS TEXT) = '' OR search LIKE :word1 ESCAPE '\')
  AND (CAST(:word2 AS TEXT) = '' OR search LIKE :word2 ESCAPE '\')
  AND (CAST(:word3 AS TEXT) = '' OR search LIKE :word3 ESCAPE '\')
  AND (CAST(:word4 AS TEXT) = '' OR search LIKE :word4 ESCAPE '\')
ORDER BY id
LIMIT 20001;

-- name: application_tag_texts :many
SELECT tags, COUNT(*) AS n FROM application
WHERE account_id = :account AND undone_ms IS NULL AND tags <> ''
GROUP BY tags;

-- name: application_sources :many
SELECT source, COUNT(*) AS n FROM application
WHERE account_id = :account AND undone_ms IS NULL AND source IS NOT NULL
GROUP BY source;

-- name: application_channels :many
SELECT channel, COUNT(*) AS n FROM application
WHERE account_id = :account AND undone_ms IS NULL AND channel IS NOT NULL
GROUP BY channel;

-- name: application_silent :many
-- The inner query reads an index that holds all it asks for.
SELECT id, posting_id, company_id, company, title, url, place, source, tags, next_step, next_day, deadline_day, wait_day, archived,
  stage, since_day, found_day, applied_day, last_day, channel, company_key, title_key, at_ms, version, undone_ms, NULL AS notes
FROM application
WHERE account_id = :account AND id IN (SELECT id FROM application
  WHERE account_id = :account AND archived = 0 AND undone_ms IS NULL
    AND stage NOT IN ('found', 'offer', 'accepted', 'declined', 'rejected', 'withdrawn', 'ghosted')
    AND last_day < (CASE WHEN stage IN ('referred', 'applied') THEN CAST(:early_day AS INTEGER) ELSE CAST(:late_day AS INTEGER) END)
    AND (wait_day IS NULL OR wait_day <= :today)
    AND (next_day IS NULL OR next_day < :today)
  ORDER BY last_day, id
  LIMIT :n)
ORDER BY last_day, id;

-- name: application_silent_count :one
SELECT COUNT(*) AS n FROM application
WHERE account_id = :account AND archived = 0 AND undone_ms IS NULL
  AND stage NOT IN ('found', 'offer', 'accepted', 'declined', 'rejected', 'withdrawn', 'ghosted')
  AND last_day < (CASE WHEN stage IN ('referred', 'applied') THEN CAST(:early_day AS INTEGER) ELSE CAST(:late_day AS INTEGER) END)
  AND (wait_day IS NULL OR wait_day <= :today)
  AND (next_day IS NULL OR next_day < :today);
