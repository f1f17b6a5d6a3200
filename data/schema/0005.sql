-- What was taken back: an undo names the seq of an earlier entry of its own device.
DROP INDEX log_undone;
CREATE INDEX log_undone ON log (device, CAST(detail AS INTEGER)) WHERE kind = 2; -- srs.Undo

CREATE VIEW undone AS
	SELECT device, CAST(detail AS INTEGER) AS seq FROM log INDEXED BY log_undone WHERE kind = 2 AND detail IS NOT NULL;

-- The log as it holds: every reader of acts reads this. INDEXED BY, as the planner would read all entries of the device
-- for each one.
CREATE VIEW live AS
	SELECT * FROM log WHERE kind <> 2
		AND NOT EXISTS (SELECT 1 FROM undone u WHERE u.device = log.device AND u.seq = log.seq);
