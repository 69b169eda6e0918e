-- The master of facts, its bullets, and the versions that select from it. Rows are never deleted but marked gone, so
-- that what points at them stays true and a change can be taken back. rev rises with every write of a row.

-- What is there once: the JSON Resume document with every list of items emptied. One row, id 1.
CREATE TABLE resume (
	account_id  INTEGER NOT NULL REFERENCES account (id),
	id          INTEGER NOT NULL,
	body        TEXT NOT NULL CHECK (length(body) <= 1000000),
	rev         INTEGER NOT NULL,
	PRIMARY KEY (account_id, id)
) STRICT;

-- An element of a section: a job, a degree, a skill. body is the element as JSON with every key it came with; of its
-- bullets only the empty list "highlights" stands there.
CREATE TABLE resume_item (
	account_id  INTEGER NOT NULL REFERENCES account (id),
	id          INTEGER NOT NULL,
	section     TEXT NOT NULL CHECK (length(section) BETWEEN 1 AND 200),
	place       INTEGER NOT NULL,                                -- order within the section
	body        TEXT NOT NULL CHECK (length(body) <= 1000000),
	gone        INTEGER NOT NULL,
	rev         INTEGER NOT NULL,
	PRIMARY KEY (account_id, id)
) STRICT;

-- One line of what was done, and what stands behind it: a record of evidence, a log entry, a web address, a project.
CREATE TABLE resume_bullet (
	account_id  INTEGER NOT NULL REFERENCES account (id),
	id          INTEGER NOT NULL,
	item_id     INTEGER NOT NULL,
	place       INTEGER NOT NULL,
	text        TEXT NOT NULL CHECK (length(text) <= 20000),
	proof       TEXT NOT NULL CHECK (length(proof) <= 32),       -- none, evidence, log, url, project
	proof_id    INTEGER,
	proof_url   TEXT CHECK (length(proof_url) <= 2048),
	gone        INTEGER NOT NULL,
	rev         INTEGER NOT NULL,
	PRIMARY KEY (account_id, id),
	FOREIGN KEY (account_id, item_id) REFERENCES resume_item (account_id, id)
) STRICT;
CREATE INDEX resume_bullet_item ON resume_bullet (account_id, item_id);

-- A selection for a kind of reader. picks is JSON: [[item, [bullet, ...]], ...] in the order they are shown in.
CREATE TABLE resume_version (
	account_id  INTEGER NOT NULL REFERENCES account (id),
	id          INTEGER NOT NULL,
	name        TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
	label       TEXT CHECK (length(label) <= 500),               -- instead of the master's; NULL: the master's
	summary     TEXT CHECK (length(summary) <= 20000),
	picks       TEXT NOT NULL CHECK (length(picks) <= 1000000),
	archived    INTEGER NOT NULL,
	gone        INTEGER NOT NULL,
	rev         INTEGER NOT NULL,
	at_ms       INTEGER NOT NULL,
	PRIMARY KEY (account_id, id)
) STRICT;

-- What was changed, with the rows as they were before: images is JSON, see domain/job/resume_edit.h.
CREATE TABLE resume_change (
	account_id  INTEGER NOT NULL REFERENCES account (id),
	id          INTEGER NOT NULL,
	what        TEXT NOT NULL CHECK (length(what) <= 500),
	images      TEXT NOT NULL CHECK (length(images) <= 30000000),
	at_ms       INTEGER NOT NULL,
	offset_min  INTEGER NOT NULL,
	undone_ms   INTEGER,
	PRIMARY KEY (account_id, id)
) STRICT;
