-- Cairn's schema. One dialect: INTEGER is a 64-bit integer, REAL a double, TEXT is UTF-8. tools/sqlc writes the PostgreSQL
-- form (BIGINT, DOUBLE PRECISION, row-level security on every table with account_id).
--
-- Keys are (account_id, id); instants are milliseconds UTC (*_ms) with the zone offset in minutes where the local day
-- matters; days are day numbers since 1970-01-01 (*_day). Records of what happened are append-only: undoing one sets undone_ms.

-- Guarded: whose data it is. The owner of a local file is account 1.
CREATE TABLE account (
	id          INTEGER PRIMARY KEY,
	name        TEXT NOT NULL CHECK (length(name) <= 200),
	created_ms  INTEGER NOT NULL
) STRICT;

-- Guarded: signed-in browsers. token_hash is SHA-256 of the cookie, in hex.
CREATE TABLE session (
	token_hash  TEXT PRIMARY KEY CHECK (length(token_hash) = 64),
	account_id  INTEGER NOT NULL REFERENCES account (id),
	created_ms  INTEGER NOT NULL,
	seen_ms     INTEGER NOT NULL
) STRICT;

-- Guarded: preferences, by the names of the settings table in code.
CREATE TABLE setting (
	account_id  INTEGER NOT NULL REFERENCES account (id),
	name        TEXT NOT NULL CHECK (length(name) <= 64),
	value       TEXT NOT NULL CHECK (length(value) <= 4096),
	PRIMARY KEY (account_id, name)
) STRICT;

-- Where the person is and wants to be. The newest row not undone counts.
CREATE TABLE goal (
	account_id  INTEGER NOT NULL REFERENCES account (id),
	id          INTEGER NOT NULL,
	start_role  TEXT CHECK (length(start_role) <= 64),       -- the preset they started from
	start_industry TEXT CHECK (length(start_industry) <= 64),
	role        TEXT NOT NULL CHECK (length(role) <= 64),
	industry    TEXT CHECK (length(industry) <= 64),
	minutes_per_week INTEGER NOT NULL CHECK (minutes_per_week BETWEEN 1 AND 10080),
	by_day      INTEGER,
	at_ms       INTEGER NOT NULL,
	offset_min  INTEGER NOT NULL,
	undone_ms   INTEGER,
	PRIMARY KEY (account_id, id)
) STRICT;

-- What shows a skill: a dated record of a kind that weighs more or less. 'claim' is the person's own word; level 0 of
-- kind 'claim' takes back what the preset gave.
CREATE TABLE evidence (
	account_id  INTEGER NOT NULL REFERENCES account (id),
	id          INTEGER NOT NULL,
	skill       TEXT NOT NULL CHECK (length(skill) <= 64),
	level       INTEGER NOT NULL CHECK (level BETWEEN 0 AND 3),
	kind        TEXT NOT NULL CHECK (length(kind) <= 32),
	on_day      INTEGER NOT NULL,
	url         TEXT CHECK (length(url) <= 2048),
	note        TEXT CHECK (length(note) <= 10000),
	at_ms       INTEGER NOT NULL,
	offset_min  INTEGER NOT NULL,
	undone_ms   INTEGER,
	PRIMARY KEY (account_id, id)
) STRICT;
CREATE INDEX evidence_skill ON evidence (account_id, skill);

-- Minutes really spent.
CREATE TABLE minutes (
	account_id  INTEGER NOT NULL REFERENCES account (id),
	id          INTEGER NOT NULL,
	skill       TEXT NOT NULL CHECK (length(skill) <= 64),
	minutes     INTEGER NOT NULL CHECK (minutes BETWEEN 1 AND 1440),
	on_day      INTEGER NOT NULL,
	note        TEXT CHECK (length(note) <= 10000),
	at_ms       INTEGER NOT NULL,
	offset_min  INTEGER NOT NULL,
	undone_ms   INTEGER,
	PRIMARY KEY (account_id, id)
) STRICT;
CREATE INDEX minutes_day ON minutes (account_id, on_day);

-- The person's word against the plan's: skip a skill, pin it first, or put it off until a day.
CREATE TABLE override (
	account_id  INTEGER NOT NULL REFERENCES account (id),
	id          INTEGER NOT NULL,
	skill       TEXT NOT NULL CHECK (length(skill) <= 64),
	action      TEXT NOT NULL CHECK (action IN ('skip', 'pin', 'later')),
	until_day   INTEGER,
	at_ms       INTEGER NOT NULL,
	undone_ms   INTEGER,
	PRIMARY KEY (account_id, id)
) STRICT;

-- A job advert as read. The row is small and what lists show; the words are in posting_text.
CREATE TABLE posting (
	account_id  INTEGER NOT NULL REFERENCES account (id),
	id          INTEGER NOT NULL,
	kind        TEXT NOT NULL CHECK (length(kind) <= 32),        -- the reader: greenhouse, lever, ashby, simplify, jsonld, csv, text, ...
	source_key  TEXT NOT NULL CHECK (length(source_key) <= 512), -- what names it within its kind: board and job id, or a hash
	url         TEXT CHECK (length(url) <= 2048),
	url_key     TEXT CHECK (length(url_key) <= 2048),            -- canonical form, for comparing
	company     TEXT CHECK (length(company) <= 500),
	title       TEXT NOT NULL CHECK (length(title) <= 500),
	job_key     TEXT NOT NULL CHECK (length(job_key) <= 1024),   -- company and title, folded
	title_key   TEXT NOT NULL CHECK (length(title_key) <= 512),  -- the title, folded
	place       TEXT CHECK (length(place) <= 1000),
	workplace   TEXT CHECK (workplace IN ('onsite', 'hybrid', 'remote')),
	employment  TEXT CHECK (employment IN ('full-time', 'part-time', 'contract', 'temporary', 'internship', 'volunteer', 'other')),
	seniority   TEXT CHECK (seniority IN ('intern', 'junior', 'mid', 'senior', 'lead', 'manager', 'executive')),
	years_min   INTEGER,
	years_max   INTEGER,
	pay_min     INTEGER,                                         -- minor units of pay_currency
	pay_max     INTEGER,
	pay_currency TEXT CHECK (length(pay_currency) = 3),
	pay_period  TEXT CHECK (pay_period IN ('hour', 'day', 'week', 'month', 'year')),
	sponsorship TEXT CHECK (sponsorship IN ('offers', 'none', 'citizenship')),
	role        TEXT CHECK (length(role) <= 64),                 -- the map's role its title names
	industry    TEXT CHECK (length(industry) <= 64),
	posted_day  INTEGER,
	sort_day    INTEGER NOT NULL,                                -- posted_day, or the day it was first seen
	closes_day  INTEGER,
	is_open     INTEGER NOT NULL DEFAULT 1,                      -- 0: the source says it is closed
	hidden      INTEGER NOT NULL DEFAULT 0,                      -- 1: the person put it aside; it moves no demand
	text_hash   INTEGER NOT NULL,                                -- FNV-1a of the normalised text
	simhash     INTEGER NOT NULL,                                -- 64-bit SimHash of its words; 0 for too few
	group_id    INTEGER NOT NULL,                                -- id of the first posting of the same job
	relation    TEXT NOT NULL CHECK (relation IN ('first', 'exact', 'repost', 'sibling')),
	search      TEXT NOT NULL,                                   -- folded title, company, place, skills
	first_seen_ms INTEGER NOT NULL,
	last_seen_ms  INTEGER NOT NULL,
	PRIMARY KEY (account_id, id),
	UNIQUE (account_id, kind, source_key)
) STRICT;
-- The orders of the list, each with what its filters ask, so that 20,000 rows are filtered without touching them.
CREATE INDEX posting_new ON posting (account_id, hidden, sort_day, id, role, workplace, seniority, is_open, group_id, search);
CREATE INDEX posting_job ON posting (account_id, hidden, job_key, id, role, workplace, seniority, is_open, group_id, search);
CREATE INDEX posting_title ON posting (account_id, hidden, title_key, id, role, workplace, seniority, is_open, group_id, search);
CREATE INDEX posting_group ON posting (account_id, group_id);
CREATE INDEX posting_role ON posting (account_id, hidden, role, is_open, group_id, id, simhash);
CREATE INDEX posting_workplace ON posting (account_id, hidden, workplace);
CREATE INDEX posting_seniority ON posting (account_id, hidden, seniority);

-- The words of a posting, and its source as it came.
CREATE TABLE posting_text (
	account_id  INTEGER NOT NULL,
	posting_id  INTEGER NOT NULL,
	text        TEXT NOT NULL,          -- plain text, one paragraph or list item a line; headings marked as in format/posting.h
	source      TEXT NOT NULL,          -- the item as read: JSON, HTML or text
	PRIMARY KEY (account_id, posting_id),
	FOREIGN KEY (account_id, posting_id) REFERENCES posting (account_id, id) ON DELETE CASCADE
) STRICT;

-- What a posting said before it changed. fields is JSON: the columns that changed, with their old values.
CREATE TABLE posting_version (
	account_id  INTEGER NOT NULL,
	id          INTEGER NOT NULL,
	posting_id  INTEGER NOT NULL,
	at_ms       INTEGER NOT NULL,
	fields      TEXT NOT NULL,
	PRIMARY KEY (account_id, id),
	FOREIGN KEY (account_id, posting_id) REFERENCES posting (account_id, id) ON DELETE CASCADE
) STRICT;
CREATE INDEX posting_version_posting ON posting_version (account_id, posting_id);

-- Derived (cairn rebuild): the skills a posting asks for.
CREATE TABLE posting_skill (
	account_id  INTEGER NOT NULL,
	posting_id  INTEGER NOT NULL,
	skill       TEXT NOT NULL CHECK (length(skill) <= 64),
	required    INTEGER NOT NULL,       -- 1 required, 0 preferred
	n           INTEGER NOT NULL,       -- mentions
	PRIMARY KEY (account_id, posting_id, skill),
	FOREIGN KEY (account_id, posting_id) REFERENCES posting (account_id, id) ON DELETE CASCADE
) STRICT;
CREATE INDEX posting_skill_skill ON posting_skill (account_id, skill, posting_id);

-- One import: progress while it runs, the report when it has ended.
CREATE TABLE import_run (
	account_id  INTEGER NOT NULL REFERENCES account (id),
	id          INTEGER NOT NULL,
	name        TEXT NOT NULL CHECK (length(name) <= 1024),
	state       TEXT NOT NULL CHECK (state IN ('running', 'done', 'failed', 'stopped')),
	progress    INTEGER NOT NULL DEFAULT 0,   -- percent
	n_read      INTEGER NOT NULL DEFAULT 0,
	n_new       INTEGER NOT NULL DEFAULT 0,
	n_updated   INTEGER NOT NULL DEFAULT 0,
	n_same      INTEGER NOT NULL DEFAULT 0,
	n_refused   INTEGER NOT NULL DEFAULT 0,
	report      TEXT NOT NULL DEFAULT '',     -- JSON: files with their counts and reasons
	started_ms  INTEGER NOT NULL,
	beat_ms     INTEGER NOT NULL,             -- when it last said how far it is
	ended_ms    INTEGER,
	PRIMARY KEY (account_id, id)
) STRICT;
