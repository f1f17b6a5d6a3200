/* keys DB DECK: a session without recall. Space shows a card, any other key stores a grade as recall does (a row of the
   log, the card's schedule, one transaction, on disk) and draws the next card; q ends it.
   cc -O2 -o keys keys.c -lsqlite3 */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <termios.h>
#include <unistd.h>

static sqlite3 *db;

static sqlite3_stmt *prepare(const char *sql) {
	sqlite3_stmt *s;
	if (sqlite3_prepare_v2(db, sql, -1, &s, 0)) { fprintf(stderr, "%s: %s\n", sql, sqlite3_errmsg(db)); exit(1); }
	return s;
}

static void step(sqlite3_stmt *s) {
	if (sqlite3_step(s) != SQLITE_DONE) { fprintf(stderr, "%s\n", sqlite3_errmsg(db)); exit(1); }
	sqlite3_reset(s);
}

static void show(sqlite3_stmt *card, sqlite3_int64 id, const char *keys) {
	sqlite3_bind_int64(card, 1, id);
	sqlite3_step(card);
	printf("\x1b[H%s %s %s %s", sqlite3_column_text(card, 0), sqlite3_column_text(card, 1), sqlite3_column_text(card, 2), keys);
	fflush(stdout);
	sqlite3_reset(card);
}

int main(int count, char **args) {
	enum { most = 5000 };
	static sqlite3_int64 ids[most + 1];
	struct termios tio;
	tcgetattr(0, &tio);
	cfmakeraw(&tio);
	tcsetattr(0, TCSANOW, &tio);
	if (count != 3 || sqlite3_open(args[1], &db)) return 2;
	if (sqlite3_exec(db, "PRAGMA journal_mode=TRUNCATE; PRAGMA synchronous=FULL; PRAGMA foreign_keys=1", 0, 0, 0)) return 1;
	sqlite3_stmt *due = prepare("SELECT card FROM schedule WHERE hold = 0 AND interval > 0 AND deck ="
		" (SELECT id FROM deck WHERE name = ?) ORDER BY due LIMIT ?");
	sqlite3_bind_text(due, 1, args[2], -1, SQLITE_STATIC);
	sqlite3_bind_int(due, 2, most);
	int n = 0, at = 0;
	while (sqlite3_step(due) == SQLITE_ROW) ids[n++] = sqlite3_column_int64(due, 0);
	sqlite3_finalize(due);
	sqlite3_stmt *last = prepare("SELECT max(seq), max(tick), (SELECT id FROM device WHERE own = 1 ORDER BY id LIMIT 1) FROM log");
	sqlite3_step(last);
	sqlite3_int64 seq = sqlite3_column_int64(last, 0), tick = sqlite3_column_int64(last, 1), device = sqlite3_column_int64(last, 2);
	sqlite3_finalize(last);
	sqlite3_stmt *begin = prepare("BEGIN IMMEDIATE"), *commit = prepare("COMMIT"),
		*plan = prepare("UPDATE schedule SET reps = 5, interval = 225, due = due + 225, last = due, seen = due, grade = 4 WHERE card = ?"),
		*log = prepare("INSERT INTO log (device, seq, tick, subject, kind, lag, day, zone, grade, form, took, interval_before,"
			" ease_before, interval_after, ease_after, shift, detail, sum) VALUES (?, ?, ?, ?, 1, 0, 20788, 60, 4, 0, 2345, 90, 250,"
			" 225, 250, 0, NULL, -1234567890)"),
		*card = prepare("SELECT c.front, c.context, x.headings, n.text FROM card c JOIN note n ON n.id = c.note"
			" JOIN section x ON x.id = n.section WHERE c.id = ?");
	show(card, ids[0], " quit");
	for (char key; read(0, &key, 1) == 1 && key != 'q';) {
		if (key == ' ') { show(card, ids[at], " Again"); continue; }
		step(begin);
		sqlite3_bind_int64(plan, 1, ids[at]);
		step(plan);
		sqlite3_bind_int64(log, 1, device);
		sqlite3_bind_int64(log, 2, ++seq);
		sqlite3_bind_int64(log, 3, ++tick);
		sqlite3_bind_int64(log, 4, ids[at]);
		step(log);
		step(commit);
		at = at + 1 < n ? at + 1 : 0;
		show(card, ids[at], " quit");
	}
	return 0;
}
