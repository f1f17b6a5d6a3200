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

-- Several machines, one memory: see "Sync" in .github/ARCHITECTURE.md.

-- Which of two texts of a note is the newer one, and which texts it had before. An import of an old copy of its file, here
-- or on another machine, is known by those.
ALTER TABLE note        ADD COLUMN stamp   INTEGER NOT NULL DEFAULT 0; -- ms, as log.tick: when the note or a card of it changed
ALTER TABLE note        ADD COLUMN earlier TEXT    NOT NULL DEFAULT '[]'; -- JSON array, oldest first: data/stamp.go
ALTER TABLE note        ADD COLUMN unseen  INTEGER NOT NULL DEFAULT 0 CHECK (unseen IN (0, 1)); -- 1: from another machine, and in no file here yet
ALTER TABLE before_note ADD COLUMN stamp   INTEGER NOT NULL DEFAULT 0;
ALTER TABLE before_note ADD COLUMN earlier TEXT    NOT NULL DEFAULT '[]';
ALTER TABLE before_note ADD COLUMN unseen  INTEGER NOT NULL DEFAULT 0;

CREATE INDEX note_uid ON note (uid);

-- Likewise of settings. One that a machine takes away is kept as '', so that no other gives it back.
ALTER TABLE setting ADD COLUMN stamp INTEGER NOT NULL DEFAULT 0;

-- Notes that the running transaction changed, with the text before. It is empty between transactions.
CREATE TABLE touched (
	note INTEGER PRIMARY KEY,
	text TEXT NOT NULL
) STRICT;
CREATE TRIGGER touched_note BEFORE UPDATE OF section, text, explicit, rule, reason, parked, media, tags, anki ON note
	WHEN (old.section, old.text, old.explicit, old.rule, old.reason, old.parked, old.media, old.tags, old.anki)
		IS NOT (new.section, new.text, new.explicit, new.rule, new.reason, new.parked, new.media, new.tags, new.anki) BEGIN
	INSERT OR IGNORE INTO touched VALUES (old.id, old.text);
END;
CREATE TRIGGER touched_card AFTER UPDATE OF note, slot, context, front, back, extra, accept, members, forms, draft, weakness ON card BEGIN
	INSERT OR IGNORE INTO touched SELECT id, text FROM note WHERE id IN (old.note, new.note);
END;

-- Where this machine meets others.
CREATE TABLE place (
	id        INTEGER PRIMARY KEY,
	at        TEXT    NOT NULL UNIQUE, -- an absolute folder, or rclone:REMOTE:PATH
	direction TEXT    NOT NULL CHECK (direction IN ('both', 'pull', 'push')),
	decks     TEXT    NOT NULL, -- JSON array of ids, hexadecimal; []: all
	forgotten INTEGER NOT NULL CHECK (forgotten IN (0, 1)), -- 1: kept for what it knows of this machine's files there
	device    INTEGER NOT NULL REFERENCES device, -- whose files there are this machine's
	pushed    INTEGER NOT NULL, -- the number of the newest push; 0: none
	own       TEXT    NOT NULL, -- JSON: the index of this machine's files there
	parcel    TEXT    NOT NULL, -- the file of a push that was begun, number pushed + 1; or ''
	told      INTEGER NOT NULL, -- the newest setting.stamp that was pushed
	met       INTEGER NOT NULL, -- ms: when it was reached last; 0: never
	sent      INTEGER NOT NULL, -- ms: when everything due there was pushed last; 0: never
	taking    INTEGER NOT NULL CHECK (taking IN (0, 1)) -- 1: what is inserted comes from there
) STRICT;

-- Which pushes of other devices were read there.
CREATE TABLE place_read (
	place  INTEGER NOT NULL REFERENCES place,
	device BLOB    NOT NULL CHECK (length(device) = 16),
	first  INTEGER NOT NULL,
	last   INTEGER NOT NULL,
	PRIMARY KEY (place, device, first)
) STRICT, WITHOUT ROWID;

-- What is due there: entries and notes that it does not have yet. A push takes them with it by its number.
CREATE TABLE place_log (
	place  INTEGER NOT NULL REFERENCES place,
	device INTEGER NOT NULL, -- with seq: the log entry
	seq    INTEGER NOT NULL,
	push   INTEGER NOT NULL DEFAULT 0, -- 0: waits
	PRIMARY KEY (place, device, seq)
) STRICT, WITHOUT ROWID;
CREATE TABLE place_note (
	place INTEGER NOT NULL REFERENCES place,
	note  INTEGER NOT NULL,
	push  INTEGER NOT NULL DEFAULT 0,
	PRIMARY KEY (place, note)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER place_log_due AFTER INSERT ON log BEGIN
	INSERT OR IGNORE INTO place_log (place, device, seq) SELECT id, new.device, new.seq FROM place
		WHERE direction <> 'pull' AND forgotten = 0 AND taking = 0;
END;
CREATE TRIGGER place_note_due AFTER INSERT ON note BEGIN
	INSERT OR IGNORE INTO place_note (place, note) SELECT id, new.id FROM place
		WHERE direction <> 'pull' AND forgotten = 0 AND taking = 0;
END;

-- Pictures and sounds that notes from a place name and that were not there yet. The next exchange looks again.
CREATE TABLE place_media (
	place INTEGER NOT NULL REFERENCES place,
	name  TEXT    NOT NULL, -- of the file: its SHA-256 and its kind
	PRIMARY KEY (place, name)
) STRICT, WITHOUT ROWID;
