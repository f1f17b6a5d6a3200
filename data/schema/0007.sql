-- When a bullet came in, as queries ask for it. It is not known of those that were there before.
ALTER TABLE note        ADD COLUMN added INTEGER NOT NULL DEFAULT 0; -- day; 0: not known
ALTER TABLE before_note ADD COLUMN added INTEGER NOT NULL DEFAULT 0;

-- The pictures and sounds that came along with a note, which are files in the folder media: as JSON, {"moon.png":
-- "3f2a….png"}, by their names in its cards; or ''. Anki packages used to be imported without; the same package, imported
-- once more, is read again.
ALTER TABLE note        ADD COLUMN media TEXT NOT NULL DEFAULT '';
ALTER TABLE before_note ADD COLUMN media TEXT NOT NULL DEFAULT '';
UPDATE source SET sum = zeroblob(32) WHERE path GLOB 'anki:*';

-- What an export needs to write a file anew when it is gone, beside its bullets.
ALTER TABLE source        ADD COLUMN outline TEXT NOT NULL DEFAULT '{}'; -- JSON: title, lang, and the line of each parent by line
ALTER TABLE before_source ADD COLUMN outline TEXT NOT NULL DEFAULT '{}';

-- Where an Anki package was, as an import without a path reads it again once it changed.
ALTER TABLE source        ADD COLUMN package TEXT NOT NULL DEFAULT ''; -- absolute; '': no package, or read before it was kept
ALTER TABLE before_source ADD COLUMN package TEXT NOT NULL DEFAULT '';

-- 1: what has problems in the folder is left out, and the rest imported.
ALTER TABLE folder ADD COLUMN skip_bad INTEGER NOT NULL DEFAULT 0 CHECK (skip_bad IN (0, 1));

-- How a file was read where it doesn't say so itself. Another separator makes other cards of the same bytes.
ALTER TABLE source        ADD COLUMN encoding  TEXT NOT NULL DEFAULT ''; -- of bytes that are not UTF-8; '': they are
ALTER TABLE source        ADD COLUMN separator TEXT NOT NULL DEFAULT ''; -- between the sides of bullets; '': none
ALTER TABLE before_source ADD COLUMN encoding  TEXT NOT NULL DEFAULT '';
ALTER TABLE before_source ADD COLUMN separator TEXT NOT NULL DEFAULT '';

-- The tags that a note has of its own in its source, in normal form, as a JSON array.
ALTER TABLE note        ADD COLUMN tags TEXT NOT NULL DEFAULT '[]';
ALTER TABLE before_note ADD COLUMN tags TEXT NOT NULL DEFAULT '[]';

-- The tags that an entry of kind tag gives to its card and takes from it. The log has no text of its own, so that a
-- purge can erase it here.
CREATE TABLE tagging (
	device  INTEGER NOT NULL, -- with seq: the log entry
	seq     INTEGER NOT NULL,
	card    INTEGER NOT NULL REFERENCES subject, -- that of the entry
	added   TEXT    NOT NULL, -- JSON array
	removed TEXT    NOT NULL, -- JSON array
	sum     INTEGER NOT NULL, -- CRC-32C of both
	PRIMARY KEY (device, seq),
	FOREIGN KEY (device, seq) REFERENCES log
) STRICT, WITHOUT ROWID;
CREATE INDEX tagging_card ON tagging (card);

-- Sources are read again, for the tags of their notes. Those of the program itself have none.
UPDATE source SET builder = 0 WHERE path NOT GLOB 'builtin:*';

-- True retention of each card: see srs.State. The step is followed by a replay of the whole log: see data/migrate.go.
ALTER TABLE schedule ADD COLUMN tested INTEGER NOT NULL DEFAULT 0;
ALTER TABLE schedule ADD COLUMN held   INTEGER NOT NULL DEFAULT 0;

-- What the log says was done, so that nobody reads all of it for a day's figures. Kept with each entry: data/count.go.
CREATE TABLE hour_count (
	day           INTEGER NOT NULL, -- the learner's
	deck          INTEGER NOT NULL, -- that the cards are in now; 0: the cards are not here
	hour          INTEGER NOT NULL, -- on the learner's clock
	reviews       INTEGER NOT NULL, -- first answers of a day; the columns up to mature_of are about them
	new           INTEGER NOT NULL, -- on cards never passed before
	again         INTEGER NOT NULL, -- by grade
	hard          INTEGER NOT NULL,
	good          INTEGER NOT NULL,
	easy          INTEGER NOT NULL,
	lapses        INTEGER NOT NULL,
	young_passed  INTEGER NOT NULL, -- true retention
	young_of      INTEGER NOT NULL,
	mature_passed INTEGER NOT NULL,
	mature_of     INTEGER NOT NULL,
	answers       INTEGER NOT NULL, -- repeats and practice included
	took          INTEGER NOT NULL, -- ms for these
	PRIMARY KEY (day, deck, hour)
) STRICT, WITHOUT ROWID;

-- What a deck has, without what is parked. Kept by note: data/count_deck.go.
CREATE TABLE deck_count (
	deck     INTEGER PRIMARY KEY,
	bullets  INTEGER NOT NULL,
	cards    INTEGER NOT NULL,
	drafts   INTEGER NOT NULL,
	learnt   INTEGER NOT NULL, -- bullets
	mastered INTEGER NOT NULL
) STRICT;

-- What is counted: notes and subjects up to these numbers. Those above are new since, and an import of many is no slower.
CREATE TABLE counted (
	id      INTEGER PRIMARY KEY CHECK (id = 1),
	note    INTEGER NOT NULL,
	subject INTEGER NOT NULL,
	log     INTEGER NOT NULL CHECK (log IN (0, 1)) -- 1: all of the log; 0: an entry of it can't be replayed
) STRICT;
INSERT INTO counted (id, note, subject, log) SELECT 1, 0, 0, NOT EXISTS (SELECT 1 FROM log);
