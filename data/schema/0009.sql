-- A released step is never edited: what comes after schema 8 is here, in blocks of their own.

-- What a day asks is read from this index alone, and not from the rows of the cards, which lie all over the file.
DROP INDEX schedule_due;
CREATE INDEX schedule_due ON schedule (deck, due, note, interval, follower, buried) WHERE hold = 0 AND interval > 0;
