-- A released step is never edited: what comes after schema 8 is here, in blocks of their own.

-- What a day asks is read from this index alone, and not from the rows of the cards, which lie all over the file.
DROP INDEX schedule_due;
CREATE INDEX schedule_due ON schedule (deck, due, note, interval, follower, buried) WHERE hold = 0 AND interval > 0;

-- Which settings of decks are due at a place, as place_note says it of notes: a setting that came from one place may be older
-- than what was pushed to another.
CREATE TABLE place_setting (
	place INTEGER NOT NULL REFERENCES place,
	deck  INTEGER NOT NULL,
	name  TEXT    NOT NULL,
	push  INTEGER NOT NULL DEFAULT 0, -- 0: waits
	PRIMARY KEY (place, deck, name)
) STRICT, WITHOUT ROWID;
INSERT INTO place_setting (place, deck, name) SELECT p.id, s.deck, s.name FROM place p JOIN setting s
	WHERE p.direction <> 'pull' AND p.forgotten = 0 AND s.deck > 0 AND s.stamp > p.told;
ALTER TABLE place DROP COLUMN told;
CREATE TRIGGER place_setting_new AFTER INSERT ON setting WHEN new.deck > 0 BEGIN
	INSERT INTO place_setting (place, deck, name) SELECT id, new.deck, new.name FROM place
		WHERE direction <> 'pull' AND forgotten = 0 AND taking = 0 ON CONFLICT DO UPDATE SET push = 0;
END;
CREATE TRIGGER place_setting_changed AFTER UPDATE OF value, stamp ON setting WHEN new.deck > 0 BEGIN
	INSERT INTO place_setting (place, deck, name) SELECT id, new.deck, new.name FROM place
		WHERE direction <> 'pull' AND forgotten = 0 AND taking = 0 ON CONFLICT DO UPDATE SET push = 0;
END;
