-- Applications and their events, stages, packets.

-- One attempt at a job. Its stage is what its events say (application_event); stage and since_day here are derived, for
-- the board, and can be made again by cairn rebuild.
CREATE TABLE application (
	account_id  INTEGER NOT NULL REFERENCES account (id),
	id          INTEGER NOT NULL,
	posting_id  INTEGER,                                         -- NULL: typed in
	company_id  INTEGER,
	company     TEXT NOT NULL CHECK (length(company) <= 500),
	title       TEXT NOT NULL CHECK (length(title) <= 500),
	stage       TEXT NOT NULL CHECK (length(stage) <= 64),       -- derived
	since_day   INTEGER NOT NULL,                                -- derived: the day of the event that led there
	at_ms       INTEGER NOT NULL,
	version     INTEGER NOT NULL DEFAULT 1,
	undone_ms   INTEGER,                                         -- deleted
	PRIMARY KEY (account_id, id)
) STRICT;
