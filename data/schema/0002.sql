-- The tags in a file's front matter, as a JSON array.
ALTER TABLE source ADD COLUMN tags TEXT NOT NULL DEFAULT '[]';
