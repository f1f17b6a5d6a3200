-- Days count from 1970-01-01, local civil days. Ids called uid are 16 bytes and mean the same on every machine.

CREATE TABLE device (
	id      INTEGER PRIMARY KEY,
	uid     BLOB    NOT NULL UNIQUE CHECK (length(uid) = 16), -- random
	machine TEXT    NOT NULL, -- host name and path for which the id was made:
	path    TEXT    NOT NULL, -- a copy elsewhere takes an id of its own
	own     INTEGER NOT NULL CHECK (own IN (0, 1)) -- 1: the one that writes now
) STRICT;

-- What entries of the log speak of: cards and decks, known here or not yet.
CREATE TABLE subject (
	id  INTEGER PRIMARY KEY,
	uid BLOB    NOT NULL UNIQUE CHECK (length(uid) = 16)
) STRICT;

-- The treasure: append-only. No row is ever changed or deleted, and every schedule is its replay.
CREATE TABLE log (
	device          INTEGER NOT NULL REFERENCES device,
	seq             INTEGER NOT NULL CHECK (seq > 0), -- counts up within a device; gaps are allowed
	tick            INTEGER NOT NULL, -- ms; orders the log, never goes back
	subject         INTEGER NOT NULL REFERENCES subject,
	kind            INTEGER NOT NULL, -- srs.Kind; no CHECK: a newer version may know more kinds
	lag             INTEGER NOT NULL CHECK (lag >= 0), -- ms that tick is ahead of the wall clock
	day             INTEGER NOT NULL, -- the learner's day
	zone            INTEGER NOT NULL, -- minutes east of UTC
	grade           INTEGER CHECK (grade BETWEEN 0 AND 5), -- NULL where nothing was graded
	form            INTEGER, -- how it was asked: data.Form
	took            INTEGER CHECK (took >= 0), -- ms from the question to the grade
	interval_before INTEGER, -- days; 0: it was new
	ease_before     INTEGER, -- hundredths
	interval_after  INTEGER,
	ease_after      INTEGER,
	shift           INTEGER NOT NULL, -- days that balancing moved the due day by
	detail          TEXT, -- what other kinds carry
	sum             INTEGER NOT NULL, -- CRC-32C of the entry's canonical form: data/log.go
	PRIMARY KEY (device, seq)
) STRICT, WITHOUT ROWID;

CREATE INDEX log_subject ON log (subject);
CREATE INDEX log_undone ON log (device, detail) WHERE kind = 2; -- detail is the seq that was taken back

CREATE TABLE deck (
	id      INTEGER PRIMARY KEY REFERENCES subject,
	name    TEXT    NOT NULL UNIQUE,
	builtin TEXT    NOT NULL, -- the language of a built-in deck, else ''
	active  INTEGER NOT NULL CHECK (active IN (0, 1)) -- 0: studied only when it is named
) STRICT;

CREATE TABLE source (
	id      INTEGER PRIMARY KEY,
	deck    INTEGER NOT NULL REFERENCES deck,
	path    TEXT    NOT NULL UNIQUE, -- absolute, or 'builtin:' and a name
	sum     BLOB    NOT NULL CHECK (length(sum) = 32), -- SHA-256 of the bytes last read
	size    INTEGER NOT NULL, -- bytes
	mtime   INTEGER NOT NULL, -- ns; with size it tells cheaply that a file may have changed
	builder INTEGER NOT NULL  -- version of the deck builder that read it
) STRICT;

-- Where bullets stand.
CREATE TABLE section (
	id       INTEGER PRIMARY KEY,
	deck     INTEGER NOT NULL REFERENCES deck,
	chapter  TEXT    NOT NULL, -- the first heading below the title, or ''
	headings TEXT    NOT NULL, -- JSON array, outermost first
	label    TEXT    NOT NULL,
	grp      TEXT    NOT NULL,
	UNIQUE (deck, headings, label, grp)
) STRICT;

CREATE TABLE note (
	id       INTEGER PRIMARY KEY,
	uid      BLOB    NOT NULL CHECK (length(uid) = 16),
	deck     INTEGER NOT NULL REFERENCES deck,
	source   INTEGER NOT NULL REFERENCES source,
	section  INTEGER NOT NULL REFERENCES section,
	line     INTEGER NOT NULL CHECK (line > 0), -- in the source
	text     TEXT    NOT NULL, -- the bullet's Markdown
	explicit TEXT    NOT NULL, -- an id written in the text, or ''
	rule     TEXT    NOT NULL, -- the recogniser that fired, or ''
	reason   TEXT    NOT NULL, -- why there is no card, or ''
	changed  TEXT    NOT NULL, -- the text before the fact changed, until the next review; or ''
	parked   INTEGER NOT NULL CHECK (parked IN (0, 1)), -- 1: gone from its source
	sum      INTEGER NOT NULL  -- CRC-32C of the text
) STRICT;

CREATE INDEX note_source ON note (source, line);

CREATE TABLE card (
	id       INTEGER PRIMARY KEY REFERENCES subject,
	note     INTEGER NOT NULL REFERENCES note,
	slot     TEXT    NOT NULL,
	context  TEXT    NOT NULL,
	front    TEXT    NOT NULL, -- Markdown, without the context
	back     TEXT    NOT NULL, -- Markdown
	extra    TEXT    NOT NULL, -- a remark for the back
	accept   TEXT, -- JSON array: further answers that are right
	members  TEXT, -- JSON array: of a set or an order
	forms    INTEGER NOT NULL, -- deck.Forms
	draft    INTEGER NOT NULL CHECK (draft IN (0, 1)),
	weakness TEXT    NOT NULL  -- why it is a draft
) STRICT;

CREATE INDEX card_note ON card (note);

-- The replay of the log, kept up to date: data/record.go writes it with each entry, check makes it anew.
CREATE TABLE schedule (
	card     INTEGER PRIMARY KEY REFERENCES card,
	deck     INTEGER NOT NULL REFERENCES deck,
	note     INTEGER NOT NULL REFERENCES note,
	rank     INTEGER NOT NULL, -- the roadmap's order within the deck
	follower INTEGER NOT NULL CHECK (follower BETWEEN 0 AND 2), -- 1: locked until a leader of its note is ripe; 2: unlocked
	hold     INTEGER NOT NULL, -- 0: may be asked; else bits, see data/state.go
	reps     INTEGER NOT NULL CHECK (reps >= 0),
	lapses   INTEGER NOT NULL CHECK (lapses >= 0),
	interval INTEGER NOT NULL CHECK (interval >= 0), -- days; 0: new
	ease     INTEGER NOT NULL CHECK (ease >= 130), -- hundredths
	due      INTEGER NOT NULL, -- day
	last     INTEGER NOT NULL, -- day of the last review that counted
	seen     INTEGER NOT NULL, -- day of the last answer; 0: none
	grade    INTEGER NOT NULL CHECK (grade BETWEEN 0 AND 5), -- of that answer
	buried   INTEGER NOT NULL, -- day on which it is not asked; 0: none
	marks    INTEGER NOT NULL  -- bits, see data/state.go
) STRICT;

CREATE INDEX schedule_due ON schedule (deck, due, note) WHERE hold = 0 AND interval > 0;
CREATE INDEX schedule_new ON schedule (deck, follower, rank) WHERE hold = 0 AND interval = 0;
CREATE INDEX schedule_note ON schedule (note);

CREATE TABLE setting (
	deck  INTEGER NOT NULL, -- 0: all decks
	name  TEXT    NOT NULL,
	value TEXT    NOT NULL,
	PRIMARY KEY (deck, name)
) STRICT, WITHOUT ROWID;
