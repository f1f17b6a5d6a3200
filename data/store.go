// Package data stores what must never be lost in one SQLite file: the log of all reviews, the notes and cards that it
// refers to, and the settings. It also contains the built-in decks.
package data

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"syscall"
	"time"

	"modernc.org/sqlite"
)

// Store is an open database. It has one connection, and only one goroutine may use it.
type Store struct {
	path  string
	db    *sql.DB
	conn  *sql.Conn
	stmts map[string]*sql.Stmt
	inTx  bool
	file  os.FileInfo // as it was opened

	readOnly bool
	writes   int64 // write transactions that this store committed
	meter    meter
	feed     *feed // temp.feed, once declared

	machine, link string             // this machine, and the path by which the file was opened
	own           device             // that writes here; none before the first write into a copy
	wrote         map[[16]byte]int64 // the number of the newest entry that each device wrote here
	replaced      bool               // another program wrote over what is there: see Replaced
	pending       numbered           // the newest entry of the transaction

	wall       int64 // ms: the time of the changes of the running transaction
	takingBack bool  // an import is being taken back

	recording bool // an import is being recorded
	counted   bool // the counts are kept: see count.go
	watched   bool // the triggers for that are there
	counting  counting

	overrides map[string]string // settings from the environment
	edition   string            // the language set by Study, or ""
}

// busy is how long a write waits while another program is writing.
const busy = 5 * time.Second

// busyMaking is how long a start waits while another one makes or migrates the database, or loads a roadmap. On a slow
// machine that takes longer than anyone should wait for a write later on.
const busyMaking = time.Minute

// patiently runs f with the patience of busyMaking.
func (s *Store) patiently(f func() error) error {
	wait := func(d time.Duration) error {
		_, err := s.execScript(fmt.Sprintf("PRAGMA busy_timeout = %d", d.Milliseconds()))
		return err
	}
	if err := wait(busyMaking); err != nil {
		return err
	}
	err := f()
	if after := wait(busy); err == nil {
		err = after
	}
	return err
}

// The connection's settings. A grade must be on disk once it is acknowledged, even after a power cut. With a rollback
// journal and FULL, none of 2,900 simulated power cuts lost a grade; with WAL and NORMAL, three in four did. And a WAL
// database that a sync tool copies in mid-session comes out torn. The price is 2 ms a grade.
var pragmas = []string{
	"journal_mode(TRUNCATE)",
	"synchronous(FULL)",
	"busy_timeout(" + fmt.Sprint(busy.Milliseconds()) + ")",
	"foreign_keys(1)",
	"trusted_schema(0)",
	"cell_size_check(1)",
	"mmap_size(0)",
}

// Open opens the database at path. If there is none, it creates one that only its owner can read. A file that is not a
// recall database, or is from a newer version, is refused and left unchanged. A link leads to the same database, with the
// same backups, as the path that it stands for. The context bounds only the opening.
func Open(ctx context.Context, path string) (*Store, error) {
	link, err := filepath.Abs(path)
	if err != nil {
		return nil, err
	}
	if path, err = unlinked(link); err != nil {
		return nil, err
	}
	if err := create(path); err != nil {
		return nil, opening(path, err)
	}
	if err := rollBack(ctx, path); err != nil {
		return nil, opening(path, err)
	}
	if _, err := inspect(path); err != nil {
		return nil, opening(path, err)
	}
	s, err := connect(ctx, path)
	if err != nil {
		return nil, err
	}
	version, err := s.schemaVersion() // the header may have been that of another recall's transaction
	if err == nil {
		err = s.prepare(version, link)
	}
	if err != nil {
		err = s.Cause(err)
		s.Close()
		return nil, explain(path, err)
	}
	if s.file, err = os.Stat(path); err != nil {
		s.Close()
		return nil, err
	}
	s.readOnly = unwritable(path)
	return s, nil
}

// connect opens a file without checking its schema.
func connect(ctx context.Context, path string) (*Store, error) {
	return connectTo(ctx, path, dsn(path))
}

// connectTo opens a database by its URI.
func connectTo(ctx context.Context, path, uri string) (*Store, error) {
	if err := chooseLocks(); err != nil {
		return nil, err
	}
	if err := registerFeed(); err != nil { // must come before the connection is made
		return nil, err
	}
	db, err := sql.Open("sqlite", uri)
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(1)
	conn, err := db.Conn(ctx)
	if err != nil {
		db.Close()
		return nil, explain(path, err)
	}
	return &Store{path: path, link: path, machine: hostname(), db: db, conn: conn, stmts: map[string]*sql.Stmt{},
		wrote: map[[16]byte]int64{}}, nil
}

// chooseLocks chooses the kind of locks, before SQLite takes the first one in this process. A process loses its POSIX locks
// on a file when it closes any descriptor of it; OFD locks stay. On systems without OFD locks POSIX locks will do, as we
// open the file only once.
func chooseLocks() error {
	_, err := sqlite.OFDLocking(true)
	if errors.Is(err, sqlite.ErrOFDLockingUnavailable) || sqlite.OFDLockingEnabled() {
		return nil
	}
	return err
}

func (s *Store) prepare(version int, link string) error {
	if version < len(migrations) {
		if unwritable(s.path) {
			return fmt.Errorf("%s has an older format, and can't be changed to the current one: %w", s.path,
				&FileError{s.path, FileReadOnly, fs.ErrPermission})
		}
		if version > 0 {
			if _, err := s.backup(s.backupName(beforeSchema + strconv.Itoa(version+1))); err != nil {
				return s.DamageBehind(err)
			}
		}
		if err := s.patiently(func() error { return s.migrate(len(migrations)) }); err != nil {
			return err
		}
	}
	s.counted, s.link = true, link
	return s.identify()
}

// ReadOnly reports whether the file can only be read, as on a medium that is write-protected.
func (s *Store) ReadOnly() bool { return s.readOnly }

// unwritable reports whether a file may not be written to.
func unwritable(path string) bool {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err == nil {
		f.Close() // with OFD locks this takes none away from SQLite
	}
	return errors.Is(err, fs.ErrPermission) || errors.Is(err, syscall.EROFS)
}

// Path returns the absolute path of the database.
func (s *Store) Path() string { return s.path }

// Close closes the connection. Everything recorded is already on disk. If another program took the file away meanwhile,
// what was written is saved, and the error is a *MovedError.
func (s *Store) Close() error {
	saved := s.saveMoved()
	for _, stmt := range s.stmts {
		stmt.Close()
	}
	s.closeFeed()
	return errors.Join(saved, s.conn.Close(), s.db.Close())
}

// dsn returns the file's name as a URI. In a plain path, a "?" would open a different file and drop the settings.
func dsn(path string) string {
	return uri(path, url.Values{"_txlock": {"immediate"}, "_defensive": {"1"}, "mode": {"rw"}, "_pragma": pragmas})
}

// uri returns a file's URI for SQLite.
func uri(path string, query url.Values) string {
	u := url.URL{Scheme: "file", OmitHost: true, Path: filepath.ToSlash(path), RawQuery: query.Encode()}
	return u.String()
}

// create makes the empty file before SQLite can: SQLite would make it readable by others, and the journal inherits its
// mode.
func create(path string) error {
	if err := MakeFolder(filepath.Dir(path)); err != nil {
		return fmt.Errorf("make the folder for %s: %w", path, err)
	}
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600)
	if errors.Is(err, os.ErrExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("create the database: %w", err)
	}
	return errors.Join(f.Close(), SyncFolder(filepath.Dir(path)))
}

// stmt returns the prepared form of query. A statement that is prepared only once costs less than half. Words in braces
// stand for numbers: see named.
func (s *Store) stmt(query string) (*sql.Stmt, error) {
	if st, ok := s.stmts[query]; ok {
		return st, nil
	}
	st, err := s.conn.PrepareContext(context.Background(), named(query))
	if err == nil {
		s.stmts[query] = st
	}
	return st, s.explained(err)
}

func (s *Store) exec(query string, args ...any) (sql.Result, error) {
	st, err := s.stmt(query)
	if err != nil {
		return nil, err
	}
	done, err := st.Exec(args...)
	return done, s.explained(err)
}

// explained explains a failure outside of a transaction. transact explains those within one.
func (s *Store) explained(err error) error {
	if s.inTx {
		return err
	}
	return opening(s.path, err)
}

func (s *Store) query(query string, args ...any) (*sql.Rows, error) {
	st, err := s.stmt(query)
	if err != nil {
		return nil, err
	}
	rows, err := st.Query(args...)
	return rows, s.explained(err)
}

// execScript runs statements that are needed only once, without keeping them prepared.
func (s *Store) execScript(script string) (sql.Result, error) {
	return s.conn.ExecContext(context.Background(), script)
}

// get reads one row into dest. It returns sql.ErrNoRows if there is none.
func (s *Store) get(dest []any, query string, args ...any) error {
	st, err := s.stmt(query)
	if err != nil {
		return err
	}
	return s.explained(st.QueryRow(args...).Scan(dest...))
}

// each calls f for every row; f scans it.
func (s *Store) each(f func(*sql.Rows) error, query string, args ...any) error {
	rows, err := s.query(query, args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if err := f(rows); err != nil {
			return err
		}
	}
	return s.explained(rows.Err())
}

// write runs f in one transaction that holds the write lock from the start, so that what f reads stays true until the
// commit. When write returns nil, all of it is on disk; otherwise nothing is.
func (s *Store) write(f func() error) error { return s.transact("BEGIN IMMEDIATE", f) }

// read runs f on one unchanging snapshot of the database.
func (s *Store) read(f func() error) error { return s.transact(beginRead, f) }

const beginRead = "BEGIN"

func (s *Store) transact(begin string, f func() error) (err error) {
	if s.inTx {
		return f()
	}
	counts := begin != beginRead && s.counted
	if counts {
		if err := s.watchCounts(); err != nil {
			return explain(s.path, err)
		}
	}
	if _, err := s.exec(begin); err != nil {
		return explain(s.path, err)
	}
	s.inTx, s.counting, s.pending = true, newCounting(), numbered{}
	feed := s.feed
	rollBack := func() {
		s.exec("ROLLBACK") // fails only if SQLite has already rolled back
		if feed == nil {
			s.closeFeed() // declared since: rolled back too
		}
	}
	defer func() {
		s.inTx = false
		if err != nil {
			rollBack()
			err = explain(s.path, err)
		}
	}()
	if counts {
		if err = s.stillOurs(); err != nil {
			return err
		}
	}
	if err = f(); err == nil && counts {
		err = s.stampTouched()
	}
	if err == nil && counts {
		err = s.settle()
	}
	if err != nil {
		return err
	}
	_, err = s.exec("COMMIT")
	switch {
	case err != nil && begin == beginRead: // as on a damaged file; nothing is lost, and what f found stays found
		rollBack()
		return nil
	case err == nil && begin != beginRead:
		s.writes++
		if s.pending.seq > 0 {
			s.wrote[s.pending.device.uid] = s.pending.seq
		}
	}
	return err
}
