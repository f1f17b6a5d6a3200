package data

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

// A damaged database is restored without touching it. A new one is made beside it from the backup, and takes over
// whatever can still be read and trusted in the damaged one; then the damaged file is put aside and the new one takes
// its name. So a restore never depends on the health of what it replaces, and the damaged file stays as it was.

// damage is what is wrong with the content of a database.
type damage struct{ what string }

// fileDamaged begins each fault of a file's structure.
const fileDamaged = "the file is damaged: "

// Error says what is wrong.
func (e *damage) Error() string { return fileDamaged + strings.TrimPrefix(e.what, fileDamaged) }

// structural returns a fault that SQLite found in the structure of a file. SQLite names the database first, which is
// always the main one here, and may use several lines.
func structural(say string) string {
	say = strings.TrimPrefix(say, "*** in database main ***\n")
	return fileDamaged + strings.ReplaceAll(strings.TrimSpace(say), "\n", "; ")
}

// Damaged reports whether an error says that the content of a database file is damaged, or that it is none. SQLite says that
// a table is missing in the same way as that a query is wrong: see Cause.
func Damaged(err error) bool {
	var file *FileError
	var sqlErr *sqlite.Error
	switch {
	case errors.As(err, new(*BackupError)): // of a backup
		return false
	case errors.As(err, new(*damage)), errors.As(err, new(*badEntryError)), errors.As(err, new(*ForeignError)):
		return true
	case errors.As(err, &file):
		return file.Fault == FileDamaged || file.Fault == FileOverwritten
	case errors.As(err, &sqlErr):
		switch sqlErr.Code() & 0xff {
		case sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB:
			return true
		}
	}
	return false
}

// Cause returns the damage to the database that explains an error, or else the error. SQLite has one code for a table that
// is gone, JSON that can't be read, and a query that is wrong or too large for it: only a look at the database tells
// which it was. A file that was a database when it was opened, and is none now, was overwritten.
func (s *Store) Cause(err error) error {
	var e *sqlite.Error
	var foreign *ForeignError
	switch {
	case errors.As(err, new(*BackupError)):
		return err
	case s.counted && (errors.As(err, &foreign) && foreign.Path == s.path || errors.As(err, &e) && e.Code()&0xff == sqlite3.SQLITE_NOTADB):
		return &FileError{s.path, FileOverwritten, nil}
	case !errors.As(err, &e) || e.Code()&0xff != sqlite3.SQLITE_ERROR:
		return err
	}
	var found *damage
	var file *FileError
	switch sound := s.Sound(); {
	case errors.As(sound, &found):
		return found
	case errors.As(sound, &file) && file.Fault == FileOverwritten:
		return file
	}
	return err
}

// Sound returns an error if the database is damaged: the structure of its file, an entry of the log, or a bullet with what
// is stored beside it. Schedules and counts don't matter, as they can be made again.
func (s *Store) Sound() error {
	return s.read(func() error {
		version, err := s.schemaVersion()
		if err != nil {
			return fmt.Errorf("read the database: %w", err)
		}
		if s.counted && version < len(migrations) { // it had the current schema when it was opened
			return &FileError{s.path, FileOverwritten, nil}
		}
		steps := []func(*Checked) error{s.checkFile, s.checkSchema}
		if version == len(migrations) { // else it could not be migrated
			steps = append(steps, s.checkLog, s.checkRows, s.checkReadable, s.checkTags)
		}
		var c Checked
		for _, step := range steps {
			if err := step(&c); err != nil {
				return fmt.Errorf("read the database: %w", err)
			}
			if len(c.Faults) > 0 {
				return &damage{c.Faults[0]}
			}
		}
		return nil
	})
}

// Rescued is what Rescue did.
type Rescued struct {
	Aside  string   // where the damaged file is now; "" if there was none
	Merged          // what the damaged file had beyond the backup
	Lost   int      // entries of its log that can't be trusted
	Mended []string // what was wrong with the backup, and what became of it; a sentence each
	Unread error    // why nothing, or only the log, could be read there; nil if all was
}

// Rescue makes a new database from a backup in place of a damaged one, and puts the damaged file aside. There may also be
// none. With salvage, the new database takes over from the damaged one what can be read and is as it was written: log
// entries, decks, bullets and cards. The schedules are made anew from the log. If it fails, everything is as it was. So it
// is if the file is no longer the one that was seen.
func Rescue(ctx context.Context, seen Seen, backup string, salvage bool, at Moment) (r Rescued, err error) {
	path, err := filepath.Abs(seen.path)
	if err != nil {
		return r, err
	}
	if path, err = unlinked(path); err != nil { // a link stays, and leads to the new file
		return r, err
	}
	gone := seen.Gone()
	if err := MakeFolder(filepath.Dir(path)); err != nil {
		return r, opening(path, err)
	}
	work, err := os.MkdirTemp(filepath.Dir(path), "."+filepath.Base(path)+"-*"+backupTemp)
	if err != nil {
		return r, err
	}
	defer os.RemoveAll(work)
	made := filepath.Join(work, madeName)
	if err := r.make(ctx, made, path, backup, salvage && !gone, at); err != nil {
		return r, err
	}
	if err := seen.unchanged(); err != nil {
		return r, err
	}
	if gone {
		err = fill(path, made, at.Time)
	} else {
		r.Aside, err = swap(path, made, at.Time)
	}
	if err == nil {
		err = (&Store{path: path}).MarkMerged(backup)
	}
	return r, err
}

// DamageBehind returns the damage because of which no backup of the database could be made, or else the error.
func (s *Store) DamageBehind(err error) error {
	var failed *BackupError
	if errors.As(err, &failed) && Damaged(s.Cause(failed.Err)) {
		return s.Cause(failed.Err)
	}
	return err
}

// BackupOrCopy makes a backup. If none can be made of a damaged file, it copies the file as it is. It returns the path.
func (s *Store) BackupOrCopy(at time.Time) (path string, err error) {
	b, err := s.Backup(at)
	if err == nil {
		return b.Path, nil
	}
	if !Damaged(s.DamageBehind(err)) {
		return "", err
	}
	return s.copyAside(at)
}

// copyAside copies the file as it is to a name of its own.
func (s *Store) copyAside(at time.Time) (path string, err error) {
	work, err := os.MkdirTemp(filepath.Dir(s.path), s.stem()+"-*"+backupTemp)
	if err != nil {
		return "", err
	}
	defer os.RemoveAll(work)
	copied := filepath.Join(work, "raw.db")
	err = s.read(func() error { return copyRegular(s.path, copied) })
	if err == nil {
		err = syncFile(copied)
	}
	if err == nil {
		path, err = asideOf(s.path, at)
	}
	if err == nil {
		err = os.Rename(copied, path)
	}
	if err != nil {
		return "", &BackupError{s.path, "it could not be copied: " + plain(err) + "; nothing was changed", err}
	}
	return path, SyncFolder(filepath.Dir(path))
}

// madeName is the new database's file name while it is made.
const madeName = "made.db"

// make makes the new database.
func (r *Rescued) make(ctx context.Context, made, path, backup string, salvage bool, at Moment) (err error) {
	if err := create(made); err != nil {
		return err
	}
	s, err := connect(ctx, made)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	s.path = path // so that it is known by the name that it gets
	if err := s.migrate(len(migrations)); err != nil {
		return err
	}
	s.counted = true // a merge relies on it
	err = s.Unpack(ctx, backup, func(u *Unpacked) error {
		var err error
		if r.Mended, err = u.mendWhole(at); err != nil {
			return err
		}
		return u.Replace(ctx)
	})
	if err != nil {
		return err
	}
	if salvage {
		r.Unread = s.salvage(ctx, r, filepath.Dir(made), path, at)
	}
	if err := s.Sound(); err != nil {
		return err
	}
	_, stale, _, err := s.staleSchedules()
	if err == nil && len(stale) > 0 {
		err = &damage{"a schedule is not what its log says"}
	}
	return err
}

// salvage takes over what can be read of a damaged database. Nothing is read from the file itself: SQLite would roll a
// journal back into it.
func (s *Store) salvage(ctx context.Context, r *Rescued, work, path string, at Moment) error {
	copied := filepath.Join(work, "damaged.db")
	err := copyRegular(path, copied)
	if err == nil {
		err = copyRegular(path+"-journal", copied+"-journal")
	}
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if err := mendHeader(copied, filepath.Join(work, madeName)); err != nil {
		return err
	}
	if err := s.mendSchema(ctx, copied); err != nil {
		return err
	}
	from, err := connect(ctx, copied)
	if err != nil {
		return err
	}
	defer from.Close()
	var unread error
	for _, logAlone := range []bool{false, true} {
		err := s.write(func() error {
			if err := from.migrate(len(migrations)); err != nil && !logAlone {
				return err
			}
			m := merger{Store: s, from: from, done: &r.Merged, at: at, lost: &r.Lost}
			if !logAlone {
				return m.run()
			}
			return m.runLog()
		})
		if err == nil {
			return unread
		}
		r.Merged, r.Lost = Merged{}, 0
		unread = errors.Join(unread, err)
	}
	return unread
}

// mendHeader writes the first 24 bytes of a database anew: they are the same in all of ours. The file format has them in
// section 1.3: https://sqlite.org/fileformat2.html
func mendHeader(path, sound string) error {
	head := make([]byte, 24)
	in, err := os.Open(sound)
	if err != nil {
		return err
	}
	_, err = io.ReadFull(in, head)
	if err := errors.Join(err, in.Close()); err != nil {
		return err
	}
	out, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	_, err = out.WriteAt(head, 0)
	return errors.Join(err, out.Close())
}

// mendSchema writes the tables' definitions anew into a database with the current schema. They fill several pages, and
// one wrong letter makes all tables unreadable.
func (s *Store) mendSchema(ctx context.Context, path string) error {
	if version, err := inspect(path); err != nil || version < len(migrations) {
		return err
	}
	db, err := sql.Open("sqlite", uri(path, url.Values{"mode": {"rw"}, "_pragma": {"writable_schema(1)"}}))
	if err != nil {
		return err
	}
	defer db.Close()
	return s.each(func(rows *sql.Rows) error {
		var kind, name, of string
		var text sql.NullString
		if err := rows.Scan(&kind, &name, &of, &text); err != nil {
			return err
		}
		_, err := db.ExecContext(ctx, "UPDATE sqlite_schema SET type = ?, tbl_name = ?, sql = ? WHERE name = ?", kind, of, text, name)
		return err
	}, "SELECT type, name, tbl_name, sql FROM main.sqlite_schema")
}

// runLog merges the log alone, as far as it can be read.
func (m *merger) runLog() error {
	m.subjects = map[int64]int64{}
	m.counting.all = true // as in run
	if err := m.takeLog(); err != nil {
		return err
	}
	changed, err := m.rebuild()
	m.done.Changed = changed
	return err
}

// lookedAt is how many backups are unpacked to find one that can be restored. What is older lacks much.
const lookedAt = 5

// UsableBackup returns the newest backup of the database at a path that a restore takes, with the number of backups that
// there are. There may be none: found is false then.
func UsableBackup(ctx context.Context, path string, now time.Time) (b Backup, all int, found bool) {
	s, err := closed(path)
	if err != nil {
		return b, 0, false
	}
	list, err := BackupsOf(path, now)
	if err != nil {
		return b, 0, false
	}
	for _, b := range list[:min(len(list), lookedAt)] {
		var faults []string
		err := s.Unpack(ctx, b.Path, func(u *Unpacked) (err error) {
			_, faults, err = u.Mend(Moment{Time: b.Time})
			return err
		})
		if err == nil && len(faults) == 0 {
			return b, len(list), true
		}
	}
	return b, len(list), false
}

// CheckBackup checks a backup as Store.Check checks the database. It unpacks it beside the database at a path, which need
// not be there.
func CheckBackup(ctx context.Context, path, file string) (c Checked, err error) {
	s, err := closed(path)
	if err != nil {
		return c, err
	}
	if _, err := os.Stat(filepath.Dir(s.path)); errors.Is(err, fs.ErrNotExist) { // on a new machine
		work, err := TempFolder()
		if err != nil {
			return c, err
		}
		defer os.RemoveAll(work)
		s.path = filepath.Join(work, filepath.Base(s.path))
	}
	err = s.Unpack(ctx, file, func(u *Unpacked) (err error) {
		c, err = u.Check()
		return err
	})
	return c, err
}

// BackupsOf returns the backups of the database at a path, newest first and those from the future last, whether or not
// there is a database.
func BackupsOf(path string, now time.Time) ([]Backup, error) {
	s, err := closed(path)
	if err != nil {
		return nil, err
	}
	list, err := s.Backups()
	return newestFirst(list, now), err
}

// closed returns a store for what is beside the database at a path. It is not open.
func closed(path string) (*Store, error) {
	path, err := filepath.Abs(path)
	if err == nil {
		path, err = unlinked(path)
	}
	return &Store{path: path}, err
}
