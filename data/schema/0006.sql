-- Folders that were imported: a new file in one belongs to its deck, and an import without a path looks for new files.
CREATE TABLE folder (
	path TEXT    PRIMARY KEY NOT NULL, -- absolute
	deck INTEGER NOT NULL REFERENCES deck
) STRICT, WITHOUT ROWID;

-- Few notes are parked, and an import looks for them in all decks.
CREATE INDEX note_parked ON note (deck) WHERE parked = 1;

-- Lapses are the failed first answers of a day. The step is followed by a replay of the whole log: see data/migrate.go.
ALTER TABLE schedule ADD COLUMN answered INTEGER NOT NULL DEFAULT 0; -- the latest day with an answer; 0: none

-- A follower is unlocked while no leader of its note is in use, too: none at all, or all parked, drafts or rejected.
-- So is one that was answered. The expression is that of data/state.go, with its numbers.
UPDATE schedule SET follower = iif(seen > 0 OR interval > 0
	OR EXISTS (SELECT 1 FROM schedule l WHERE l.note = schedule.note AND l.follower = 0 AND l.marks & 1)
	OR NOT EXISTS (SELECT 1 FROM schedule l WHERE l.note = schedule.note AND l.follower = 0 AND l.hold & 6 = 0), 2, 1)
	WHERE follower <> 0;

-- What stood in a card's source before and after an import that wrote about the card in the log. The log has no text of
-- its own, so that a purge can erase it here.
CREATE TABLE edit (
	device INTEGER NOT NULL, -- with seq: the log entry, of kind changed, edited or park
	seq    INTEGER NOT NULL,
	path   TEXT    NOT NULL, -- of the source
	line   INTEGER NOT NULL, -- of the bullet in it; of a bullet that is gone, where it stood
	why    TEXT    NOT NULL, -- data.Why
	old    TEXT    NOT NULL, -- the bullet's text
	new    TEXT    NOT NULL, -- '' if the bullet is gone
	PRIMARY KEY (device, seq),
	FOREIGN KEY (device, seq) REFERENCES log
) STRICT, WITHOUT ROWID;

-- A note used to keep its text from before its fact changed, until one of its cards was reviewed.
INSERT INTO edit (device, seq, path, line, why, old, new)
	SELECT l.device, l.seq, o.path, n.line, 'fact', n.changed, n.text
	FROM note n JOIN source o ON o.id = n.source JOIN card c ON c.note = n.id JOIN live l ON l.subject = c.id
	WHERE n.changed <> '' AND l.kind = 10 -- srs.Changed
		AND l.tick = (SELECT max(tick) FROM live WHERE subject = c.id AND kind = 10);
ALTER TABLE note DROP COLUMN changed;

-- 1: the import of its text was taken back. The text counts as seen until it changes or is imported by name.
ALTER TABLE source ADD COLUMN undone INTEGER NOT NULL DEFAULT 0 CHECK (undone IN (0, 1));

-- The newest import of this installation, so that it can be taken back; no row if there is nothing to take back. It made
-- what has the ids above the first and up to the last. What it changed or deleted stands as it was in the tables before_…
CREATE TABLE import (
	id            INTEGER PRIMARY KEY CHECK (id = 1),
	device        INTEGER NOT NULL REFERENCES device, -- that it ran on
	wall          INTEGER NOT NULL, -- ms: when it ran
	zone          INTEGER NOT NULL, -- minutes east of UTC
	first_seq     INTEGER NOT NULL, -- of the log
	last_seq      INTEGER NOT NULL,
	first_note    INTEGER NOT NULL,
	last_note     INTEGER NOT NULL,
	first_subject INTEGER NOT NULL, -- of cards and decks
	last_subject  INTEGER NOT NULL
) STRICT;

CREATE TABLE import_file (
	source INTEGER PRIMARY KEY, -- a file of the import
	deck   INTEGER NOT NULL,    -- that it went into
	fresh  INTEGER NOT NULL CHECK (fresh IN (0, 1)) -- 0: its bytes had been read before
) STRICT;

-- since is how the import left what a learner can change afterwards; NULL: it deleted the row.
CREATE TABLE before_deck   AS SELECT *, NULL AS since FROM deck WHERE 0;
CREATE TABLE before_source AS SELECT * FROM source WHERE 0;
CREATE TABLE before_note   AS SELECT *, NULL AS since FROM note WHERE 0;
CREATE TABLE before_card   AS SELECT * FROM card WHERE 0; -- note NULL: the import made it, under an id that the log knew
CREATE TABLE before_line (
	note INTEGER PRIMARY KEY,
	line INTEGER NOT NULL
) STRICT;
CREATE TABLE before_schedule (
	card     INTEGER PRIMARY KEY,
	deck     INTEGER NOT NULL,
	note     INTEGER NOT NULL,
	rank     INTEGER NOT NULL,
	follower INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX before_deck_id ON before_deck (id);
CREATE UNIQUE INDEX before_source_id ON before_source (id);
CREATE UNIQUE INDEX before_note_id ON before_note (id);
CREATE UNIQUE INDEX before_card_id ON before_card (id);
