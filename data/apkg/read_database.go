package apkg

import (
	"archive/zip"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"recall/deck/anki"
)

// reader reads a collection.
type reader struct {
	ctx    context.Context
	conn   *sql.Conn
	into   *anki.Collection
	schema int
	room   int64 // bytes of memory that may still be taken
	rows   int
}

// The memory that a collection may take. A million reviews take 200 MB.
const maxMemory = 1 << 30

// maxCell is the longest text of a field, and of what a collection says of its note types and decks.
const maxCell = 32 << 20

// The schemas that Anki 2 has released.
const (
	oldestSchema = 11
	configSchema = 14 // from here on, settings have a table
	tablesSchema = 15 // from here on, note types and decks have tables
	newestSchema = 18
)

var errTooLarge = fmt.Errorf("this package holds more than %d GiB of notes and reviews; export one deck at a time", maxMemory>>30)

// readCollection reads the database in an entry. SQLite can only read files, so it becomes one: a temporary one that
// only its owner can read, as the notes are.
func readCollection(ctx context.Context, entry *zip.File, packed bool) (_ *anki.Collection, err error) {
	path, err := extract(ctx, entry, packed)
	if path != "" {
		defer os.Remove(path)
	}
	if err != nil {
		return nil, err
	}
	if err := registerCollation(); err != nil { // must come before the connection is made
		return nil, err
	}
	db, err := sql.Open("sqlite", dsn(path))
	if err != nil {
		return nil, err
	}
	defer db.Close()
	conn, err := db.Conn(ctx)
	if err != nil {
		return nil, fault(err)
	}
	defer conn.Close()
	os.Remove(path) // it is open: where the system allows it, the name goes at once, so that no crash can leave it
	r := &reader{ctx: ctx, conn: conn, into: &anki.Collection{}, room: maxMemory}
	if err := r.read(); err != nil {
		return nil, fault(err)
	}
	return r.into, nil
}

// registerCollation makes Anki's collation known. SQLite reads no table without a rowid that has one which it doesn't
// know. Nothing is compared by it here, so how it compares does not matter.
var registerCollation = sync.OnceValue(func() error { return sqlite.RegisterCollationUtf8("unicase", strings.Compare) })

// tempName is how temporary files of recall are called: the next start sweeps what a killed run left.
const tempName = "recall-*.tmp"

// extract writes an entry to a temporary file.
func extract(ctx context.Context, entry *zip.File, packed bool) (path string, err error) {
	in, err := unpack(entry, packed, maxDatabase)
	if err != nil {
		return "", err
	}
	defer in.Close()
	out, err := os.CreateTemp("", tempName) // 0600
	if err != nil {
		return "", err
	}
	for err == nil {
		if err = ctx.Err(); err == nil {
			_, err = io.CopyN(out, in, 1<<20)
		}
	}
	if err == io.EOF {
		err = nil
	}
	return out.Name(), errors.Join(err, out.Close())
}

// dsn opens a file for reading alone. Nobody else has it, so SQLite need not lock it or look for a journal; a collection
// may say that it keeps one, and then could not be read without writing. What its schema computes is not trusted.
func dsn(path string) string {
	query := url.Values{
		"mode": {"ro"}, "immutable": {"1"}, "_defensive": {"1"},
		"_pragma": {"query_only(1)", "trusted_schema(0)", "cell_size_check(1)", "mmap_size(0)"},
	}
	return uri(path, query)
}

// uri returns a file's URI for SQLite.
func uri(path string, query url.Values) string {
	u := url.URL{Scheme: "file", OmitHost: true, Path: filepath.ToSlash(path), RawQuery: query.Encode()}
	return u.String()
}

// fault says in a sentence what SQLite found.
func fault(err error) error {
	var e *sqlite.Error
	if !errors.As(err, &e) {
		return err
	}
	switch e.Code() & 0xff {
	case sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_NOMEM:
		return err
	case sqlite3.SQLITE_TOOBIG:
		return errTooLarge
	}
	return errDamaged
}

// read reads everything. Whatever is wrong in the tables is a damaged package.
func (r *reader) read() error {
	if _, err := sqlite.Limit(r.conn, sqlite3.SQLITE_LIMIT_LENGTH, maxCell); err != nil {
		return err
	}
	if err := r.checkTables(); err != nil {
		return err
	}
	for _, part := range []func() error{r.readHead, r.readTypes, r.readDecks, r.readNotes, r.readCards, r.readReviews} {
		if err := part(); err != nil {
			return err
		}
	}
	return nil
}

// checkTables makes sure that what is read are plain tables. A view of the same name could count without an end, and a
// computed column take any time.
func (r *reader) checkTables() error {
	return r.each(func(rows *sql.Rows) error {
		var plain bool
		if err := rows.Scan(&plain); err != nil || !plain {
			return errDamaged
		}
		return nil
	}, `
		SELECT type = 'table' AND rootpage > 0 AND NOT EXISTS (SELECT 1 FROM pragma_table_xinfo(s.name) WHERE hidden <> 0)
		FROM sqlite_schema AS s
		WHERE name COLLATE NOCASE IN ('col', 'notes', 'cards', 'revlog', 'notetypes', 'fields', 'templates', 'decks', 'config')`)
}

// each calls f for every row; f scans it.
func (r *reader) each(f func(*sql.Rows) error, query string, args ...any) error {
	rows, err := r.conn.QueryContext(context.Background(), query, args...) // one that can end doubles the cost of a row
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if r.rows++; r.rows%1024 == 0 && r.ctx.Err() != nil {
			return r.ctx.Err()
		}
		if err := f(rows); err != nil {
			return err
		}
	}
	return rows.Err()
}

// take takes memory for what a row holds, and a little for the row.
func (r *reader) take(bytes int) error {
	if r.room -= int64(bytes) + 128; r.room < 0 {
		return errTooLarge
	}
	return nil
}
