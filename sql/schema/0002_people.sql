-- People: companies, contacts, employments, interactions, introductions, referrals.

-- A firm, as people, applications and research name it. name_key is the folded name without its legal form.
CREATE TABLE company (
	account_id  INTEGER NOT NULL REFERENCES account (id),
	id          INTEGER NOT NULL,
	name        TEXT NOT NULL CHECK (length(name) <= 500),
	name_key    TEXT NOT NULL CHECK (length(name_key) <= 500),
	url         TEXT CHECK (length(url) <= 2048),
	size        TEXT CHECK (size IN ('startup', 'small', 'medium', 'large')), -- under 50, 250, 1000 people, more
	industry    TEXT CHECK (length(industry) <= 64),
	place       TEXT CHECK (length(place) <= 1000),
	at_ms       INTEGER NOT NULL,
	PRIMARY KEY (account_id, id),
	UNIQUE (account_id, name_key)
) STRICT;

-- A person. uid is the vCard's and never changes; version counts edits, so that two tabs cannot overwrite each other.
CREATE TABLE contact (
	account_id  INTEGER NOT NULL REFERENCES account (id),
	id          INTEGER NOT NULL,
	uid         TEXT NOT NULL CHECK (length(uid) <= 255),
	name        TEXT NOT NULL CHECK (length(name) <= 500),
	sort_key    TEXT NOT NULL CHECK (length(sort_key) <= 500),   -- folded, family name first
	at_ms       INTEGER NOT NULL,
	version     INTEGER NOT NULL DEFAULT 1,
	undone_ms   INTEGER,                                         -- deleted
	PRIMARY KEY (account_id, id),
	UNIQUE (account_id, uid)
) STRICT;
