-- People: companies, contacts, employments, interactions, introductions, referrals.

-- A firm, as people, applications and research name it. name_key is the folded name without its legal form. Two rows with
-- one key can only come from merging two files; the one with the lowest id stands for both.
CREATE TABLE company (
	account_id  INTEGER NOT NULL REFERENCES account (id),
	id          INTEGER NOT NULL,
	name        TEXT NOT NULL CHECK (length(name) <= 500),
	name_key    TEXT NOT NULL CHECK (length(name_key) <= 500),
	url         TEXT CHECK (length(url) <= 2048),
	size        TEXT CHECK (size IN ('startup', 'small', 'medium', 'large')), -- under 50, 250, 1000 people, more
	industry    TEXT CHECK (length(industry) <= 64),
	place       TEXT CHECK (length(place) <= 1000),
	note        TEXT CHECK (length(note) <= 100000),             -- Markdown
	at_ms       INTEGER NOT NULL,
	version     INTEGER NOT NULL DEFAULT 1,
	PRIMARY KEY (account_id, id)
) STRICT;
CREATE INDEX company_key ON company (account_id, name_key, id);

-- A person. uid is the vCard's and never changes; version counts edits, so that two tabs cannot overwrite each other.
-- Everything but the uid, root_id and the dates is derived from contact_card, for lists.
CREATE TABLE contact (
	account_id  INTEGER NOT NULL REFERENCES account (id),
	id          INTEGER NOT NULL,
	uid         TEXT NOT NULL CHECK (length(uid) <= 255),
	name        TEXT NOT NULL CHECK (length(name) <= 500),
	sort_key    TEXT NOT NULL CHECK (length(sort_key) <= 500),   -- folded, family name first
	company     TEXT CHECK (length(company) <= 500),             -- of the present employment
	title       TEXT CHECK (length(title) <= 500),
	email       TEXT CHECK (length(email) <= 500),               -- the preferred one
	tie         INTEGER,                                         -- 0 heard of .. 3 would vouch for me
	rhythm_days INTEGER,                                         -- how often to be in touch
	last_day    INTEGER,                                         -- of the newest interaction
	due_day     INTEGER,                                         -- last_day, or the day it was added, and the rhythm
	root_id     INTEGER NOT NULL,                                -- itself, or the contact it was merged into
	at_ms       INTEGER NOT NULL,
	offset_min  INTEGER NOT NULL,
	version     INTEGER NOT NULL DEFAULT 1,
	undone_ms   INTEGER,                                         -- deleted
	search      TEXT NOT NULL CHECK (length(search) <= 16000),   -- folded words of what is searched
	PRIMARY KEY (account_id, id)
) STRICT;
CREATE INDEX contact_uid ON contact (account_id, uid);
CREATE INDEX contact_root ON contact (account_id, root_id);
-- All that lists ask of a row before they show it, but the words, which are too long for an index.
CREATE INDEX contact_sorted ON contact (account_id, sort_key, id, root_id, undone_ms, due_day, last_day, tie);

-- All that is known of a person, as the JSON of format/card.h; source: the same as it was last imported, to tell what has
-- changed on which side.
CREATE TABLE contact_card (
	account_id  INTEGER NOT NULL REFERENCES account (id),
	contact_id  INTEGER NOT NULL,
	card        TEXT NOT NULL CHECK (length(card) <= 4000000),
	source      TEXT CHECK (length(source) <= 4000000),
	PRIMARY KEY (account_id, contact_id),
	FOREIGN KEY (account_id, contact_id) REFERENCES contact (account_id, id)
) STRICT;

-- Derived from the card: what two cards of one person have in common. Rows of another version than the contact's are old.
CREATE TABLE contact_key (
	account_id  INTEGER NOT NULL REFERENCES account (id),
	id          INTEGER NOT NULL,
	contact_id  INTEGER NOT NULL,
	version     INTEGER NOT NULL,
	kind        TEXT NOT NULL CHECK (length(kind) <= 32),        -- email, phone, url, who, name, tag, source
	value       TEXT NOT NULL CHECK (length(value) <= 2048),
	PRIMARY KEY (account_id, id),
	FOREIGN KEY (account_id, contact_id) REFERENCES contact (account_id, id)
) STRICT;
CREATE INDEX contact_key_value ON contact_key (account_id, kind, value, contact_id, version);
CREATE INDEX contact_key_contact ON contact_key (account_id, contact_id);

-- Derived from the card: where the person works and worked. Rows of another version than the contact's are old.
CREATE TABLE employment (
	account_id  INTEGER NOT NULL REFERENCES account (id),
	id          INTEGER NOT NULL,
	contact_id  INTEGER NOT NULL,
	version     INTEGER NOT NULL,
	company_id  INTEGER NOT NULL,
	title       TEXT CHECK (length(title) <= 500),
	from_day    INTEGER,
	to_day      INTEGER,
	present     INTEGER NOT NULL,                                -- 1: still there
	PRIMARY KEY (account_id, id),
	FOREIGN KEY (account_id, contact_id) REFERENCES contact (account_id, id),
	FOREIGN KEY (account_id, company_id) REFERENCES company (account_id, id)
) STRICT;
CREATE INDEX employment_contact ON employment (account_id, contact_id);
CREATE INDEX employment_company ON employment (account_id, company_id);

-- What a contact or a company was before an edit, so that each can be undone: the newest first.
CREATE TABLE person_edit (
	account_id  INTEGER NOT NULL REFERENCES account (id),
	id          INTEGER NOT NULL,
	kind        TEXT NOT NULL CHECK (length(kind) <= 32),        -- add, edit, delete, merge, import, company
	subject_id  INTEGER NOT NULL,                                -- the contact or company
	other_id    INTEGER,                                         -- merge: the contact that went into it; add, import: the import
	version     INTEGER NOT NULL,                                -- of the subject after it
	image       TEXT CHECK (length(image) <= 8400000),           -- JSON: how it was before
	at_ms       INTEGER NOT NULL,
	offset_min  INTEGER NOT NULL,
	undone_ms   INTEGER,
	PRIMARY KEY (account_id, id)
) STRICT;
CREATE INDEX person_edit_subject ON person_edit (account_id, subject_id);
CREATE INDEX person_edit_other ON person_edit (account_id, other_id);

-- Two contacts that are proposed as one and are not.
CREATE TABLE contact_apart (
	account_id  INTEGER NOT NULL REFERENCES account (id),
	id          INTEGER NOT NULL,
	contact_id  INTEGER NOT NULL,
	other_id    INTEGER NOT NULL,
	at_ms       INTEGER NOT NULL,
	undone_ms   INTEGER,
	PRIMARY KEY (account_id, id),
	FOREIGN KEY (account_id, contact_id) REFERENCES contact (account_id, id),
	FOREIGN KEY (account_id, other_id) REFERENCES contact (account_id, id)
) STRICT;

-- A dated meeting or message.
CREATE TABLE interaction (
	account_id  INTEGER NOT NULL REFERENCES account (id),
	id          INTEGER NOT NULL,
	contact_id  INTEGER NOT NULL,
	kind        TEXT NOT NULL CHECK (length(kind) <= 32),
	direction   TEXT CHECK (length(direction) <= 32),             -- out: I to them, in: they to me, NULL: both
	on_day      INTEGER NOT NULL,
	note        TEXT CHECK (length(note) <= 100000),             -- Markdown
	at_ms       INTEGER NOT NULL,
	offset_min  INTEGER NOT NULL,
	undone_ms   INTEGER,
	PRIMARY KEY (account_id, id),
	FOREIGN KEY (account_id, contact_id) REFERENCES contact (account_id, id)
) STRICT;
CREATE INDEX interaction_contact ON interaction (account_id, contact_id, on_day);
CREATE INDEX interaction_day ON interaction (account_id, on_day);

-- contact_id knows somebody: a contact too (other_id), or one known by name and company only.
CREATE TABLE introduction (
	account_id  INTEGER NOT NULL REFERENCES account (id),
	id          INTEGER NOT NULL,
	contact_id  INTEGER NOT NULL,
	other_id    INTEGER,
	other_name  TEXT CHECK (length(other_name) <= 500),
	company_id  INTEGER,
	title       TEXT CHECK (length(title) <= 500),
	kind        TEXT NOT NULL CHECK (length(kind) <= 32),        -- knows, could, asked, made, no
	note        TEXT CHECK (length(note) <= 100000),
	on_day      INTEGER NOT NULL,
	at_ms       INTEGER NOT NULL,
	offset_min  INTEGER NOT NULL,
	undone_ms   INTEGER,
	PRIMARY KEY (account_id, id),
	FOREIGN KEY (account_id, contact_id) REFERENCES contact (account_id, id),
	FOREIGN KEY (account_id, other_id) REFERENCES contact (account_id, id),
	FOREIGN KEY (account_id, company_id) REFERENCES company (account_id, id)
) STRICT;
CREATE INDEX introduction_contact ON introduction (account_id, contact_id);
CREATE INDEX introduction_other ON introduction (account_id, other_id);
CREATE INDEX introduction_company ON introduction (account_id, company_id);

-- A referral by a contact, for a posting, an application (its table comes later), or a company. Where it stands is what its events say.
CREATE TABLE referral (
	account_id  INTEGER NOT NULL REFERENCES account (id),
	id          INTEGER NOT NULL,
	contact_id  INTEGER NOT NULL,
	company_id  INTEGER,
	posting_id  INTEGER,
	application_id INTEGER,
	at_ms       INTEGER NOT NULL,
	offset_min  INTEGER NOT NULL,
	undone_ms   INTEGER,
	PRIMARY KEY (account_id, id),
	FOREIGN KEY (account_id, contact_id) REFERENCES contact (account_id, id),
	FOREIGN KEY (account_id, company_id) REFERENCES company (account_id, id),
	FOREIGN KEY (account_id, posting_id) REFERENCES posting (account_id, id)
) STRICT;
CREATE INDEX referral_contact ON referral (account_id, contact_id);
CREATE INDEX referral_posting ON referral (account_id, posting_id);
CREATE INDEX referral_application ON referral (account_id, application_id);

CREATE TABLE referral_event (
	account_id  INTEGER NOT NULL REFERENCES account (id),
	id          INTEGER NOT NULL,
	referral_id INTEGER NOT NULL,
	kind        TEXT NOT NULL CHECK (length(kind) <= 32),        -- asked, agreed, submitted, declined
	on_day      INTEGER NOT NULL,
	note        TEXT CHECK (length(note) <= 100000),
	at_ms       INTEGER NOT NULL,
	offset_min  INTEGER NOT NULL,
	undone_ms   INTEGER,
	PRIMARY KEY (account_id, id),
	FOREIGN KEY (account_id, referral_id) REFERENCES referral (account_id, id)
) STRICT;
CREATE INDEX referral_event_referral ON referral_event (account_id, referral_id);
