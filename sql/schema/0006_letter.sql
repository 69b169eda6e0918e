-- Letters and the documents made of them.

-- The person's own templates, and their changes to those that come with the program. Of the rows of a name the newest that
-- is not undone counts; gone = 1 takes the name away.
CREATE TABLE letter_template (
	account_id  INTEGER NOT NULL REFERENCES account (id),
	id          INTEGER NOT NULL,
	name        TEXT NOT NULL CHECK (length(name) <= 64),
	text        TEXT NOT NULL CHECK (length(text) <= 40000),     -- head and body, as in content/letters/
	gone        INTEGER NOT NULL DEFAULT 0,
	at_ms       INTEGER NOT NULL,
	offset_min  INTEGER NOT NULL,
	undone_ms   INTEGER,
	PRIMARY KEY (account_id, id)
) STRICT;
CREATE INDEX letter_template_name ON letter_template (account_id, name);

-- One letter. What it says is in letter_version.
CREATE TABLE letter (
	account_id  INTEGER NOT NULL REFERENCES account (id),
	id          INTEGER NOT NULL,
	application_id INTEGER,                                      -- NULL: to do with no application
	template    TEXT NOT NULL CHECK (length(template) <= 64),    -- what it began as; '' for none
	kind        TEXT NOT NULL CHECK (length(kind) <= 32),
	company     TEXT CHECK (length(company) <= 500),
	title       TEXT CHECK (length(title) <= 500),               -- of the job
	contact     TEXT CHECK (length(contact) <= 500),             -- whom it is written to
	on_day      INTEGER NOT NULL,                                -- the date on it
	at_ms       INTEGER NOT NULL,
	offset_min  INTEGER NOT NULL,
	undone_ms   INTEGER,                                         -- deleted
	PRIMARY KEY (account_id, id),
	FOREIGN KEY (account_id, application_id) REFERENCES application (account_id, id)
) STRICT;
CREATE INDEX letter_application ON letter (account_id, application_id);

-- What a letter said each time it was saved. The newest that is not undone counts.
CREATE TABLE letter_version (
	account_id  INTEGER NOT NULL REFERENCES account (id),
	id          INTEGER NOT NULL,
	letter_id   INTEGER NOT NULL,
	subject     TEXT CHECK (length(subject) <= 500),
	body        TEXT NOT NULL CHECK (length(body) <= 40000),     -- may hold {fields} still open
	at_ms       INTEGER NOT NULL,
	offset_min  INTEGER NOT NULL,
	undone_ms   INTEGER,
	PRIMARY KEY (account_id, id),
	FOREIGN KEY (account_id, letter_id) REFERENCES letter (account_id, id)
) STRICT;
CREATE INDEX letter_version_letter ON letter_version (account_id, letter_id, id);
