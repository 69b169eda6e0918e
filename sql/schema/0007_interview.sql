-- Informational interviews, research, rounds, questions, stories.
--
-- Every record here is a chain of versions and nothing is overwritten: a change is a new row with the same root_id (the id of
-- the first). The newest row of a chain that is not undone counts; gone = 1 takes the record away; undoing the first row
-- undoes the whole. An id of 0 points at nothing.

-- Informational interview: a talk I ask for (way mine) or that somebody asks me for (theirs). A contact, or a wish for somebody
-- whose name is not known yet; tests is the question about a role or an industry that it is to answer.
CREATE TABLE informational (
	account_id  INTEGER NOT NULL REFERENCES account (id),
	id          INTEGER NOT NULL,
	root_id     INTEGER NOT NULL,
	gone        INTEGER NOT NULL,
	way         TEXT NOT NULL CHECK (length(way) <= 32),
	contact_id  INTEGER NOT NULL,
	name        TEXT NOT NULL CHECK (length(name) <= 500),
	wish        TEXT NOT NULL CHECK (length(wish) <= 500),
	tests       TEXT NOT NULL CHECK (length(tests) <= 2000),
	role        TEXT NOT NULL CHECK (length(role) <= 64),
	industry    TEXT NOT NULL CHECK (length(industry) <= 64),
	from_id     INTEGER NOT NULL,  -- the interview that led here
	at_ms       INTEGER NOT NULL,
	offset_min  INTEGER NOT NULL,
	undone_ms   INTEGER,
	PRIMARY KEY (account_id, id)
) STRICT;
CREATE INDEX informational_root ON informational (account_id, root_id, id);

-- What happened to it, dated; the state is derived from the newest by day. start_ms, zone_min, minutes and place: scheduled only.
CREATE TABLE informational_step (
	account_id  INTEGER NOT NULL REFERENCES account (id),
	id          INTEGER NOT NULL,
	root_id     INTEGER NOT NULL,
	gone        INTEGER NOT NULL,
	informational_id INTEGER NOT NULL,
	kind        TEXT NOT NULL CHECK (length(kind) <= 32),
	on_day      INTEGER NOT NULL,
	start_ms    INTEGER NOT NULL,
	zone_min    INTEGER NOT NULL,
	minutes     INTEGER NOT NULL,
	place       TEXT NOT NULL CHECK (length(place) <= 1000),
	note        TEXT NOT NULL CHECK (length(note) <= 10000),
	interaction_id INTEGER NOT NULL,  -- of people, which a talk that is done makes
	at_ms       INTEGER NOT NULL,
	offset_min  INTEGER NOT NULL,
	undone_ms   INTEGER,
	PRIMARY KEY (account_id, id)
) STRICT;
CREATE INDEX informational_step_root ON informational_step (account_id, root_id, id);

-- What I want to ask, in the order of place.
CREATE TABLE informational_question (
	account_id  INTEGER NOT NULL REFERENCES account (id),
	id          INTEGER NOT NULL,
	root_id     INTEGER NOT NULL,
	gone        INTEGER NOT NULL,
	informational_id INTEGER NOT NULL,
	place       INTEGER NOT NULL,
	text        TEXT NOT NULL CHECK (length(text) <= 1000),
	at_ms       INTEGER NOT NULL,
	offset_min  INTEGER NOT NULL,
	undone_ms   INTEGER,
	PRIMARY KEY (account_id, id)
) STRICT;
CREATE INDEX informational_question_root ON informational_question (account_id, root_id, id);

-- What I learned in a talk, and which way the question moved.
CREATE TABLE lesson (
	account_id  INTEGER NOT NULL REFERENCES account (id),
	id          INTEGER NOT NULL,
	root_id     INTEGER NOT NULL,
	gone        INTEGER NOT NULL,
	informational_id INTEGER NOT NULL,
	text        TEXT NOT NULL CHECK (length(text) <= 10000),
	moved       TEXT NOT NULL CHECK (length(moved) <= 32),
	on_day      INTEGER NOT NULL,
	at_ms       INTEGER NOT NULL,
	offset_min  INTEGER NOT NULL,
	undone_ms   INTEGER,
	PRIMARY KEY (account_id, id)
) STRICT;
CREATE INDEX lesson_root ON lesson (account_id, root_id, id);

-- A skill of the map that was named as what counts.
CREATE TABLE named_skill (
	account_id  INTEGER NOT NULL REFERENCES account (id),
	id          INTEGER NOT NULL,
	root_id     INTEGER NOT NULL,
	gone        INTEGER NOT NULL,
	informational_id INTEGER NOT NULL,
	skill       TEXT NOT NULL CHECK (length(skill) <= 64),
	note        TEXT NOT NULL CHECK (length(note) <= 2000),
	at_ms       INTEGER NOT NULL,
	offset_min  INTEGER NOT NULL,
	undone_ms   INTEGER,
	PRIMARY KEY (account_id, id)
) STRICT;
CREATE INDEX named_skill_root ON named_skill (account_id, root_id, id);

-- Whom they said I should talk to next; contact_id once they are in the book.
CREATE TABLE suggestion (
	account_id  INTEGER NOT NULL REFERENCES account (id),
	id          INTEGER NOT NULL,
	root_id     INTEGER NOT NULL,
	gone        INTEGER NOT NULL,
	informational_id INTEGER NOT NULL,
	name        TEXT NOT NULL CHECK (length(name) <= 500),
	why         TEXT NOT NULL CHECK (length(why) <= 2000),
	contact_id  INTEGER NOT NULL,
	introduction_id INTEGER NOT NULL,  -- of people, noted with it
	at_ms       INTEGER NOT NULL,
	offset_min  INTEGER NOT NULL,
	undone_ms   INTEGER,
	PRIMARY KEY (account_id, id)
) STRICT;
CREATE INDEX suggestion_root ON suggestion (account_id, root_id, id);

-- An interview within an application. start_ms is UTC (0: no time yet), zone_min the offset that held at the place.
CREATE TABLE round (
	account_id  INTEGER NOT NULL REFERENCES account (id),
	id          INTEGER NOT NULL,
	root_id     INTEGER NOT NULL,
	gone        INTEGER NOT NULL,
	application_id INTEGER NOT NULL,
	kind        TEXT NOT NULL CHECK (length(kind) <= 32),
	start_ms    INTEGER NOT NULL,
	zone_min    INTEGER NOT NULL,
	minutes     INTEGER NOT NULL,
	place       TEXT NOT NULL CHECK (length(place) <= 1000),
	url         TEXT NOT NULL CHECK (length(url) <= 2048),
	people      TEXT NOT NULL CHECK (length(people) <= 2000),
	status      TEXT NOT NULL CHECK (length(status) <= 32),
	result      TEXT NOT NULL CHECK (length(result) <= 32),
	event_id    INTEGER NOT NULL,
	at_ms       INTEGER NOT NULL,
	offset_min  INTEGER NOT NULL,
	undone_ms   INTEGER,
	PRIMARY KEY (account_id, id)
) STRICT;
CREATE INDEX round_root ON round (account_id, root_id, id);

-- What they asked in a round; key is the bank's, or empty.
CREATE TABLE asked (
	account_id  INTEGER NOT NULL REFERENCES account (id),
	id          INTEGER NOT NULL,
	root_id     INTEGER NOT NULL,
	gone        INTEGER NOT NULL,
	round_id    INTEGER NOT NULL,
	key         TEXT NOT NULL CHECK (length(key) <= 64),
	text        TEXT NOT NULL CHECK (length(text) <= 2000),
	went        INTEGER NOT NULL,  -- 1 badly to 5 well; 0 not said
	note        TEXT NOT NULL CHECK (length(note) <= 10000),
	at_ms       INTEGER NOT NULL,
	offset_min  INTEGER NOT NULL,
	undone_ms   INTEGER,
	PRIMARY KEY (account_id, id)
) STRICT;
CREATE INDEX asked_root ON asked (account_id, root_id, id);

-- A question of my own for the bank.
CREATE TABLE question (
	account_id  INTEGER NOT NULL REFERENCES account (id),
	id          INTEGER NOT NULL,
	root_id     INTEGER NOT NULL,
	gone        INTEGER NOT NULL,
	text        TEXT NOT NULL CHECK (length(text) <= 2000),
	kind        TEXT NOT NULL CHECK (length(kind) <= 32),
	role        TEXT NOT NULL CHECK (length(role) <= 64),
	skill       TEXT NOT NULL CHECK (length(skill) <= 64),
	depth       INTEGER NOT NULL,
	themes      TEXT NOT NULL CHECK (length(themes) <= 500),
	outline     TEXT NOT NULL CHECK (length(outline) <= 10000),
	at_ms       INTEGER NOT NULL,
	offset_min  INTEGER NOT NULL,
	undone_ms   INTEGER,
	PRIMARY KEY (account_id, id)
) STRICT;
CREATE INDEX question_root ON question (account_id, root_id, id);

-- Situation, task, action, result; the evidence that stands behind its numbers.
CREATE TABLE story (
	account_id  INTEGER NOT NULL REFERENCES account (id),
	id          INTEGER NOT NULL,
	root_id     INTEGER NOT NULL,
	gone        INTEGER NOT NULL,
	title       TEXT NOT NULL CHECK (length(title) <= 200),
	situation   TEXT NOT NULL CHECK (length(situation) <= 10000),
	task        TEXT NOT NULL CHECK (length(task) <= 10000),
	action      TEXT NOT NULL CHECK (length(action) <= 10000),
	outcome     TEXT NOT NULL CHECK (length(outcome) <= 10000),
	themes      TEXT NOT NULL CHECK (length(themes) <= 500),
	evidence_id INTEGER NOT NULL,
	bullet_id   INTEGER NOT NULL,
	url         TEXT NOT NULL CHECK (length(url) <= 2048),
	at_ms       INTEGER NOT NULL,
	offset_min  INTEGER NOT NULL,
	undone_ms   INTEGER,
	PRIMARY KEY (account_id, id)
) STRICT;
CREATE INDEX story_root ON story (account_id, root_id, id);

-- What somebody said after a rejection or a round, classified.
CREATE TABLE feedback (
	account_id  INTEGER NOT NULL REFERENCES account (id),
	id          INTEGER NOT NULL,
	root_id     INTEGER NOT NULL,
	gone        INTEGER NOT NULL,
	application_id INTEGER NOT NULL,
	round_id    INTEGER NOT NULL,
	kind        TEXT NOT NULL CHECK (length(kind) <= 32),
	said_by     TEXT NOT NULL CHECK (length(said_by) <= 500),
	text        TEXT NOT NULL CHECK (length(text) <= 10000),
	skills      TEXT NOT NULL CHECK (length(skills) <= 1000),
	on_day      INTEGER NOT NULL,
	at_ms       INTEGER NOT NULL,
	offset_min  INTEGER NOT NULL,
	undone_ms   INTEGER,
	PRIMARY KEY (account_id, id)
) STRICT;
CREATE INDEX feedback_root ON feedback (account_id, root_id, id);

-- A fact learnt about a company, a job or a role: what, from whom, when.
CREATE TABLE finding (
	account_id  INTEGER NOT NULL REFERENCES account (id),
	id          INTEGER NOT NULL,
	root_id     INTEGER NOT NULL,
	gone        INTEGER NOT NULL,
	about       TEXT NOT NULL CHECK (length(about) <= 32),
	company_id  INTEGER NOT NULL,
	application_id INTEGER NOT NULL,
	role        TEXT NOT NULL CHECK (length(role) <= 64),
	topic       TEXT NOT NULL CHECK (length(topic) <= 64),
	text        TEXT NOT NULL CHECK (length(text) <= 10000),
	contact_id  INTEGER NOT NULL,
	source      TEXT NOT NULL CHECK (length(source) <= 500),
	url         TEXT NOT NULL CHECK (length(url) <= 2048),
	on_day      INTEGER NOT NULL,
	at_ms       INTEGER NOT NULL,
	offset_min  INTEGER NOT NULL,
	undone_ms   INTEGER,
	PRIMARY KEY (account_id, id)
) STRICT;
CREATE INDEX finding_root ON finding (account_id, root_id, id);

-- A red or green flag, with its weight 1 to 5.
CREATE TABLE flag (
	account_id  INTEGER NOT NULL REFERENCES account (id),
	id          INTEGER NOT NULL,
	root_id     INTEGER NOT NULL,
	gone        INTEGER NOT NULL,
	company_id  INTEGER NOT NULL,
	application_id INTEGER NOT NULL,
	colour      TEXT NOT NULL CHECK (length(colour) <= 32),
	weight      INTEGER NOT NULL,
	text        TEXT NOT NULL CHECK (length(text) <= 2000),
	on_day      INTEGER NOT NULL,
	at_ms       INTEGER NOT NULL,
	offset_min  INTEGER NOT NULL,
	undone_ms   INTEGER,
	PRIMARY KEY (account_id, id)
) STRICT;
CREATE INDEX flag_root ON flag (account_id, root_id, id);

-- What I asked the recruiter, and the answer; key is the list's, or empty for one of my own.
CREATE TABLE expectation (
	account_id  INTEGER NOT NULL REFERENCES account (id),
	id          INTEGER NOT NULL,
	root_id     INTEGER NOT NULL,
	gone        INTEGER NOT NULL,
	application_id INTEGER NOT NULL,
	key         TEXT NOT NULL CHECK (length(key) <= 64),
	text        TEXT NOT NULL CHECK (length(text) <= 1000),
	answer      TEXT NOT NULL CHECK (length(answer) <= 10000),
	on_day      INTEGER NOT NULL,
	at_ms       INTEGER NOT NULL,
	offset_min  INTEGER NOT NULL,
	undone_ms   INTEGER,
	PRIMARY KEY (account_id, id)
) STRICT;
CREATE INDEX expectation_root ON expectation (account_id, root_id, id);

-- Somebody met on the way: what part they have, how they seemed (1 to 5; 0 not said), whether I would learn from them.
CREATE TABLE impression (
	account_id  INTEGER NOT NULL REFERENCES account (id),
	id          INTEGER NOT NULL,
	root_id     INTEGER NOT NULL,
	gone        INTEGER NOT NULL,
	application_id INTEGER NOT NULL,
	contact_id  INTEGER NOT NULL,
	name        TEXT NOT NULL CHECK (length(name) <= 500),
	part        TEXT NOT NULL CHECK (length(part) <= 32),
	rating      INTEGER NOT NULL,
	learn       INTEGER NOT NULL,  -- 1 yes, 2 no, 0 not said
	words       TEXT NOT NULL CHECK (length(words) <= 10000),
	on_day      INTEGER NOT NULL,
	at_ms       INTEGER NOT NULL,
	offset_min  INTEGER NOT NULL,
	undone_ms   INTEGER,
	PRIMARY KEY (account_id, id)
) STRICT;
CREATE INDEX impression_root ON impression (account_id, root_id, id);

-- A text that is written over time (research, draft, notes, answers): about which record, which field of it. rev counts how often
-- the row was saved while it was being typed; a pause begins a new row, so that undo leads back to before the sitting.
CREATE TABLE memo (
	account_id  INTEGER NOT NULL REFERENCES account (id),
	id          INTEGER NOT NULL,
	about       TEXT NOT NULL CHECK (length(about) <= 32),
	about_id    INTEGER NOT NULL,
	field       TEXT NOT NULL CHECK (length(field) <= 64),
	text        TEXT NOT NULL CHECK (length(text) <= 50000),
	rev         INTEGER NOT NULL,
	at_ms       INTEGER NOT NULL,
	offset_min  INTEGER NOT NULL,
	undone_ms   INTEGER,
	PRIMARY KEY (account_id, id)
) STRICT;
CREATE INDEX memo_about ON memo (account_id, about, about_id, field, id);
