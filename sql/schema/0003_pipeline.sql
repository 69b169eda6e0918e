-- Applications and their events, stages, packets.

-- One attempt at a job. Its stage is what its events say (application_event). What is marked derived is computed from
-- them and from the texts, for the board and the lists, and can be made again by cairn rebuild.
CREATE TABLE application (
	account_id  INTEGER NOT NULL REFERENCES account (id),
	id          INTEGER NOT NULL,
	posting_id  INTEGER,                                         -- NULL: typed in
	company_id  INTEGER,
	company     TEXT NOT NULL CHECK (length(company) <= 500),
	title       TEXT NOT NULL CHECK (length(title) <= 500),
	url         TEXT CHECK (length(url) <= 2048),
	place       TEXT CHECK (length(place) <= 1000),
	source      TEXT CHECK (length(source) <= 100),              -- where it was found: a board, a person, a fair
	tags        TEXT NOT NULL DEFAULT '' CHECK (length(tags) <= 1000), -- sorted, with commas between
	notes       TEXT CHECK (length(notes) <= 100000),            -- Markdown
	next_step   TEXT CHECK (length(next_step) <= 500),
	next_day    INTEGER,
	deadline_day INTEGER,                                        -- until when one may apply or must answer
	wait_day    INTEGER,                                         -- until then silence is no reason to ask
	archived    INTEGER NOT NULL DEFAULT 0,                      -- 1: put aside; not on the board
	stage       TEXT NOT NULL CHECK (length(stage) <= 64),       -- derived
	since_day   INTEGER NOT NULL,                                -- derived: the day of the event that led there
	found_day   INTEGER NOT NULL,                                -- derived
	applied_day INTEGER,                                         -- derived: the first 'applied'
	last_day    INTEGER NOT NULL,                                -- derived: the newest event
	channel     TEXT CHECK (length(channel) <= 100),             -- derived: of the newest 'applied'
	company_key TEXT NOT NULL DEFAULT '' CHECK (length(company_key) <= 500), -- derived: folded company and title
	title_key   TEXT NOT NULL DEFAULT '' CHECK (length(title_key) <= 500),   -- derived
	search      TEXT NOT NULL DEFAULT '',                        -- derived: folded company, title, place, source, tags
	at_ms       INTEGER NOT NULL,
	version     INTEGER NOT NULL DEFAULT 1,                      -- counts edits of the texts, not events
	undone_ms   INTEGER,                                         -- deleted
	PRIMARY KEY (account_id, id)
) STRICT;
CREATE INDEX application_stage ON application (account_id, archived, stage, since_day, id, undone_ms);
CREATE INDEX application_posting ON application (account_id, posting_id);
-- The orders of the table, and what it may be filtered by.
CREATE INDEX application_last ON application (account_id, archived, last_day, id, undone_ms, stage, wait_day, next_day);
CREATE INDEX application_company ON application (account_id, archived, company_key, id);
CREATE INDEX application_title ON application (account_id, archived, title_key, id);
CREATE INDEX application_tags ON application (account_id, undone_ms, tags);
CREATE INDEX application_source ON application (account_id, undone_ms, source);
CREATE INDEX application_channel ON application (account_id, undone_ms, channel);

-- What happened, when. A correction is a new row that names the one it takes the place of; root_id is the first of such
-- a chain. Of a chain the newest row that is not undone counts.
CREATE TABLE application_event (
	account_id  INTEGER NOT NULL,
	id          INTEGER NOT NULL,
	application_id INTEGER NOT NULL,
	root_id     INTEGER NOT NULL,
	corrects_id INTEGER,
	batch_id    INTEGER NOT NULL,                                -- what was done in one action, and is undone in one
	kind        TEXT NOT NULL CHECK (length(kind) <= 64),        -- found, applied, ..., or the word of a custom stage
	on_day      INTEGER NOT NULL,
	channel     TEXT CHECK (length(channel) <= 100),             -- of 'applied': mail, form, referral, ...
	note        TEXT CHECK (length(note) <= 10000),
	counts      INTEGER NOT NULL DEFAULT 1,                      -- derived: not undone and not corrected
	at_ms       INTEGER NOT NULL,
	offset_min  INTEGER NOT NULL,
	undone_ms   INTEGER,
	PRIMARY KEY (account_id, id),
	FOREIGN KEY (account_id, application_id) REFERENCES application (account_id, id)
) STRICT;
CREATE INDEX application_event_of ON application_event (account_id, application_id);
CREATE INDEX application_event_batch ON application_event (account_id, batch_id);

-- What an edit changed: the value before and after, as text. 'tag' and 'deleted' are fields too.
CREATE TABLE application_change (
	account_id  INTEGER NOT NULL,
	id          INTEGER NOT NULL,
	application_id INTEGER NOT NULL,
	batch_id    INTEGER NOT NULL,
	field       TEXT NOT NULL CHECK (length(field) <= 32),
	was         TEXT NOT NULL,
	became      TEXT NOT NULL,
	at_ms       INTEGER NOT NULL,
	offset_min  INTEGER NOT NULL,
	undone_ms   INTEGER,
	PRIMARY KEY (account_id, id),
	FOREIGN KEY (account_id, application_id) REFERENCES application (account_id, id)
) STRICT;
CREATE INDEX application_change_of ON application_change (account_id, application_id);
CREATE INDEX application_change_batch ON application_change (account_id, batch_id);

-- The person's own stages between applied and offer, and what they call those that come with Cairn. Append-only: the
-- newest row of a word that is not undone counts.
CREATE TABLE stage (
	account_id  INTEGER NOT NULL REFERENCES account (id),
	id          INTEGER NOT NULL,
	word        TEXT NOT NULL CHECK (length(word) <= 64),        -- what events of it are called; never changes
	name        TEXT NOT NULL CHECK (length(name) <= 100),
	position    REAL NOT NULL,                                   -- applied is 0, offer 1,000
	retired     INTEGER NOT NULL DEFAULT 0,                      -- 1: nothing more goes there
	at_ms       INTEGER NOT NULL,
	offset_min  INTEGER NOT NULL,
	undone_ms   INTEGER,
	PRIMARY KEY (account_id, id)
) STRICT;

-- What was sent, frozen on the day. No query changes a row; one whose event is undone no longer counts.
CREATE TABLE packet (
	account_id  INTEGER NOT NULL,
	id          INTEGER NOT NULL,
	application_id INTEGER NOT NULL,
	event_id    INTEGER NOT NULL,                                -- root of the 'applied' it belongs to
	on_day      INTEGER NOT NULL,
	channel     TEXT CHECK (length(channel) <= 100),
	resume_version_id INTEGER,                                   -- where the text came from, for counting
	resume_name TEXT CHECK (length(resume_name) <= 500),
	resume_json TEXT,                                            -- JSON Resume, as it was
	resume_pdf  BLOB,
	resume_pdf_hash TEXT CHECK (length(resume_pdf_hash) <= 64),  -- SHA-256
	letter_id   INTEGER,
	letter_name TEXT CHECK (length(letter_name) <= 500),
	letter      TEXT,
	posting_url TEXT CHECK (length(posting_url) <= 2048),
	posting_text TEXT,
	posting_hash TEXT CHECK (length(posting_hash) <= 64),        -- SHA-256 of posting_text
	at_ms       INTEGER NOT NULL,
	offset_min  INTEGER NOT NULL,
	PRIMARY KEY (account_id, id),
	FOREIGN KEY (account_id, application_id) REFERENCES application (account_id, id)
) STRICT;
CREATE INDEX packet_of ON packet (account_id, application_id);

CREATE TABLE packet_answer (
	account_id  INTEGER NOT NULL,
	id          INTEGER NOT NULL,
	packet_id   INTEGER NOT NULL,
	question    TEXT NOT NULL CHECK (length(question) <= 2000),
	answer      TEXT NOT NULL CHECK (length(answer) <= 20000),
	PRIMARY KEY (account_id, id),
	FOREIGN KEY (account_id, packet_id) REFERENCES packet (account_id, id)
) STRICT;
CREATE INDEX packet_answer_of ON packet_answer (account_id, packet_id);
