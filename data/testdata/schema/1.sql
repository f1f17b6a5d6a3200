-- A database of schema 1 as recall wrote it then: reviews on two devices, some taken back, marks, rules, edits.
PRAGMA application_id = 1919247212; -- 'recl'
PRAGMA user_version = 1;
PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE device (
	id      INTEGER PRIMARY KEY,
	uid     BLOB    NOT NULL UNIQUE CHECK (length(uid) = 16), -- random
	machine TEXT    NOT NULL, -- host name and path for which the id was made:
	path    TEXT    NOT NULL, -- a copy elsewhere takes an id of its own
	own     INTEGER NOT NULL CHECK (own IN (0, 1)) -- 1: the one that writes now
) STRICT;
INSERT INTO device VALUES(1,X'1d6af41934915470df7eda86e0074465','elsewhere','/recall.db',1);
INSERT INTO device VALUES(2,X'52a8e2594c5dbb1790a746de2837ad5c','elsewhere','',0);
CREATE TABLE subject (
	id  INTEGER PRIMARY KEY,
	uid BLOB    NOT NULL UNIQUE CHECK (length(uid) = 16)
) STRICT;
INSERT INTO subject VALUES(1,X'ca4a5acf5c1c7fad3780591df1950b86');
INSERT INTO subject VALUES(2,X'be906378162627816e1a342cc79f37a0');
INSERT INTO subject VALUES(3,X'ac1b6a80441a1d674f65bd433ff916e2');
INSERT INTO subject VALUES(4,X'd9ecabcdc75f16848e04f80e58df84b1');
INSERT INTO subject VALUES(5,X'd7376d55740ebcd9331edbca207d23e2');
INSERT INTO subject VALUES(6,X'c155173102fc9564ef8a8a51ac99c43d');
INSERT INTO subject VALUES(7,X'7b2b1b705f45a62a88d44df78857d153');
INSERT INTO subject VALUES(8,X'b4630ab57eb42af088a4c9aa852d4287');
INSERT INTO subject VALUES(9,X'e2995f2d88e0d75e27e67596285a45e8');
INSERT INTO subject VALUES(10,X'80841921b461233161e669be7fee4208');
INSERT INTO subject VALUES(11,X'2ba0d6ed3aa58d19abc5309451742c6c');
INSERT INTO subject VALUES(12,X'b9c3be05fe54681d5cb02a5b9c4fcd2b');
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
INSERT INTO log VALUES(1,1,1792756800000,2,1,0,20749,0,4,0,3000,0,250,1,250,0,NULL,1835387843);
INSERT INTO log VALUES(1,2,1792843200000,2,1,0,20750,0,5,0,3000,1,250,6,260,0,NULL,-2053843767);
INSERT INTO log VALUES(1,3,1793361600000,2,1,0,20756,0,1,0,3000,6,260,1,206,0,NULL,374540375);
INSERT INTO log VALUES(1,4,1793361600001,2,1,1,20756,0,4,0,3000,1,206,1,206,0,NULL,-1209208252);
INSERT INTO log VALUES(1,5,1793448000000,2,1,0,20757,0,4,0,3000,1,206,1,206,0,NULL,-1101570055);
INSERT INTO log VALUES(1,6,1793448000001,4,1,691200001,20749,0,3,0,3000,0,250,1,236,0,NULL,258732294);
INSERT INTO log VALUES(1,7,1793448000002,4,1,604800002,20750,0,1,0,3000,1,236,1,182,0,NULL,-132678508);
INSERT INTO log VALUES(1,8,1793448000003,4,2,604800003,20750,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,'7',-1687998021);
INSERT INTO log VALUES(1,9,1793448000004,4,1,604800004,20750,0,4,0,3000,1,236,6,236,0,NULL,-110766092);
INSERT INTO log VALUES(1,10,1793448000005,4,1,345600005,20753,0,5,0,3000,6,236,8,236,0,NULL,127092676);
INSERT INTO log VALUES(1,11,1793448000006,6,1,518400006,20751,0,5,0,3000,0,250,1,260,0,NULL,-565327415);
INSERT INTO log VALUES(1,12,1793620800000,11,1,0,20759,0,4,0,3000,0,250,1,250,0,NULL,-538441997);
INSERT INTO log VALUES(1,13,1793707200000,11,1,0,20760,0,4,0,3000,1,250,6,250,0,NULL,-766125344);
INSERT INTO log VALUES(1,14,1793793600000,6,3,0,20761,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,NULL,-825995847);
INSERT INTO log VALUES(1,15,1793793600001,10,5,1,20761,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,NULL,959637581);
INSERT INTO log VALUES(1,16,1793793600002,10,7,2,20761,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,NULL,-1946922516);
INSERT INTO log VALUES(1,17,1793793600003,2,3,3,20761,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,NULL,1067671840);
INSERT INTO log VALUES(1,18,1793880000000,2,2,0,20762,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,'17',-599359973);
INSERT INTO log VALUES(1,19,1793880000001,2,1,1,20762,0,0,0,0,1,206,1,206,0,'cram',-639803628);
INSERT INTO log VALUES(1,20,1794484800000,4,10,0,20769,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,NULL,1574144830);
INSERT INTO log VALUES(1,21,1794484800001,11,10,1,20769,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,NULL,92762314);
INSERT INTO log VALUES(1,22,1794484800002,6,11,2,20769,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,NULL,-266688237);
INSERT INTO log VALUES(1,23,1794484800003,7,11,3,20769,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,NULL,-942076857);
INSERT INTO log VALUES(1,24,1794571200000,11,1,0,20770,0,4,0,3000,1,250,1,250,0,NULL,-270465324);
INSERT INTO log VALUES(1,25,1794571200001,4,6,1,20770,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,NULL,-1545065304);
INSERT INTO log VALUES(1,26,1794657600000,4,1,0,20771,0,4,0,3000,0,250,1,250,0,NULL,462874593);
INSERT INTO log VALUES(2,1,1793966400000,2,1,0,20763,0,3,0,3000,1,206,6,192,0,NULL,1657196250);
INSERT INTO log VALUES(2,2,1793966400001,10,1,1,20763,0,4,0,3000,0,250,1,250,0,NULL,-1294235265);
INSERT INTO log VALUES(2,3,1794052800000,10,1,0,20764,0,2,0,3000,1,250,1,218,0,NULL,-1017165664);
INSERT INTO log VALUES(2,4,1794052800001,10,2,1,20764,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,'3',-1220678769);
INSERT INTO log VALUES(2,5,1794052800002,10,2,2,20764,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,'2',362698766);
CREATE TABLE deck (
	id      INTEGER PRIMARY KEY REFERENCES subject,
	name    TEXT    NOT NULL UNIQUE,
	builtin TEXT    NOT NULL, -- the language of a built-in deck, else ''
	active  INTEGER NOT NULL CHECK (active IN (0, 1)) -- 0: studied only when it is named
) STRICT;
INSERT INTO deck VALUES(1,'test','',1);
CREATE TABLE source (
	id      INTEGER PRIMARY KEY,
	deck    INTEGER NOT NULL REFERENCES deck,
	path    TEXT    NOT NULL UNIQUE, -- absolute, or 'builtin:' and a name
	sum     BLOB    NOT NULL CHECK (length(sum) = 32), -- SHA-256 of the bytes last read
	size    INTEGER NOT NULL, -- bytes
	mtime   INTEGER NOT NULL, -- ns; with size it tells cheaply that a file may have changed
	builder INTEGER NOT NULL  -- version of the deck builder that read it
) STRICT;
INSERT INTO source VALUES(1,1,'/sea.md',X'3e1c2a54ab4985640f170dcabb4b1fc775ca7a6b5e0c166724e3c6a953253a7f',289,0,1);
CREATE TABLE section (
	id       INTEGER PRIMARY KEY,
	deck     INTEGER NOT NULL REFERENCES deck,
	chapter  TEXT    NOT NULL, -- the first heading below the title, or ''
	headings TEXT    NOT NULL, -- JSON array, outermost first
	label    TEXT    NOT NULL,
	grp      TEXT    NOT NULL,
	UNIQUE (deck, headings, label, grp)
) STRICT;
INSERT INTO section VALUES(1,1,'1 Boats','["1 Boats"]','','');
INSERT INTO section VALUES(2,1,'2 Wind','["2 Wind"]','','');
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
INSERT INTO note VALUES(1,X'43e68c7f486365fda5f6add2da7c1d06',1,1,1,8,'Keel: stops the boat from drifting sideways','','definition','','',0,1138302141);
INSERT INTO note VALUES(2,X'f445a33a03961d58c0f1d0f4062c442d',1,1,1,9,'Rudder: turns the whole boat','','definition','','',0,-1867376264);
INSERT INTO note VALUES(3,X'423315452b37f176a6cacd5f570ec2ca',1,1,1,10,'Boom: the spar along the foot of a sail','','definition','','',1,-1293306872);
INSERT INTO note VALUES(4,X'e9c251e09579288ba9c9160031f6e8c8',1,1,1,10,'Sheets: one on each sail, two on a jib','','clauses','','',0,-1325600018);
INSERT INTO note VALUES(5,X'8ff0af7a02e8858346913481f830b54e',1,1,2,14,'Beaufort 0: calm','','definition','','',0,-1782420318);
INSERT INTO note VALUES(6,X'a9b863f7277328b159ca81404ff13dff',1,1,2,15,'Beaufort 11: hurricane','','definition','','',0,948018561);
INSERT INTO note VALUES(7,X'6ad7f6185beb0558a8088392a5c2f85e',1,1,2,16,'Trade winds: blow from the east, between 30° north and 30° south','','definition','','',0,-410462415);
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
INSERT INTO card VALUES(2,1,'forward','Boats','Keel','stops the boat from drifting sideways','',NULL,NULL,9,0,'');
INSERT INTO card VALUES(3,1,'reverse','Boats','stops the boat from drifting sideways','Keel','',NULL,NULL,11,0,'');
INSERT INTO card VALUES(4,2,'forward','Boats','Rudder','turns the whole boat','',NULL,NULL,11,0,'');
INSERT INTO card VALUES(5,2,'reverse','Boats','turns the whole boat','Rudder','',NULL,NULL,11,0,'');
INSERT INTO card VALUES(6,3,'forward','Boats','Boom','the spar along the foot of a sail','',NULL,NULL,9,0,'');
INSERT INTO card VALUES(7,3,'reverse','Boats','the spar along the foot of a sail','Boom','',NULL,NULL,11,0,'');
INSERT INTO card VALUES(8,4,'forward','Boats','Sheets (2 points)','one on each sail, two on a jib','',NULL,NULL,1,0,'');
INSERT INTO card VALUES(9,4,'reverse','Boats','one on each sail','Sheets','',NULL,NULL,11,0,'');
INSERT INTO card VALUES(10,5,'forward','Wind','Beaufort 0','calm','',NULL,NULL,11,0,'');
INSERT INTO card VALUES(11,6,'forward','Wind','Beaufort 11','hurricane','',NULL,NULL,11,0,'');
INSERT INTO card VALUES(12,7,'forward','Wind','Trade winds','blow from the east, between 30° north and 30° south','',NULL,NULL,1,0,'');
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
INSERT INTO schedule VALUES(2,1,1,1099511629824,0,0,2,1,6,192,20769,20763,20763,3,0,0);
INSERT INTO schedule VALUES(3,1,1,1099511629825,1,0,0,0,0,250,0,0,0,0,0,0);
INSERT INTO schedule VALUES(4,1,2,1099511630080,0,0,1,0,1,250,20772,20771,20771,4,0,1);
INSERT INTO schedule VALUES(5,1,2,1099511630081,2,0,0,0,0,250,0,0,0,0,0,0);
INSERT INTO schedule VALUES(6,1,3,1099511630336,0,3,1,0,1,260,20752,20751,20751,5,0,0);
INSERT INTO schedule VALUES(7,1,3,1099511630337,1,2,0,0,0,250,0,0,0,0,0,0);
INSERT INTO schedule VALUES(8,1,4,1099511630336,0,0,0,0,0,250,0,0,0,0,0,0);
INSERT INTO schedule VALUES(9,1,4,1099511630337,1,0,0,0,0,250,0,0,0,0,0,0);
INSERT INTO schedule VALUES(10,1,5,1099511631360,0,0,0,0,0,250,0,0,0,0,20761,2);
INSERT INTO schedule VALUES(11,1,6,1099511631616,0,0,1,0,1,250,20771,20770,20770,4,0,0);
INSERT INTO schedule VALUES(12,1,7,1099511631872,0,0,0,0,0,250,0,0,0,0,0,0);
CREATE TABLE setting (
	deck  INTEGER NOT NULL, -- 0: all decks
	name  TEXT    NOT NULL,
	value TEXT    NOT NULL,
	PRIMARY KEY (deck, name)
) STRICT, WITHOUT ROWID;
INSERT INTO setting VALUES(0,'builtin_en','2-0badcafe');
INSERT INTO setting VALUES(0,'new_per_day','12');
CREATE INDEX log_subject ON log (subject);
CREATE INDEX log_undone ON log (device, detail) WHERE kind = 2;
CREATE INDEX note_source ON note (source, line);
CREATE INDEX card_note ON card (note);
CREATE INDEX schedule_due ON schedule (deck, due, note) WHERE hold = 0 AND interval > 0;
CREATE INDEX schedule_new ON schedule (deck, follower, rank) WHERE hold = 0 AND interval = 0;
CREATE INDEX schedule_note ON schedule (note);
COMMIT;
