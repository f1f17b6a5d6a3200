-- A released step is never edited: what comes after schema 7 is here, in blocks of their own.

-- What Anki keeps of a note that came out of a package, beside its cards: anki.Kept as JSON with a checksum, or ''. With it
-- an export gives the same note back. Packages used to be imported without; the same package, imported once more, is read
-- again.
ALTER TABLE note        ADD COLUMN anki TEXT NOT NULL DEFAULT '';
ALTER TABLE before_note ADD COLUMN anki TEXT NOT NULL DEFAULT '';
UPDATE source SET sum = zeroblob(32) WHERE path GLOB 'anki:*';

-- The note types of these notes.
CREATE TABLE anki_type (
	key        TEXT PRIMARY KEY, -- SHA-256 of the definition, in hexadecimal: Kept.Type
	definition TEXT NOT NULL     -- anki.NoteType as JSON
) STRICT, WITHOUT ROWID;

-- When the learner edited a note's text here last, as Anki takes only what is newer. s since 1970; 0: never, or not known.
ALTER TABLE note        ADD COLUMN edited INTEGER NOT NULL DEFAULT 0;
ALTER TABLE before_note ADD COLUMN edited INTEGER NOT NULL DEFAULT 0;

-- Checksums of rows, CRC-32C over all columns but this one, so that check finds what a disk or another program altered:
-- data/rowsum.go. NULL: not made yet, within a transaction.
ALTER TABLE deck     ADD COLUMN crc INTEGER; -- with the subject's uid
ALTER TABLE source   ADD COLUMN crc INTEGER;
ALTER TABLE section  ADD COLUMN crc INTEGER;
ALTER TABLE note     ADD COLUMN crc INTEGER;
ALTER TABLE card     ADD COLUMN crc INTEGER; -- with the subject's uid
ALTER TABLE schedule ADD COLUMN crc INTEGER; -- of card, deck, note and rank: the rest is what the log says
ALTER TABLE device   ADD COLUMN crc INTEGER;
ALTER TABLE setting  ADD COLUMN crc INTEGER;
ALTER TABLE meta     ADD COLUMN crc INTEGER;
ALTER TABLE folder   ADD COLUMN crc INTEGER;
ALTER TABLE edit     ADD COLUMN crc INTEGER;
ALTER TABLE import   ADD COLUMN crc INTEGER; -- of all rows of the record: the tables import_file and before_…
-- Imports write many rows of these at once. The indexes are empty between transactions.
CREATE INDEX note_unsummed     ON note (id) WHERE crc IS NULL;
CREATE INDEX card_unsummed     ON card (id) WHERE crc IS NULL;
CREATE INDEX schedule_unsummed ON schedule (card) WHERE crc IS NULL;

-- What a repair took out, or found altered and could not put right. Nothing reads it but the learner.
CREATE TABLE quarantine (
	id      INTEGER PRIMARY KEY,
	at      INTEGER NOT NULL, -- ms
	"table" TEXT    NOT NULL, -- that the row stood in; or sqlite_schema
	why     TEXT    NOT NULL, -- the fault, in a sentence
	intact  INTEGER NOT NULL CHECK (intact IN (0, 1)), -- 1: an entry of the log that was as it was written; merges leave it out
	row     TEXT    NOT NULL  -- JSON: the columns by name, bytes in hexadecimal
) STRICT;
