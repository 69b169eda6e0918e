-- Offers, what was negotiated, and leaving well.

-- An offer as it stands. Money is in minor units of its currency; times_year is how often base is paid in a year (1 a
-- year, 12 months, 220 days, 1720 hours). What it said before stands in offer_version. application_id 0: typed in.
CREATE TABLE offer (
	account_id  INTEGER NOT NULL REFERENCES account (id),
	id          INTEGER NOT NULL,
	application_id INTEGER NOT NULL DEFAULT 0,
	company     TEXT NOT NULL CHECK (length(company) <= 500),
	title       TEXT NOT NULL CHECK (length(title) <= 500),
	currency    TEXT NOT NULL CHECK (length(currency) = 3),
	base        INTEGER NOT NULL,
	base_unit   TEXT NOT NULL CHECK (length(base_unit) <= 32),   -- year, month, day, hour
	times_year  INTEGER NOT NULL,
	bonus       INTEGER NOT NULL,                                -- target a year
	bonus_share INTEGER NOT NULL,                                -- percent of it that counts
	equity      INTEGER NOT NULL,                                -- value of the grant
	equity_kind TEXT CHECK (length(equity_kind) <= 32),
	equity_share INTEGER NOT NULL,                               -- percent of it that counts
	vest_months INTEGER NOT NULL,
	cliff_months INTEGER NOT NULL,
	vest_split  TEXT CHECK (length(vest_split) <= 64),           -- percent by year, "10/20/30/40"; NULL: evenly
	signon      INTEGER NOT NULL,
	signon_note TEXT CHECK (length(signon_note) <= 2000),        -- clawback
	days_off    INTEGER,                                         -- a year
	remote_days INTEGER,                                         -- a week
	start_day   INTEGER,
	deadline_day INTEGER,
	on_day      INTEGER NOT NULL,                                -- when it was made
	note        TEXT CHECK (length(note) <= 10000),
	at_ms       INTEGER NOT NULL,
	offset_min  INTEGER NOT NULL,
	version     INTEGER NOT NULL DEFAULT 1,
	undone_ms   INTEGER,
	PRIMARY KEY (account_id, id)
) STRICT;

-- Further money of an offer: relocation, pension, a learning budget, the cost of the way. May be negative.
CREATE TABLE offer_line (
	account_id  INTEGER NOT NULL,
	id          INTEGER NOT NULL,
	offer_id    INTEGER NOT NULL,
	label       TEXT NOT NULL CHECK (length(label) <= 200),
	amount      INTEGER NOT NULL,                                -- minor units of the offer's currency
	yearly      INTEGER NOT NULL,                                -- 1 every year, 0 in the first
	at_ms       INTEGER NOT NULL,
	undone_ms   INTEGER,
	PRIMARY KEY (account_id, id),
	FOREIGN KEY (account_id, offer_id) REFERENCES offer (account_id, id) ON DELETE CASCADE
) STRICT;

-- What an offer said before it was changed. fields is a JSON object: every column of offer that may change.
CREATE TABLE offer_version (
	account_id  INTEGER NOT NULL,
	id          INTEGER NOT NULL,
	offer_id    INTEGER NOT NULL,
	fields      TEXT NOT NULL,
	at_ms       INTEGER NOT NULL,
	offset_min  INTEGER NOT NULL,
	undone_ms   INTEGER,
	PRIMARY KEY (account_id, id),
	FOREIGN KEY (account_id, offer_id) REFERENCES offer (account_id, id) ON DELETE CASCADE
) STRICT;

-- Who asked what, and what was answered.
CREATE TABLE negotiation (
	account_id  INTEGER NOT NULL,
	id          INTEGER NOT NULL,
	offer_id    INTEGER NOT NULL,
	who         TEXT NOT NULL CHECK (length(who) <= 200),        -- who asked: me, or a name
	asked       TEXT NOT NULL CHECK (length(asked) <= 10000),
	answer      TEXT CHECK (length(answer) <= 10000),            -- NULL: none yet
	on_day      INTEGER NOT NULL,
	at_ms       INTEGER NOT NULL,
	offset_min  INTEGER NOT NULL,
	undone_ms   INTEGER,
	PRIMARY KEY (account_id, id),
	FOREIGN KEY (account_id, offer_id) REFERENCES offer (account_id, id) ON DELETE CASCADE
) STRICT;

-- One unit of a currency in another, in thousand-millionths, as the person looked it up on a day. The newest day counts.
CREATE TABLE money_rate (
	account_id  INTEGER NOT NULL REFERENCES account (id),
	id          INTEGER NOT NULL,
	currency    TEXT NOT NULL CHECK (length(currency) = 3),
	to_currency TEXT NOT NULL CHECK (length(to_currency) = 3),
	rate_nano   INTEGER NOT NULL,
	on_day      INTEGER NOT NULL,
	at_ms       INTEGER NOT NULL,
	offset_min  INTEGER NOT NULL,
	undone_ms   INTEGER,
	PRIMARY KEY (account_id, id)
) STRICT;

-- How much a thing counts when offers are compared. The newest row of a factor counts.
CREATE TABLE offer_weight (
	account_id  INTEGER NOT NULL REFERENCES account (id),
	id          INTEGER NOT NULL,
	factor      TEXT NOT NULL CHECK (length(factor) <= 64),
	weight      INTEGER NOT NULL,
	at_ms       INTEGER NOT NULL,
	offset_min  INTEGER NOT NULL,
	undone_ms   INTEGER,
	PRIMARY KEY (account_id, id)
) STRICT;

-- How good an offer is at a factor, in tenths of points from 0 to 10, and why. The newest row of offer and factor counts.
CREATE TABLE offer_score (
	account_id  INTEGER NOT NULL,
	id          INTEGER NOT NULL,
	offer_id    INTEGER NOT NULL,
	factor      TEXT NOT NULL CHECK (length(factor) <= 64),
	score       INTEGER NOT NULL,
	reason      TEXT NOT NULL CHECK (length(reason) <= 2000),
	at_ms       INTEGER NOT NULL,
	offset_min  INTEGER NOT NULL,
	undone_ms   INTEGER,
	PRIMARY KEY (account_id, id),
	FOREIGN KEY (account_id, offer_id) REFERENCES offer (account_id, id) ON DELETE CASCADE
) STRICT;

-- What was decided, why, and how the offers stood then (a JSON object, kept as it was). batch_id is what it wrote
-- into the application's log; 0 for nothing.
CREATE TABLE offer_decision (
	account_id  INTEGER NOT NULL,
	id          INTEGER NOT NULL,
	offer_id    INTEGER NOT NULL,
	verdict     TEXT NOT NULL CHECK (length(verdict) <= 32),     -- accepted, declined, lapsed
	reasons     TEXT NOT NULL CHECK (length(reasons) <= 10000),
	snapshot    TEXT NOT NULL,
	batch_id    INTEGER NOT NULL DEFAULT 0,
	on_day      INTEGER NOT NULL,
	at_ms       INTEGER NOT NULL,
	offset_min  INTEGER NOT NULL,
	undone_ms   INTEGER,
	PRIMARY KEY (account_id, id),
	FOREIGN KEY (account_id, offer_id) REFERENCES offer (account_id, id) ON DELETE CASCADE
) STRICT;

-- Leaving a job well. The list's days are counted backwards from the last day there (leaving_day).
CREATE TABLE leaving (
	account_id  INTEGER NOT NULL REFERENCES account (id),
	id          INTEGER NOT NULL,
	company     TEXT NOT NULL CHECK (length(company) <= 500),    -- that is left
	offer_id    INTEGER NOT NULL DEFAULT 0,                      -- for which it is left; 0: none
	at_ms       INTEGER NOT NULL,
	offset_min  INTEGER NOT NULL,
	undone_ms   INTEGER,
	PRIMARY KEY (account_id, id)
) STRICT;

-- The last day as it was said; the newest row that is not undone counts.
CREATE TABLE leaving_day (
	account_id  INTEGER NOT NULL,
	id          INTEGER NOT NULL,
	leaving_id  INTEGER NOT NULL,
	last_day    INTEGER NOT NULL,
	at_ms       INTEGER NOT NULL,
	offset_min  INTEGER NOT NULL,
	undone_ms   INTEGER,
	PRIMARY KEY (account_id, id),
	FOREIGN KEY (account_id, leaving_id) REFERENCES leaving (account_id, id) ON DELETE CASCADE
) STRICT;

CREATE TABLE leaving_item (
	account_id  INTEGER NOT NULL,
	id          INTEGER NOT NULL,
	leaving_id  INTEGER NOT NULL,
	part        TEXT NOT NULL CHECK (length(part) <= 32),        -- notice, handover, thanks, contacts, papers, own
	text        TEXT NOT NULL CHECK (length(text) <= 2000),
	days_before INTEGER NOT NULL,                                -- negative: after the last day
	at_ms       INTEGER NOT NULL,
	undone_ms   INTEGER,
	PRIMARY KEY (account_id, id),
	FOREIGN KEY (account_id, leaving_id) REFERENCES leaving (account_id, id) ON DELETE CASCADE
) STRICT;

-- When an item was done.
CREATE TABLE leaving_done (
	account_id  INTEGER NOT NULL,
	id          INTEGER NOT NULL,
	item_id     INTEGER NOT NULL,
	on_day      INTEGER NOT NULL,
	at_ms       INTEGER NOT NULL,
	offset_min  INTEGER NOT NULL,
	undone_ms   INTEGER,
	PRIMARY KEY (account_id, id),
	FOREIGN KEY (account_id, item_id) REFERENCES leaving_item (account_id, id) ON DELETE CASCADE
) STRICT;

-- What a tracker's file brought in: which row (its company, title and address; hashes in hex) made which application, and
-- what it said then.
CREATE TABLE tracker_row (
	account_id  INTEGER NOT NULL REFERENCES account (id),
	id          INTEGER NOT NULL,
	source_key  TEXT NOT NULL CHECK (length(source_key) <= 64),
	content_key TEXT NOT NULL CHECK (length(content_key) <= 64),
	application_id INTEGER NOT NULL,
	at_ms       INTEGER NOT NULL,
	PRIMARY KEY (account_id, id)
) STRICT;
CREATE INDEX tracker_row_key ON tracker_row (account_id, source_key, id);
