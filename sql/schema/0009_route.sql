-- Costs of routes, and addresses captured.

-- What a person changed of the costs of routes: the newest row of a name that is not undone counts. No value: back to
-- the default. Names are those of the table in code, and known.INDUSTRY for an industry the person knows.
CREATE TABLE route_cost (
	account_id  INTEGER NOT NULL REFERENCES account (id),
	id          INTEGER NOT NULL,
	name        TEXT NOT NULL CHECK (length(name) <= 96),
	amount      REAL,
	batch_id    INTEGER NOT NULL,  -- the id of the first row of one change, undone together
	at_ms       INTEGER NOT NULL,
	offset_min  INTEGER NOT NULL,
	undone_ms   INTEGER,
	PRIMARY KEY (account_id, id)
) STRICT;

-- Where a route leads to in the end, kept when its next leg became the goal.
CREATE TABLE route_aim (
	account_id  INTEGER NOT NULL REFERENCES account (id),
	id          INTEGER NOT NULL,
	role        TEXT NOT NULL CHECK (length(role) <= 64),
	industry    TEXT CHECK (length(industry) <= 64),
	company_size TEXT CHECK (length(company_size) <= 32),
	goal_id     INTEGER NOT NULL,
	at_ms       INTEGER NOT NULL,
	offset_min  INTEGER NOT NULL,
	undone_ms   INTEGER,
	PRIMARY KEY (account_id, id),
	FOREIGN KEY (account_id, goal_id) REFERENCES goal (account_id, id)
) STRICT;

-- The orders of the list of postings, now with the industry, by which switches are told.
DROP INDEX posting_new;
DROP INDEX posting_job;
DROP INDEX posting_title;
CREATE INDEX posting_new ON posting (account_id, hidden, sort_day, id, role, industry, workplace, seniority, is_open, group_id, search);
CREATE INDEX posting_job ON posting (account_id, hidden, job_key, id, role, industry, workplace, seniority, is_open, group_id, search);
CREATE INDEX posting_title ON posting (account_id, hidden, title_key, id, role, industry, workplace, seniority, is_open, group_id, search);

-- Keys of the bookmark that sends a page. The secret is made of the id and is stored nowhere.
CREATE TABLE capture_key (
	account_id  INTEGER NOT NULL REFERENCES account (id),
	id          INTEGER NOT NULL,
	name        TEXT NOT NULL CHECK (length(name) <= 100),
	n_used      INTEGER NOT NULL DEFAULT 0,
	used_ms     INTEGER NOT NULL DEFAULT 0,
	at_ms       INTEGER NOT NULL,
	undone_ms   INTEGER,                 -- revoked
	PRIMARY KEY (account_id, id)
) STRICT;
