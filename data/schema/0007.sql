-- When a bullet came in, as queries ask for it. It is not known of those that were there before.
ALTER TABLE note        ADD COLUMN added INTEGER NOT NULL DEFAULT 0; -- day; 0: not known
ALTER TABLE before_note ADD COLUMN added INTEGER NOT NULL DEFAULT 0;
