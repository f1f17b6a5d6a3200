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
