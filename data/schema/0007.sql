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
