-- What the source says of a note that the learner edited here and not there, as in the built-in roadmap; '' where text is the source's own.
-- An import matches this text, and leaves the learner's alone.
ALTER TABLE note ADD COLUMN origin TEXT NOT NULL DEFAULT '';
