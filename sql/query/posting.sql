-- Postings: storing, listing, showing.

-- name: posting_faces :many
-- What comparing needs of every posting.
SELECT id, kind, source_key, url_key, job_key, place, posted_day, text_hash, simhash, group_id
FROM posting
WHERE account_id = :account
ORDER BY id;

-- name: posting_insert :exec
INSERT INTO posting (account_id, id, kind, source_key, url, url_key, company, title, job_key, title_key, place, workplace, employment, seniority, years_min, years_max, pay_min, pay_max, pay_currency, pay_period, sponsorship, role, industry, posted_day, sort_day, closes_day, is_open, text_hash, simhash, group_id, relation, search,
  first_seen_ms, last_seen_ms)
VALUES (:account, :id, :kind, :source_key, :url, :url_key, :company, :title, :job_key, :title_key, :place, :workplace, :employment, :seniority, :years_min, :years_max, :pay_min, :pay_max, :pay_currency, :pay_period, :sponsorship, :role, :industry, :posted_day, :sort_day, :closes_day, :is_open, :text_hash, :simhash, :group_id, :relation, :search,
  :now_ms, :now_ms);

-- name: posting_update :exec
UPDATE posting SET url = :url, url_key = :url_key, company = :company, title = :title, job_key = :job_key, title_key = :title_key, place = :place, workplace = :workplace, employment = :employment, seniority = :seniority, years_min = :years_min, years_max = :years_max, pay_min = :pay_min, pay_max = :pay_max, pay_currency = :pay_currency, pay_period = :pay_period, sponsorship = :sponsorship, role = :role, industry = :industry, posted_day = :posted_day, sort_day = :sort_day, closes_day = :closes_day, is_open = :is_open, text_hash = :text_hash, simhash = :simhash, search = :search,
  last_seen_ms = :now_ms
WHERE account_id = :account AND id = :id;

-- name: posting_text_put :exec
INSERT INTO posting_text (account_id, posting_id, text, source)
VALUES (:account, :posting_id, :text, :source)
ON CONFLICT (account_id, posting_id) DO UPDATE SET text = :text, source = :source;

-- name: posting_text_get :one
SELECT text FROM posting_text WHERE account_id = :account AND posting_id = :posting_id;

-- name: posting_source_get :one
SELECT source FROM posting_text WHERE account_id = :account AND posting_id = :posting_id;

-- name: posting_version_add :exec
INSERT INTO posting_version (account_id, id, posting_id, at_ms, fields)
VALUES (:account, :id, :posting_id, :at_ms, :fields);

-- name: posting_versions :many
-- +id: as in posting_group.
SELECT id, at_ms, fields FROM posting_version
WHERE account_id = :account AND posting_id = :posting_id
ORDER BY +id DESC;

-- name: posting_skill_clear :exec
DELETE FROM posting_skill WHERE account_id = :account AND posting_id = :posting_id;

-- name: posting_skill_add :exec
INSERT INTO posting_skill (account_id, posting_id, skill, required, n)
VALUES (:account, :posting_id, :skill, :required, :n);

-- name: posting_skills :many
SELECT posting_id, skill, required, n FROM posting_skill
WHERE account_id = :account AND posting_id = :posting_id
ORDER BY required DESC, n DESC, skill;

-- name: posting_get :one
SELECT id, kind, source_key, url, company, title, place, workplace, employment, seniority, years_min, years_max, pay_min, pay_max,
  pay_currency, pay_period, sponsorship, role, industry, posted_day, closes_day, is_open, hidden, group_id, relation,
  first_seen_ms, last_seen_ms, sort_day, job_key, title_key
FROM posting
WHERE account_id = :account AND id = :id;

-- name: posting_group :many
-- +id: else SQLite walks all postings in the order of their key instead of using the index of groups.
SELECT id, kind, source_key, url, company, title, place, workplace, employment, seniority, years_min, years_max, pay_min, pay_max,
  pay_currency, pay_period, sponsorship, role, industry, posted_day, closes_day, is_open, hidden, group_id, relation,
  first_seen_ms, last_seen_ms, sort_day, job_key, title_key
FROM posting
WHERE account_id = :account AND group_id = :group_id
ORDER BY +id;

-- name: posting_by_newest :many
-- The inner query reads an index that holds all it asks for.
SELECT id, kind, source_key, url, company, title, place, workplace, employment, seniority, years_min, years_max, pay_min, pay_max,
  pay_currency, pay_period, sponsorship, role, industry, posted_day, closes_day, is_open, hidden, group_id, relation,
  first_seen_ms, last_seen_ms, sort_day, job_key, title_key
FROM posting
WHERE account_id = :account AND id IN (SELECT id FROM posting WHERE account_id = :account AND (sort_day, id) < (:sort_day, :id)
  AND hidden = :hidden
  AND (:role = '' OR role = :role)
  AND (:workplace = '' OR workplace = :workplace)
  AND (:seniority = '' OR seniority = :seniority)
  AND (CAST(:switch AS TEXT) = '' OR :switch = CASE WHEN role IS NULL OR industry IS NULL THEN 'unknown'
    WHEN role = CAST(:now_role AS TEXT) THEN CASE WHEN industry = CAST(:now_industry AS TEXT) THEN 'same' ELSE 'industry' END
    WHEN industry = CAST(:now_industry AS TEXT) THEN 'role' ELSE 'both' END)
  AND (CAST(:firsts AS INTEGER) = 0 OR group_id = id)
  AND (CAST(:open AS INTEGER) = 0 OR is_open = 1)
  AND (CAST(:word1 AS TEXT) = '' OR search LIKE :word1 ESCAPE '\')
  AND (CAST(:word2 AS TEXT) = '' OR search LIKE :word2 ESCAPE '\')
  AND (CAST(:word3 AS TEXT) = '' OR search LIKE :word3 ESCAPE '\')
  AND (CAST(:word4 AS TEXT) = '' OR search LIKE :word4 ESCAPE '\')
  AND (:skill = '' OR id IN (SELECT posting_id FROM posting_skill WHERE account_id = :account AND skill = :skill))
  ORDER BY sort_day DESC, id DESC
  LIMIT :n)
ORDER BY sort_day DESC, id DESC;

-- name: posting_by_company :many
-- The inner query reads an index that holds all it asks for.
SELECT id, kind, source_key, url, company, title, place, workplace, employment, seniority, years_min, years_max, pay_min, pay_max,
  pay_currency, pay_period, sponsorship, role, industry, posted_day, closes_day, is_open, hidden, group_id, relation,
  first_seen_ms, last_seen_ms, sort_day, job_key, title_key
FROM posting
WHERE account_id = :account AND id IN (SELECT id FROM posting WHERE account_id = :account AND (job_key, id) > (:job_key, :id)
  AND hidden = :hidden
  AND (:role = '' OR role = :role)
  AND (:workplace = '' OR workplace = :workplace)
  AND (:seniority = '' OR seniority = :seniority)
  AND (CAST(:switch AS TEXT) = '' OR :switch = CASE WHEN role IS NULL OR industry IS NULL THEN 'unknown'
    WHEN role = CAST(:now_role AS TEXT) THEN CASE WHEN industry = CAST(:now_industry AS TEXT) THEN 'same' ELSE 'industry' END
    WHEN industry = CAST(:now_industry AS TEXT) THEN 'role' ELSE 'both' END)
  AND (CAST(:firsts AS INTEGER) = 0 OR group_id = id)
  AND (CAST(:open AS INTEGER) = 0 OR is_open = 1)
  AND (CAST(:word1 AS TEXT) = '' OR search LIKE :word1 ESCAPE '\')
  AND (CAST(:word2 AS TEXT) = '' OR search LIKE :word2 ESCAPE '\')
  AND (CAST(:word3 AS TEXT) = '' OR search LIKE :word3 ESCAPE '\')
  AND (CAST(:word4 AS TEXT) = '' OR search LIKE :word4 ESCAPE '\')
  AND (:skill = '' OR id IN (SELECT posting_id FROM posting_skill WHERE account_id = :account AND skill = :skill))
  ORDER BY job_key, id
  LIMIT :n)
ORDER BY job_key, id;

-- name: posting_by_title :many
-- The inner query reads an index that holds all it asks for.
SELECT id, kind, source_key, url, company, title, place, workplace, employment, seniority, years_min, years_max, pay_min, pay_max,
  pay_currency, pay_period, sponsorship, role, industry, posted_day, closes_day, is_open, hidden, group_id, relation,
  first_seen_ms, last_seen_ms, sort_day, job_key, title_key
FROM posting
WHERE account_id = :account AND id IN (SELECT id FROM posting WHERE account_id = :account AND (title_key, id) > (:title_key, :id)
  AND hidden = :hidden
  AND (:role = '' OR role = :role)
  AND (:workplace = '' OR workplace = :workplace)
  AND (:seniority = '' OR seniority = :seniority)
  AND (CAST(:switch AS TEXT) = '' OR :switch = CASE WHEN role IS NULL OR industry IS NULL THEN 'unknown'
    WHEN role = CAST(:now_role AS TEXT) THEN CASE WHEN industry = CAST(:now_industry AS TEXT) THEN 'same' ELSE 'industry' END
    WHEN industry = CAST(:now_industry AS TEXT) THEN 'role' ELSE 'both' END)
  AND (CAST(:firsts AS INTEGER) = 0 OR group_id = id)
  AND (CAST(:open AS INTEGER) = 0 OR is_open = 1)
  AND (CAST(:word1 AS TEXT) = '' OR search LIKE :word1 ESCAPE '\')
  AND (CAST(:word2 AS TEXT) = '' OR search LIKE :word2 ESCAPE '\')
  AND (CAST(:word3 AS TEXT) = '' OR search LIKE :word3 ESCAPE '\')
  AND (CAST(:word4 AS TEXT) = '' OR search LIKE :word4 ESCAPE '\')
  AND (:skill = '' OR id IN (SELECT posting_id FROM posting_skill WHERE account_id = :account AND skill = :skill))
  ORDER BY title_key, id
  LIMIT :n)
ORDER BY title_key, id;

-- name: posting_count :one
SELECT COUNT(*) AS n
FROM posting
WHERE account_id = :account AND hidden = :hidden
  AND (:role = '' OR role = :role)
  AND (:workplace = '' OR workplace = :workplace)
  AND (:seniority = '' OR seniority = :seniority)
  AND (CAST(:switch AS TEXT) = '' OR :switch = CASE WHEN role IS NULL OR industry IS NULL THEN 'unknown'
    WHEN role = CAST(:now_role AS TEXT) THEN CASE WHEN industry = CAST(:now_industry AS TEXT) THEN 'same' ELSE 'industry' END
    WHEN industry = CAST(:now_industry AS TEXT) THEN 'role' ELSE 'both' END)
  AND (CAST(:firsts AS INTEGER) = 0 OR group_id = id)
  AND (CAST(:open AS INTEGER) = 0 OR is_open = 1)
  AND (CAST(:word1 AS TEXT) = '' OR search LIKE :word1 ESCAPE '\')
  AND (CAST(:word2 AS TEXT) = '' OR search LIKE :word2 ESCAPE '\')
  AND (CAST(:word3 AS TEXT) = '' OR search LIKE :word3 ESCAPE '\')
  AND (CAST(:word4 AS TEXT) = '' OR search LIKE :word4 ESCAPE '\')
  AND (:skill = '' OR id IN (SELECT posting_id FROM posting_skill WHERE account_id = :account AND skill = :skill));

-- name: posting_list_skills :many
SELECT s.posting_id, s.skill, s.required, s.n
FROM posting_skill s
WHERE s.account_id = :account AND s.posting_id IN (SELECT id FROM posting WHERE account_id = :account AND hidden = :hidden
  AND (:role = '' OR role = :role)
  AND (:workplace = '' OR workplace = :workplace)
  AND (:seniority = '' OR seniority = :seniority)
  AND (CAST(:switch AS TEXT) = '' OR :switch = CASE WHEN role IS NULL OR industry IS NULL THEN 'unknown'
    WHEN role = CAST(:now_role AS TEXT) THEN CASE WHEN industry = CAST(:now_industry AS TEXT) THEN 'same' ELSE 'industry' END
    WHEN industry = CAST(:now_industry AS TEXT) THEN 'role' ELSE 'both' END)
  AND (CAST(:firsts AS INTEGER) = 0 OR group_id = id)
  AND (CAST(:open AS INTEGER) = 0 OR is_open = 1)
  AND (CAST(:word1 AS TEXT) = '' OR search LIKE :word1 ESCAPE '\')
  AND (CAST(:word2 AS TEXT) = '' OR search LIKE :word2 ESCAPE '\')
  AND (CAST(:word3 AS TEXT) = '' OR search LIKE :word3 ESCAPE '\')
  AND (CAST(:word4 AS TEXT) = '' OR search LIKE :word4 ESCAPE '\')
  AND (:skill = '' OR id IN (SELECT posting_id FROM posting_skill WHERE account_id = :account AND skill = :skill)))
ORDER BY s.posting_id, s.skill;

-- name: posting_hide :exec
UPDATE posting SET hidden = :hidden WHERE account_id = :account AND id = :id;

-- name: posting_totals :one
SELECT COUNT(*) AS n, COALESCE(SUM(CASE WHEN group_id = id THEN 1 ELSE 0 END), 0) AS n_jobs,
  COALESCE(SUM(hidden), 0) AS n_hidden, COALESCE(SUM(1 - is_open), 0) AS n_closed,
  COALESCE(SUM(CASE WHEN simhash <> 0 THEN 1 ELSE 0 END), 0) AS n_with_text
FROM posting
WHERE account_id = :account;

-- name: posting_roles :many
SELECT role, COUNT(*) AS n FROM posting
WHERE account_id = :account AND hidden = 0 AND role IS NOT NULL
GROUP BY role
ORDER BY n DESC, role;

-- name: posting_workplaces :many
SELECT workplace, COUNT(*) AS n FROM posting
WHERE account_id = :account AND hidden = 0 AND workplace IS NOT NULL
GROUP BY workplace
ORDER BY n DESC, workplace;

-- name: posting_seniorities :many
SELECT seniority, COUNT(*) AS n FROM posting
WHERE account_id = :account AND hidden = 0 AND seniority IS NOT NULL
GROUP BY seniority
ORDER BY n DESC, seniority;

-- name: posting_words :many
-- Everything kept of every posting, for reading it again.
SELECT p.id, p.kind, p.source_key, p.url, p.company, p.title, p.place, p.workplace, p.employment, p.seniority,
  p.years_min, p.years_max, p.pay_min, p.pay_max, p.pay_currency, p.pay_period, p.sponsorship, p.role,
  p.industry, p.posted_day, p.closes_day, p.is_open, p.hidden, p.group_id, p.relation, p.first_seen_ms,
  p.last_seen_ms, p.sort_day, p.job_key, p.title_key, t.text
FROM posting p JOIN posting_text t ON t.account_id = p.account_id AND t.posting_id = p.id
WHERE p.account_id = :account AND p.id > :id
ORDER BY p.id
LIMIT 100;

-- name: posting_derived_set :exec
UPDATE posting SET url_key = :url_key, job_key = :job_key, title_key = :title_key, role = :role, industry = :industry,
  text_hash = :text_hash, simhash = :simhash, group_id = :group_id, relation = :relation, search = :search
WHERE account_id = :account AND id = :id;

-- name: posting_orphans :exec
-- After merging an archive: a group whose first posting is not here.
UPDATE posting SET group_id = id, relation = 'first'
WHERE account_id = :account
  AND NOT EXISTS (SELECT 1 FROM posting g WHERE g.account_id = :account AND g.id = posting.group_id);
