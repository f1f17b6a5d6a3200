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
