package data

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"modernc.org/sqlite"
)

// Merged counts what a merge added and changed.
type Merged struct {
	Entries  int // log entries
	Decks    int
	Notes    int
	Cards    int
	Renamed  int    // decks
	Parts    string // decks that became a part of another one on another machine, a sentence a line
	Deleted  string // the names of decks that were deleted on another machine, one a line
	Edited   int    // notes that have other text, tags or headings, which are newer
	Settings int
	Changed  int    // schedules that changed
	Damaged  int    // notes that were left out of a damaged database; the next import of their files brings them back
	Aside    string // entries of which one stands here and another there, with what became of each, a sentence a line

	Pulled *Pulled // what came from a place that is only pulled from; or nil
}

// Unpacked is a backup as a database of its own, in a temporary folder, while Unpack runs.
type Unpacked struct {
	from, to *Store
	file     string
	older    bool // it was migrated
}

// Unpack unpacks a backup, whose structure it checks. A backup from an older recall is migrated there. A copy of a
// database comes with the journal beside it. So what f checks is what it restores, whatever becomes of the
// file meanwhile.
func (s *Store) Unpack(ctx context.Context, file string, f func(*Unpacked) error) error {
	bad := func(err error) error {
		say := "it is no backup that can be read: "
		if inaccessible(opening(file, err)) {
			say = "it can't be unpacked: "
		}
		return &BackupError{file, say + plain(err) + "; nothing was changed", err}
	}
	if _, err := os.Stat(file); err != nil {
		return &BackupError{file, plain(err), err}
	}
	work, err := os.MkdirTemp(filepath.Dir(s.path), s.stem()+"-*"+backupTemp)
	if err != nil {
		return bad(err)
	}
	defer os.RemoveAll(work)
	raw := filepath.Join(work, "raw.db")
	killed, err := copyKilled(ctx, file, raw)
	if !killed {
		err = decompress(file, raw)
	}
	if errors.As(err, new(*NewerError)) {
		return err
	}
	if err != nil {
		return bad(err)
	}
	if _, err := quickCheck(raw); err != nil {
		return bad(err)
	}
	version, err := inspect(raw)
	if err != nil {
		return bad(err)
	}
	from, err := Open(ctx, raw)
	if err != nil {
		return bad(err)
	}
	defer from.conn.Close() // Replace may have closed it: a second Close would be an error
	defer from.db.Close()
	return f(&Unpacked{from, s, file, version < len(migrations)})
}

// Check checks the backup as Store.Check checks the database.
func (u *Unpacked) Check() (Checked, error) { return u.from.Check(false) }

// Mend checks the backup, and repairs its copy where a fault stands in the way of a restore, as Repair does: one bad entry of
// the log must not keep the others from coming back. It returns what it did, and the faults that are left if they stand in the
// way, as where much would be lost. Schedules and counts don't, as they are recalculated, nor does what
// only Anki needs. Neither does a trigger, a view or a
// table that is not recall's: only the rows of recall's tables are read, and nothing is written by which a trigger could fire.
// A migration writes.
func (u *Unpacked) Mend(at Moment) (did, left []string, err error) {
	c, err := u.Check()
	if err != nil || u.harmless(&c) {
		return nil, nil, err
	}
	if c.foreign() > 0 { // what a stranger added may do anything once rows are written
		return nil, c.Faults, nil
	}
	r, err := u.from.repair(at, true)
	if err != nil { // it can't be mended
		return nil, c.Faults, nil
	}
	after, err := u.Check()
	if err != nil || !u.harmless(&after) {
		return nil, after.Faults, err
	}
	if c.Entries-after.Entries > max(10, c.Entries/10) || after.Cards*10 < c.Cards*9 || after.Notes*10 < c.Notes*9 {
		return nil, c.Faults, nil // another backup may have it
	}
	return r.Done, nil, nil
}

// mendWhole is Mend, with an error if something is left.
func (u *Unpacked) mendWhole(at Moment) (did []string, err error) {
	did, left, err := u.Mend(at)
	if err == nil && len(left) > 0 {
		err = &BackupError{u.file, "it is damaged itself: " + left[0], nil}
	}
	return did, err
}

// harmless reports whether no fault stands in the way of a restore.
func (u *Unpacked) harmless(c *Checked) bool {
	n := c.Stale + c.anki
	if !u.older {
		n += c.foreign()
	}
	return len(c.Faults) == n
}

// Restore merges the backup into the database: log entries, and decks, notes and cards that only the backup has. The logs
// are united as sets, by device and sequence number, so that no review is lost, whichever side is newer. Then every
// schedule is replayed from its log. If both sides have a note, the database's text stays.
func (u *Unpacked) Restore(at Moment) (m Merged, err error) {
	err = u.to.write(func() error {
		r := merger{Store: u.to, from: u.from, done: &m, at: at}
		return r.run()
	})
	return m, err
}

// Replace replaces the database with the backup and discards everything else. New entries are then written as a new
// device, because entries unknown to the backup may already use the old device's next sequence numbers.
func (u *Unpacked) Replace(ctx context.Context) error {
	if err := u.from.Close(); err != nil {
		return err
	}
	copied := filepath.Join(filepath.Dir(u.from.path), "copied.db")
	if err := copyRows(ctx, u.from.path, copied); err != nil {
		return &BackupError{u.file, "it can't be copied: " + plain(err) + "; nothing was changed", err}
	}
	err := u.to.online(func(c backuper) (*sqlite.Backup, error) {
		return c.NewRestore(uri(copied, url.Values{"mode": {"ro"}}))
	})
	if err != nil {
		return explain(u.to.path, err)
	}
	u.to.writes++          // a plan of before knows bullets that may be gone
	return u.to.identify() // none: the next write makes one
}

// Restore merges a backup, which it does not check beyond its structure.
func (s *Store) Restore(ctx context.Context, file string, at Moment) (m Merged, err error) {
	err = s.Unpack(ctx, file, func(u *Unpacked) error {
		m, err = u.Restore(at)
		return err
	})
	return m, err
}

// copyRows makes a new database with the rows of another that has the current schema. Whatever else the other's schema
// may hold, such as a trigger that a stranger added, does not come along. No device of the copy writes here.
func copyRows(ctx context.Context, from, to string) (err error) {
	if err := create(to); err != nil {
		return err
	}
	s, err := connect(ctx, to)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	_, err = s.execScript("PRAGMA synchronous = OFF; PRAGMA foreign_keys = OFF") // tables come in any order
	if err == nil {
		err = s.migrate(len(migrations))
	}
	if err == nil {
		_, err = s.exec("ATTACH ? AS other", uri(from, url.Values{"mode": {"ro"}}))
	}
	if err != nil {
		return err
	}
	return s.write(func() error {
		var tables []string
		err := s.each(func(rows *sql.Rows) error {
			var name string
			err := rows.Scan(&name)
			tables = append(tables, name)
			return err
		}, "SELECT name FROM main.sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'")
		if err != nil {
			return err
		}
		for _, table := range tables {
			columns, err := s.columnsIn(table)
			if err != nil {
				return err
			}
			list := `"` + strings.Join(columns, `", "`) + `"`
			if _, err := s.execScript(fmt.Sprintf("DELETE FROM main.%[1]s; INSERT INTO main.%[1]s (%[2]s) SELECT %[2]s FROM other.%[1]s",
				table, list)); err != nil {
				return err
			}
		}
		if _, err := s.execScript("UPDATE device SET own = 0, machine = '', path = ''"); err != nil {
			return err
		}
		if err := s.sumRows(summedOf("device"), "1"); err != nil {
			return err
		}
		var c Checked
		if err := s.checkFile(&c); err != nil || len(c.Faults) == 0 {
			return err
		}
		return &damage{c.Faults[0]}
	})
}
