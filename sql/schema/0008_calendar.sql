-- What is due, put off, and busy.

-- The person's rhythm for one kind of waiting: the first time after so many days, again after so many, at most so often.
-- The newest row of a name that is not undone counts; without one, the default in code.
CREATE TABLE rhythm (
	account_id  INTEGER NOT NULL REFERENCES account (id),
	id          INTEGER NOT NULL,
	name        TEXT NOT NULL CHECK (length(name) <= 64),
	first_days  INTEGER NOT NULL CHECK (first_days BETWEEN 0 AND 365),
	then_days   INTEGER NOT NULL CHECK (then_days BETWEEN 0 AND 365),
	most        INTEGER NOT NULL CHECK (most BETWEEN 0 AND 20),
	at_ms       INTEGER NOT NULL,
	offset_min  INTEGER NOT NULL,
	undone_ms   INTEGER,
	PRIMARY KEY (account_id, id)
) STRICT;

-- The person's word on something due, which is itself computed. kind, ref and n name it: what kind of thing, which row it
-- comes from, the how manieth of it.
CREATE TABLE due_word (
	account_id  INTEGER NOT NULL REFERENCES account (id),
	id          INTEGER NOT NULL,
	kind        TEXT NOT NULL CHECK (length(kind) <= 32),
	ref         INTEGER NOT NULL,
	n           INTEGER NOT NULL,
	word        TEXT NOT NULL CHECK (length(word) <= 32),        -- done, snooze, drop
	until_day   INTEGER,                                         -- snooze: not before
	on_day      INTEGER NOT NULL,                                -- the day it was done or said
	what        TEXT NOT NULL CHECK (length(what) <= 1200),
	note        TEXT CHECK (length(note) <= 10000),
	made        TEXT CHECK (length(made) <= 32),                 -- the record that settled it, beside this one
	made_id     INTEGER,
	at_ms       INTEGER NOT NULL,
	offset_min  INTEGER NOT NULL,
	undone_ms   INTEGER,
	PRIMARY KEY (account_id, id)
) STRICT;
CREATE INDEX due_word_item ON due_word (account_id, kind, ref);

-- A calendar of another program as it was brought in. The newest row of a name that is not undone counts; the one before
-- it stays, so that undoing brings it back. removed 1: the calendar was taken out.
CREATE TABLE calendar_import (
	account_id  INTEGER NOT NULL REFERENCES account (id),
	id          INTEGER NOT NULL,
	name        TEXT NOT NULL CHECK (length(name) <= 200),
	removed     INTEGER NOT NULL,
	from_day    INTEGER NOT NULL,                                -- recurrences are worked out between these days
	to_day      INTEGER NOT NULL,
	n_events    INTEGER NOT NULL,
	n_busy      INTEGER NOT NULL,
	report      TEXT NOT NULL CHECK (length(report) <= 65536),   -- what was left out and why, a line each
	at_ms       INTEGER NOT NULL,
	offset_min  INTEGER NOT NULL,
	undone_ms   INTEGER,
	PRIMARY KEY (account_id, id)
) STRICT;

-- A time the person is not free, out of an imported calendar.
CREATE TABLE busy (
	account_id  INTEGER NOT NULL,
	id          INTEGER NOT NULL,
	import_id   INTEGER NOT NULL,
	start_ms    INTEGER NOT NULL,
	end_ms      INTEGER NOT NULL,
	all_day     INTEGER NOT NULL,
	summary     TEXT NOT NULL CHECK (length(summary) <= 500),
	PRIMARY KEY (account_id, id),
	FOREIGN KEY (account_id, import_id) REFERENCES calendar_import (account_id, id) ON DELETE CASCADE
) STRICT;
CREATE INDEX busy_start ON busy (account_id, start_ms);
CREATE INDEX busy_import ON busy (account_id, import_id);

-- The address at which calendars may read what is due, without a session. The newest row that is not undone counts;
-- undone is revoked.
CREATE TABLE calendar_feed (
	account_id  INTEGER NOT NULL REFERENCES account (id),
	id          INTEGER NOT NULL,
	secret      TEXT NOT NULL CHECK (length(secret) <= 64),      -- part of the address
	todo        INTEGER NOT NULL,                                -- 1: tasks as VTODO rather than all-day events
	at_ms       INTEGER NOT NULL,
	offset_min  INTEGER NOT NULL,
	undone_ms   INTEGER,
	PRIMARY KEY (account_id, id)
) STRICT;
