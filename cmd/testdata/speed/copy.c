/* copy FROM TO: inserts the rows of FROM that TO lacks into TO, in one transaction with the settings of recall, each row
   by a prepared statement. It is the least that an import has to write. cc -O2 -o copy copy.c -lsqlite3 */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>

static sqlite3 *from, *to;

static void fail(sqlite3 *db, const char *what) { fprintf(stderr, "%s: %s\n", what, sqlite3_errmsg(db)); exit(1); }

static sqlite3_stmt *prepare(sqlite3 *db, const char *sql) {
	sqlite3_stmt *s;
	if (sqlite3_prepare_v2(db, sql, -1, &s, 0)) fail(db, sql);
	return s;
}

static void run(const char *sql) { if (sqlite3_exec(to, sql, 0, 0, 0)) fail(to, sql); }

static void copy(const char *table) {
	char *sql = sqlite3_mprintf("SELECT max(rowid) FROM \"%w\"", table);
	sqlite3_stmt *s;
	sqlite3_int64 last = -1;
	if (!sqlite3_prepare_v2(to, sql, -1, &s, 0)) { /* else it has no rowid */
		sqlite3_step(s);
		last = sqlite3_column_int64(s, 0);
		sqlite3_finalize(s);
	}
	sqlite3_free(sql);
	sql = last < 0 ? sqlite3_mprintf("SELECT * FROM \"%w\"", table)
	               : sqlite3_mprintf("SELECT * FROM \"%w\" WHERE rowid > %lld", table, last);
	s = prepare(from, sql);
	sqlite3_free(sql);
	int columns = sqlite3_column_count(s);
	sqlite3_str *build = sqlite3_str_new(to);
	sqlite3_str_appendf(build, "INSERT OR IGNORE INTO \"%w\" VALUES (?", table);
	for (int i = 1; i < columns; i++) sqlite3_str_appendall(build, ", ?");
	sqlite3_str_appendall(build, ")");
	sql = sqlite3_str_finish(build);
	sqlite3_stmt *insert = prepare(to, sql);
	while (sqlite3_step(s) == SQLITE_ROW) {
		for (int i = 0; i < columns; i++) sqlite3_bind_value(insert, i + 1, sqlite3_column_value(s, i));
		if (sqlite3_step(insert) != SQLITE_DONE) fail(to, sql);
		sqlite3_reset(insert);
	}
	sqlite3_free(sql);
	sqlite3_finalize(s);
	sqlite3_finalize(insert);
}

int main(int count, char **args) {
	if (count != 3 || sqlite3_open_v2(args[1], &from, SQLITE_OPEN_READONLY, 0) || sqlite3_open(args[2], &to)) return 2;
	run("PRAGMA journal_mode=TRUNCATE; PRAGMA synchronous=FULL; PRAGMA foreign_keys=0; BEGIN IMMEDIATE");
	sqlite3_stmt *tables = prepare(from, "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
		" AND name NOT LIKE 'before_%' AND name NOT LIKE 'import%'");
	while (sqlite3_step(tables) == SQLITE_ROW) copy((const char *)sqlite3_column_text(tables, 0));
	run("COMMIT");
	return 0;
}
