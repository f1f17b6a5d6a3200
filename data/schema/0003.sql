-- 1: the learner deleted it. Its notes are parked and keep their history; an import into it brings it back.
ALTER TABLE deck ADD COLUMN gone INTEGER NOT NULL DEFAULT 0 CHECK (gone IN (0, 1));
