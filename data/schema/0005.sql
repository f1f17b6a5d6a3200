-- Undone entries: an undo names the seq of an earlier entry of the same device.
DROP INDEX log_undone;
CREATE INDEX log_undone ON log (device, CAST(detail AS INTEGER)) WHERE kind = 2; -- srs.Undo

CREATE VIEW undone AS
	SELECT device, CAST(detail AS INTEGER) AS seq FROM log INDEXED BY log_undone WHERE kind = 2 AND detail IS NOT NULL;

-- The entries in force. Whoever reads acts reads this view; what can show the others too (history and the table of
-- reviews) joins undone. Without INDEXED BY above, the planner would read all entries of the device for each one.
CREATE VIEW live AS
	SELECT * FROM log WHERE kind <> 2
		AND NOT EXISTS (SELECT 1 FROM undone u WHERE u.device = log.device AND u.seq = log.seq);

-- Values that the program stores for itself; what the learner sets is in setting.
CREATE TABLE meta (
	deck  INTEGER NOT NULL, -- 0: for the whole database
	name  TEXT    NOT NULL, -- see data/meta.go
	value TEXT    NOT NULL,
	PRIMARY KEY (deck, name)
) STRICT, WITHOUT ROWID;

INSERT INTO meta (deck, name, value)
	SELECT deck, name, value FROM setting WHERE name GLOB 'builtin_*' OR name = 'deleted_after';
DELETE FROM setting WHERE name GLOB 'builtin_*' OR name = 'deleted_after';

-- 1: not a file, but the source of a purged deck's notes, which have lost their text and keep only their history.
ALTER TABLE source ADD COLUMN purged INTEGER NOT NULL DEFAULT 0 CHECK (purged IN (0, 1));
UPDATE source SET purged = 1 WHERE path GLOB 'purged:*';
