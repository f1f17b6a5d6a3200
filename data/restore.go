package data

import (
	"context"
	"errors"
	"net/url"
	"os"
	"path/filepath"

	"modernc.org/sqlite"
)

// Merged counts what Restore took over.
type Merged struct {
	Entries int // of the log
	Decks   int
	Notes   int
	Cards   int
	Changed int // schedules that are another one now
}

// Restore takes over what a backup knows and the database does not: log entries, and the decks, notes and cards that it
// holds alone. The logs are united as sets, by device and sequence number, so that no review is lost, older or newer;
// then every schedule is its log's replay again. Where both know a note, the database's text stays.
func (s *Store) Restore(ctx context.Context, file string, at Moment) (m Merged, err error) {
	err = s.unpacked(ctx, file, func(from *Store) error {
		return s.write(func() error {
			r := merger{Store: s, from: from, done: &m, at: at}
			return r.run()
		})
	})
	return m, err
}

// Replace makes the database what a backup is, and gives up everything else. The next entries are written as a new
// device: the old one's sequence numbers may be used by entries that the backup does not know.
func (s *Store) Replace(ctx context.Context, file string) error {
	return s.unpacked(ctx, file, func(from *Store) error {
		if _, err := from.execScript("UPDATE device SET own = 0, machine = '', path = ''"); err != nil {
			return err
		}
		if err := from.Close(); err != nil {
			return err
		}
		err := s.online(func(c backuper) (*sqlite.Backup, error) {
			return c.NewRestore(uri(from.path, url.Values{"mode": {"ro"}}))
		})
		if err != nil {
			return explain(s.path, err)
		}
		return s.identify()
	})
}

// CheckBackup reads a backup as check reads the database.
func (s *Store) CheckBackup(ctx context.Context, file string) (c Checked, err error) {
	err = s.unpacked(ctx, file, func(from *Store) error {
		c, err = from.Check(false)
		return err
	})
	return c, err
}

// unpacked opens the database in a backup, in a folder that is gone afterwards. A backup of an older recall is brought
// up to date there.
func (s *Store) unpacked(ctx context.Context, file string, f func(*Store) error) error {
	bad := func(err error) error {
		return &BackupError{file, "it is no backup that can be read: " + plain(err), err}
	}
	if _, err := os.Stat(file); err != nil {
		return &BackupError{file, plain(err), err}
	}
	work, err := os.MkdirTemp(filepath.Dir(s.path), s.stem()+"-*"+backupTemp)
	if err != nil {
		return err
	}
	defer os.RemoveAll(work)
	raw := filepath.Join(work, "raw.db")
	if err := decompress(file, raw); err != nil {
		return bad(err)
	}
	if version, err := inspect(raw); err != nil || version == 0 {
		var newer *NewerError
		if errors.As(err, &newer) {
			return &NewerError{file, newer.Version}
		}
		return bad(errors.New("it is no database of recall"))
	}
	if _, err := quickCheck(raw); err != nil {
		return bad(err)
	}
	from, err := Open(ctx, raw)
	if err != nil {
		return bad(err)
	}
	defer from.conn.Close() // Close a second time would be an error
	defer from.db.Close()
	return f(from)
}
