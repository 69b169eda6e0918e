-- Which migrations have run here; written in the same transaction as the migration itself. checksum is that of the
-- file, so that a migration edited after it ran is noticed.
CREATE TABLE IF NOT EXISTS schema_version (
	number      INTEGER PRIMARY KEY,
	name        TEXT NOT NULL,
	checksum    TEXT NOT NULL,
	at_ms       INTEGER NOT NULL
) STRICT;
