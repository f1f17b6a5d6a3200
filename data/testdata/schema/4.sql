-- A database of schema 4 as recall wrote it then: reviews on two devices, some taken back, marks, rules, edits.
PRAGMA application_id = 1919247212; -- 'recl'
PRAGMA user_version = 4;
PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE device (
	id      INTEGER PRIMARY KEY,
	uid     BLOB    NOT NULL UNIQUE CHECK (length(uid) = 16), -- random
	machine TEXT    NOT NULL, -- host name and path for which the id was made:
	path    TEXT    NOT NULL, -- a copy elsewhere takes an id of its own
	own     INTEGER NOT NULL CHECK (own IN (0, 1)) -- 1: the one that writes now
) STRICT;
INSERT INTO device VALUES(1,X'7833a0ed5d892557ba9d1d743e5719e3','elsewhere','/recall.db',1);
INSERT INTO device VALUES(2,X'f29be5712eedb0bca1259acf1bf26c6e','elsewhere','',0);
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
INSERT INTO subject VALUES(13,X'7de319346445f620033a282600f078bb');
INSERT INTO subject VALUES(14,X'8a81d41894531699cfd692a509f04758');
INSERT INTO subject VALUES(15,X'131cf13b449e74424a1d59d67167136f');
INSERT INTO subject VALUES(16,X'548640f5f9c05e01137e79aff73cc119');
INSERT INTO subject VALUES(17,X'ed9cf77dba05f70902376c957a279cf5');
INSERT INTO subject VALUES(18,X'98e63f704a845e01aa2705bdad40bcd2');
INSERT INTO subject VALUES(19,X'fdc977e930da74eff868621317cdfdc1');
INSERT INTO subject VALUES(20,X'1a48661d0fb55397ff106a8208e663c4');
INSERT INTO subject VALUES(21,X'aa8de54572ec6424da5480327d0650a8');
INSERT INTO subject VALUES(22,X'37d4d9714409fc5e39b948ebe73065da');
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
INSERT INTO log VALUES(1,1,1791979200000,1,13,0,20740,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,'{"ease_on_lapse":"formula","max_interval_days":36500,"repeat_below":3}',-598807908);
INSERT INTO log VALUES(1,2,1793188800000,1,13,0,20754,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,'{"ease_on_lapse":"formula","max_interval_days":5,"repeat_below":3}',302304880);
INSERT INTO log VALUES(1,3,1793188800001,13,13,1123200001,20741,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,'{"ease_on_lapse":"formula","max_interval_days":5,"repeat_below":4}',1270919359);
INSERT INTO log VALUES(1,4,1793188800002,18,13,1123200002,20741,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,'{"ease_on_lapse":"formula","max_interval_days":5,"repeat_below":4}',-1921851276);
INSERT INTO log VALUES(1,5,1793188800003,14,1,1036800003,20742,0,4,0,3000,0,250,1,250,0,NULL,-1175620360);
INSERT INTO log VALUES(1,6,1793188800004,19,1,1036800004,20742,0,4,0,3000,0,250,1,250,0,NULL,-1743154825);
INSERT INTO log VALUES(1,7,1793188800005,19,1,950400005,20743,0,1,0,3000,1,250,1,196,0,NULL,-2010975842);
INSERT INTO log VALUES(1,8,1793188800006,19,2,950400006,20743,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,'7',-176458125);
INSERT INTO log VALUES(1,9,1793188800007,14,11,864000007,20744,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,NULL,-1980574118);
INSERT INTO log VALUES(1,10,1793188800008,15,11,864000008,20744,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,NULL,-1412759444);
INSERT INTO log VALUES(1,11,1793188800009,16,11,864000009,20744,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,NULL,1998854114);
INSERT INTO log VALUES(1,12,1793188800010,17,11,864000010,20744,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,NULL,406785455);
INSERT INTO log VALUES(1,13,1793188800011,19,11,864000011,20744,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,NULL,212484756);
INSERT INTO log VALUES(1,14,1793188800012,2,1,432000012,20749,0,4,0,3000,0,250,1,250,0,NULL,-853984373);
INSERT INTO log VALUES(1,15,1793188800013,2,1,345600013,20750,0,5,0,3000,1,250,5,260,0,NULL,-544984165);
INSERT INTO log VALUES(1,16,1793361600000,2,1,0,20756,0,1,0,3000,5,260,1,206,0,NULL,-327997714);
INSERT INTO log VALUES(1,17,1793361600001,2,1,1,20756,0,4,0,3000,1,206,1,206,0,NULL,850680956);
INSERT INTO log VALUES(1,18,1793448000000,2,1,0,20757,0,4,0,3000,1,206,1,206,0,NULL,-1220184258);
INSERT INTO log VALUES(1,19,1793448000001,4,1,691200001,20749,0,3,0,3000,0,250,1,236,0,NULL,-1976344770);
INSERT INTO log VALUES(1,20,1793448000002,4,1,604800002,20750,0,1,0,3000,1,236,1,182,0,NULL,-327405732);
INSERT INTO log VALUES(1,21,1793448000003,4,2,604800003,20750,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,'20',-653666802);
INSERT INTO log VALUES(1,22,1793448000004,4,1,604800004,20750,0,4,0,3000,1,236,5,236,0,NULL,715681228);
INSERT INTO log VALUES(1,23,1793448000005,4,1,345600005,20753,0,5,0,3000,5,236,5,236,0,NULL,-2028489125);
INSERT INTO log VALUES(1,24,1793448000006,6,1,518400006,20751,0,5,0,3000,0,250,1,260,0,NULL,-903439871);
INSERT INTO log VALUES(1,25,1793620800000,11,1,0,20759,0,4,0,3000,0,250,1,250,0,NULL,1521526987);
INSERT INTO log VALUES(1,26,1793707200000,11,1,0,20760,0,4,0,3000,1,250,5,250,0,NULL,996841158);
INSERT INTO log VALUES(1,27,1793793600000,6,3,0,20761,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,NULL,1268573057);
INSERT INTO log VALUES(1,28,1793793600001,10,5,1,20761,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,NULL,760855429);
INSERT INTO log VALUES(1,29,1793793600002,10,7,2,20761,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,NULL,1102833142);
INSERT INTO log VALUES(1,30,1793793600003,2,3,3,20761,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,NULL,2040943557);
INSERT INTO log VALUES(1,31,1793880000000,2,2,0,20762,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,'30',-539883696);
INSERT INTO log VALUES(1,32,1793880000001,2,1,1,20762,0,0,0,0,1,206,1,206,0,'cram',-984485694);
INSERT INTO log VALUES(1,33,1794484800000,4,10,0,20769,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,NULL,859897214);
INSERT INTO log VALUES(1,34,1794484800001,11,10,1,20769,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,NULL,-413237131);
INSERT INTO log VALUES(1,35,1794484800002,6,11,2,20769,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,NULL,-1635131565);
INSERT INTO log VALUES(1,36,1794484800003,7,11,3,20769,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,NULL,947488759);
INSERT INTO log VALUES(1,37,1794571200000,11,1,0,20770,0,4,0,3000,1,250,1,250,0,NULL,-1149204854);
INSERT INTO log VALUES(1,38,1794571200001,4,6,1,20770,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,NULL,2076387849);
INSERT INTO log VALUES(1,39,1794657600000,4,1,0,20771,0,4,0,3000,0,250,1,250,0,NULL,1341614015);
INSERT INTO log VALUES(1,40,1794916800000,1,13,0,20774,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,'{"ease_on_lapse":"keep","max_interval_days":5,"repeat_below":3}',-1255762686);
INSERT INTO log VALUES(1,41,1794916800001,13,13,1,20774,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,'{"ease_on_lapse":"keep","max_interval_days":5,"repeat_below":4}',-150414819);
INSERT INTO log VALUES(1,42,1794916800002,18,13,2,20774,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,'{"ease_on_lapse":"keep","max_interval_days":5,"repeat_below":4}',-511432913);
INSERT INTO log VALUES(1,43,1795003200000,2,10,0,20775,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,NULL,916611849);
INSERT INTO log VALUES(2,1,1793966400000,2,1,0,20763,0,3,0,3000,1,206,5,192,0,NULL,863742817);
INSERT INTO log VALUES(2,2,1793966400001,10,1,1,20763,0,4,0,3000,0,250,1,250,0,NULL,55281701);
INSERT INTO log VALUES(2,3,1794052800000,10,1,0,20764,0,2,0,3000,1,250,1,218,0,NULL,1926187514);
INSERT INTO log VALUES(2,4,1794052800001,10,2,1,20764,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,'3',-1924429467);
INSERT INTO log VALUES(2,5,1794052800002,10,2,2,20764,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,'2',803748580);
CREATE TABLE deck (
	id      INTEGER PRIMARY KEY REFERENCES subject,
	name    TEXT    NOT NULL UNIQUE,
	builtin TEXT    NOT NULL, -- the language of a built-in deck, else ''
	active  INTEGER NOT NULL CHECK (active IN (0, 1)) -- 0: studied only when it is named
, gone INTEGER NOT NULL DEFAULT 0 CHECK (gone IN (0, 1))) STRICT;
INSERT INTO deck VALUES(1,'test','',1,0);
INSERT INTO deck VALUES(13,'lake','',1,1);
INSERT INTO deck VALUES(18,'deleted deck','',1,1);
CREATE TABLE source (
	id      INTEGER PRIMARY KEY,
	deck    INTEGER NOT NULL REFERENCES deck,
	path    TEXT    NOT NULL UNIQUE, -- absolute, or 'builtin:' and a name
	sum     BLOB    NOT NULL CHECK (length(sum) = 32), -- SHA-256 of the bytes last read
	size    INTEGER NOT NULL, -- bytes
	mtime   INTEGER NOT NULL, -- ns; with size it tells cheaply that a file may have changed
	builder INTEGER NOT NULL  -- version of the deck builder that read it
, tags TEXT NOT NULL DEFAULT '[]') STRICT;
INSERT INTO source VALUES(1,1,'/sea.md',X'3e1c2a54ab4985640f170dcabb4b1fc775ca7a6b5e0c166724e3c6a953253a7f',289,0,3,'["sea","boats"]');
INSERT INTO source VALUES(2,13,'/lake.md',X'2892f6271472ef171bbcf5f54f8077a5ad1a6972ace6e550e6a1b6c70f62c07f',61,0,3,'[]');
INSERT INTO source VALUES(4,18,'purged:18',X'0000000000000000000000000000000000000000000000000000000000000000',0,0,0,'[]');
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
INSERT INTO section VALUES(3,13,'','[]','','');
INSERT INTO section VALUES(4,18,'','[]','','');
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
, origin TEXT NOT NULL DEFAULT '') STRICT;
INSERT INTO note VALUES(1,X'43e68c7f486365fda5f6add2da7c1d06',1,1,1,8,'Keel: keeps the boat on its course','','definition','','Keel: stops the boat from drifting sideways',0,-811283229,'Keel: stops the boat from drifting sideways');
INSERT INTO note VALUES(2,X'f445a33a03961d58c0f1d0f4062c442d',1,1,1,9,'Rudder: turns the whole boat','','definition','','',0,-1867376264,'');
INSERT INTO note VALUES(3,X'423315452b37f176a6cacd5f570ec2ca',1,1,1,10,'Boom: the spar along the foot of a sail','','definition','','',1,-1293306872,'');
INSERT INTO note VALUES(4,X'e9c251e09579288ba9c9160031f6e8c8',1,1,1,10,'Sheets: one on each sail, two on a jib','','clauses','','',0,-1325600018,'');
INSERT INTO note VALUES(5,X'8ff0af7a02e8858346913481f830b54e',1,1,2,14,'Beaufort 0: calm','','definition','','',0,-1782420318,'');
INSERT INTO note VALUES(6,X'a9b863f7277328b159ca81404ff13dff',1,1,2,15,'Beaufort 11: hurricane','','definition','','',0,948018561,'');
INSERT INTO note VALUES(7,X'6ad7f6185beb0558a8088392a5c2f85e',1,1,2,16,'Trade winds: blow from the east, between 30° north and 30° south','','definition','','',0,-410462415,'');
INSERT INTO note VALUES(8,X'd8a52c989659da8da187ff2d89fd21e2',13,2,3,3,'Reed: grows at the shore','','definition','','',1,-2009247396,'');
INSERT INTO note VALUES(9,X'969dc0602f94ff0d1545b453d358ad68',13,2,3,4,'Heron: stands and waits','','definition','','',1,1398485781,'');
INSERT INTO note VALUES(10,X'daea39545781933772166908c74e77c8',18,4,4,1,'','','','','',1,0,'');
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
INSERT INTO card VALUES(2,1,'forward','Boats','Keel','keeps the boat on its course','',NULL,NULL,9,0,'');
INSERT INTO card VALUES(3,1,'reverse','Boats','keeps the boat on its course','Keel','',NULL,NULL,11,0,'');
INSERT INTO card VALUES(4,2,'forward','Boats','Rudder','turns the whole boat','',NULL,NULL,11,0,'');
INSERT INTO card VALUES(5,2,'reverse','Boats','turns the whole boat','Rudder','',NULL,NULL,11,0,'');
INSERT INTO card VALUES(6,3,'forward','Boats','Boom','the spar along the foot of a sail','',NULL,NULL,9,0,'');
INSERT INTO card VALUES(7,3,'reverse','Boats','the spar along the foot of a sail','Boom','',NULL,NULL,11,0,'');
INSERT INTO card VALUES(8,4,'forward','Boats','Sheets (2 points)','one on each sail, two on a jib','',NULL,NULL,1,0,'');
INSERT INTO card VALUES(9,4,'reverse','Boats','one on each sail','Sheets','',NULL,NULL,11,0,'');
INSERT INTO card VALUES(10,5,'forward','Wind','Beaufort 0','calm','',NULL,NULL,11,0,'');
INSERT INTO card VALUES(11,6,'forward','Wind','Beaufort 11','hurricane','',NULL,NULL,11,0,'');
INSERT INTO card VALUES(12,7,'forward','Wind','Trade winds','blow from the east, between 30° north and 30° south','',NULL,NULL,1,0,'');
INSERT INTO card VALUES(14,8,'forward','Lake','Reed','grows at the shore','',NULL,NULL,11,0,'');
INSERT INTO card VALUES(15,8,'reverse','Lake','grows at the shore','Reed','',NULL,NULL,11,0,'');
INSERT INTO card VALUES(16,9,'forward','Lake','Heron','stands and waits','',NULL,NULL,11,0,'');
INSERT INTO card VALUES(17,9,'reverse','Lake','stands and waits','Heron','',NULL,NULL,11,0,'');
INSERT INTO card VALUES(19,10,'','','','','',NULL,NULL,1,0,'');
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
INSERT INTO schedule VALUES(2,1,1,1099511629824,0,0,0,1,1,192,20775,20774,0,3,0,0);
INSERT INTO schedule VALUES(3,1,1,1099511629825,1,0,0,0,0,250,0,0,0,0,0,0);
INSERT INTO schedule VALUES(4,1,2,1099511630080,0,0,1,0,1,250,20772,20771,20771,4,0,0);
INSERT INTO schedule VALUES(5,1,2,1099511630081,1,0,0,0,0,250,0,0,0,0,0,0);
INSERT INTO schedule VALUES(6,1,3,1099511630336,0,3,1,0,1,260,20752,20751,20751,5,0,0);
INSERT INTO schedule VALUES(7,1,3,1099511630337,1,2,0,0,0,250,0,0,0,0,0,0);
INSERT INTO schedule VALUES(8,1,4,1099511630336,0,0,0,0,0,250,0,0,0,0,0,0);
INSERT INTO schedule VALUES(9,1,4,1099511630337,1,0,0,0,0,250,0,0,0,0,0,0);
INSERT INTO schedule VALUES(10,1,5,1099511631360,0,0,0,0,0,250,0,0,0,0,20761,2);
INSERT INTO schedule VALUES(11,1,6,1099511631616,0,0,1,0,1,250,20771,20770,20770,4,0,0);
INSERT INTO schedule VALUES(12,1,7,1099511631872,0,0,0,0,0,250,0,0,0,0,0,0);
INSERT INTO schedule VALUES(14,13,8,2199023256320,0,2,1,0,1,250,20743,20742,20742,4,0,0);
INSERT INTO schedule VALUES(15,13,8,2199023256321,1,2,0,0,0,250,0,0,0,0,0,0);
INSERT INTO schedule VALUES(16,13,9,2199023256576,0,2,0,0,0,250,0,0,0,0,0,0);
INSERT INTO schedule VALUES(17,13,9,2199023256577,1,2,0,0,0,250,0,0,0,0,0,0);
INSERT INTO schedule VALUES(19,18,10,3298534884096,0,2,1,0,1,250,20743,20742,20742,4,0,0);
CREATE TABLE setting (
	deck  INTEGER NOT NULL, -- 0: all decks
	name  TEXT    NOT NULL,
	value TEXT    NOT NULL,
	PRIMARY KEY (deck, name)
) STRICT, WITHOUT ROWID;
INSERT INTO setting VALUES(0,'builtin_en','2-0badcafe');
INSERT INTO setting VALUES(0,'ease_on_lapse','keep');
INSERT INTO setting VALUES(0,'max_interval','5');
INSERT INTO setting VALUES(0,'new_per_day','12');
INSERT INTO setting VALUES(1,'new_per_day','5');
INSERT INTO setting VALUES(13,'deleted_after','1793188800006');
INSERT INTO setting VALUES(18,'deleted_after','1793188800010');
CREATE INDEX log_subject ON log (subject);
CREATE INDEX log_undone ON log (device, detail) WHERE kind = 2;
CREATE INDEX note_source ON note (source, line);
CREATE INDEX card_note ON card (note);
CREATE INDEX schedule_due ON schedule (deck, due, note) WHERE hold = 0 AND interval > 0;
CREATE INDEX schedule_new ON schedule (deck, follower, rank) WHERE hold = 0 AND interval = 0;
CREATE INDEX schedule_note ON schedule (note);
COMMIT;
