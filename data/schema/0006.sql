-- Folders that were imported: a new file in one belongs to its deck, and an import without a path looks for new files.
CREATE TABLE folder (
	path TEXT    PRIMARY KEY NOT NULL, -- absolute
	deck INTEGER NOT NULL REFERENCES deck
) STRICT, WITHOUT ROWID;

-- Few notes are parked, and an import looks for them in all decks.
CREATE INDEX note_parked ON note (deck) WHERE parked = 1;
