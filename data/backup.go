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
	"slices"
	"strings"
	"time"

	"github.com/klauspost/compress/zstd"
	"modernc.org/sqlite"
)

// Backups stand in a folder beside the database, and carry its name: recall-20261122-120000.000.db.zst, in UTC. One
// that was made before a step of the schema is called after the step, and is kept for good.
const (
	backupFolder = "backups"
	backupStamp  = "20060102-150405.000"
	backupEnd    = ".db.zst"
	backupTemp   = ".tmp"
	beforeSchema = "before-schema-"
)

// Backup is one file from which the database can be made again.
type Backup struct {
	Path string
	Time time.Time
	Size int64 // bytes
}

// BackupError is a backup that could not be made or read, in a sentence.
type BackupError struct {
	Path, Msg string
	Err       error
}

func (e *BackupError) Error() string { return fmt.Sprintf("%s: %s", e.Path, e.Msg) }

// Unwrap returns what went wrong, if something did.
func (e *BackupError) Unwrap() error { return e.Err }

// Backup writes a backup of the database as it is, checks that it can be read back, and thins older ones out.
func (s *Store) Backup(at time.Time) (Backup, error) {
	name := s.backupName(at.UTC().Format(backupStamp))
	for { // a clock that was put back may name one that is there
		if _, err := os.Lstat(name); err != nil {
			break
		}
		at = at.Add(time.Millisecond)
		name = s.backupName(at.UTC().Format(backupStamp))
	}
	b, err := s.backup(name)
	if err != nil {
		return b, err
	}
	b.Time = at.UTC().Truncate(time.Millisecond)
	return b, s.thin(at)
}

// BackupIfOlder makes a backup unless there is one that is younger than age. A database that holds nothing of its
// learner's, no log and no deck but those that came along, needs none. The path is "" where none was made.
func (s *Store) BackupIfOlder(age time.Duration, at time.Time) (path string, err error) {
	var worth bool
	err = s.get([]any{&worth}, "SELECT EXISTS (SELECT 1 FROM log) OR EXISTS (SELECT 1 FROM source WHERE path NOT LIKE 'builtin:%')")
	if err != nil || !worth {
		return "", err
	}
	list, err := s.Backups()
	if err != nil {
		return "", err
	}
	for _, b := range list {
		if old := at.Sub(b.Time); old < age && old > -age { // one from the future is of a clock that was wrong
			return "", nil
		}
	}
	b, err := s.Backup(at)
	return b.Path, err
}

// Backups lists the backups of the database, the newest first.
func (s *Store) Backups() (list []Backup, err error) {
	entries, err := os.ReadDir(filepath.Join(filepath.Dir(s.path), backupFolder))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("list the backups: %w", err)
	}
	for _, e := range entries {
		stamp, ok := strings.CutPrefix(e.Name(), s.stem()+"-")
		if stamp, ok = cutSuffix(stamp, ok, backupEnd); !ok {
			continue
		}
		info, err := e.Info()
		if errors.Is(err, fs.ErrNotExist) { // another recall thinned it out
			continue
		}
		if err != nil {
			return nil, fmt.Errorf("list the backups: %w", err)
		}
		t, err := time.Parse(backupStamp, stamp)
		if strings.HasPrefix(stamp, beforeSchema) {
			t, err = info.ModTime().UTC(), nil
		}
		if err == nil {
			list = append(list, Backup{filepath.Join(filepath.Dir(s.path), backupFolder, e.Name()), t, info.Size()})
		}
	}
	slices.SortFunc(list, func(a, b Backup) int { return b.Time.Compare(a.Time) })
	return list, nil
}

func cutSuffix(s string, ok bool, suffix string) (string, bool) {
	if !ok {
		return s, false
	}
	return strings.CutSuffix(s, suffix)
}

// stem is the database's name without its ending.
func (s *Store) stem() string {
	return strings.TrimSuffix(filepath.Base(s.path), filepath.Ext(s.path))
}

func (s *Store) backupName(stamp string) string {
	return filepath.Join(filepath.Dir(s.path), backupFolder, s.stem()+"-"+stamp+backupEnd)
}

// backup makes the file of a name: a copy by SQLite's own backup, which sees one state whoever writes meanwhile;
// compressed, on disk, read back and compared; then it gets its name.
func (s *Store) backup(name string) (b Backup, err error) {
	dir := filepath.Dir(name)
	fail := func(doing string, err error) (Backup, error) {
		return Backup{}, &BackupError{name, "the backup was not made: " + doing + ": " + plain(err), err}
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return fail("make the folder", err)
	}
	work, err := os.MkdirTemp(dir, s.stem()+"-*"+backupTemp) // of mode 0700
	if err != nil {
		return fail("make a folder", err)
	}
	defer os.RemoveAll(work)
	s.sweep(dir, work)
	raw, packed := filepath.Join(work, "raw.db"), filepath.Join(work, "packed")
	entries, err := s.entries() // of now: another recall may add some before the copy is made
	if err != nil {
		return fail("count the log", err)
	}
	if err := s.copyTo(raw); err != nil {
		return fail("copy the database", err)
	}
	if err := compress(raw, packed); err != nil {
		return fail("compress it", err)
	}
	back := filepath.Join(work, "back.db")
	if err := decompress(packed, back); err != nil {
		return fail("read it back", err)
	}
	found, err := quickCheck(back)
	if err == nil && found < entries {
		err = fmt.Errorf("%d of %d log entries are in it", found, entries)
	}
	if err != nil {
		return fail("read it back", err)
	}
	if err := os.Rename(packed, name); err != nil {
		return fail("name it", err)
	}
	if err := syncFolder(dir); err != nil {
		return fail("write the folder", err)
	}
	info, err := os.Stat(name)
	if err != nil {
		return fail("look at it", err)
	}
	return Backup{name, info.ModTime().UTC(), info.Size()}, nil
}

// plain is an error without the path, which stands before it already.
func plain(err error) string {
	var p *fs.PathError
	if errors.As(err, &p) {
		return p.Err.Error()
	}
	return err.Error()
}

// sweep removes what a backup that was killed left behind, an hour after.
func (s *Store) sweep(dir, mine string) {
	now, err := os.Stat(mine)
	if err != nil {
		return
	}
	left, _ := filepath.Glob(filepath.Join(dir, "*"+backupTemp))
	for _, path := range left {
		if info, err := os.Stat(path); err == nil && now.ModTime().Sub(info.ModTime()) > time.Hour {
			os.RemoveAll(path)
		}
	}
}

func (s *Store) entries() (n int64, err error) {
	err = s.get([]any{&n}, "SELECT count(*) FROM log")
	return n, err
}

// backuper is what modernc's connections can do beyond database/sql.
type backuper interface {
	NewBackup(dst string) (*sqlite.Backup, error)
	NewRestore(src string) (*sqlite.Backup, error)
}

// copyTo copies the database into a new file.
func (s *Store) copyTo(path string) error {
	if err := create(path); err != nil {
		return err
	}
	// It is read back before it counts, so that nothing hangs on the order of its writes.
	query := url.Values{"mode": {"rw"}, "_pragma": {"journal_mode(OFF)", "synchronous(OFF)"}}
	return s.online(func(c backuper) (*sqlite.Backup, error) { return c.NewBackup(uri(path, query)) })
}

// online copies all pages of one database to another in one step.
func (s *Store) online(start func(backuper) (*sqlite.Backup, error)) error {
	return s.conn.Raw(func(c any) error {
		b, err := start(c.(backuper))
		if err != nil {
			return err
		}
		more := true
		for more && err == nil {
			more, err = b.Step(-1)
		}
		return errors.Join(err, b.Finish())
	})
}

func compress(from, to string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	defer out.Close()
	z, err := zstd.NewWriter(out, zstd.WithEncoderCRC(true))
	if err != nil {
		return err
	}
	_, err = io.Copy(z, in)
	return errors.Join(err, z.Close(), out.Sync(), out.Close())
}

// decompress writes the database that a file holds, compressed or not.
func decompress(from, to string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	defer out.Close()
	var magic [4]byte
	if _, err := io.ReadFull(in, magic[:]); err != nil && !errors.Is(err, io.ErrUnexpectedEOF) &&
		!errors.Is(err, io.EOF) {
		return err
	}
	if _, err := in.Seek(0, io.SeekStart); err != nil {
		return err
	}
	var src io.Reader = in
	if string(magic[:]) == "\x28\xb5\x2f\xfd" {
		z, err := zstd.NewReader(in, zstd.WithDecoderMaxMemory(1<<30))
		if err != nil {
			return err
		}
		defer z.Close()
		src = z
	}
	_, err = io.Copy(out, src)
	return errors.Join(err, out.Close())
}

// quickCheck reads a database file that nobody else has open, and counts its log entries.
func quickCheck(path string) (entries int64, err error) {
	if _, err := inspect(path); err != nil {
		return 0, err
	}
	db, err := sql.Open("sqlite", uri(path,
		url.Values{"mode": {"ro"}, "_pragma": {"trusted_schema(0)", "cell_size_check(1)"}}))
	if err != nil {
		return 0, err
	}
	defer db.Close()
	var say string
	if err := db.QueryRowContext(context.Background(), "PRAGMA quick_check(1)").Scan(&say); err != nil {
		return 0, err
	}
	if say != "ok" {
		return 0, errors.New(say)
	}
	err = db.QueryRowContext(context.Background(), "SELECT count(*) FROM log").Scan(&entries)
	return entries, err
}

// syncFolder makes a new name last through a power cut. Where the system can't, the name comes when it comes.
func syncFolder(dir string) error {
	f, err := os.Open(dir)
	if err != nil {
		return err
	}
	defer f.Close()
	if err := f.Sync(); err != nil && !errors.Is(err, fs.ErrInvalid) && !errors.Is(err, errors.ErrUnsupported) &&
		!errors.Is(err, fs.ErrPermission) {
		return err
	}
	return nil
}

// thin removes the backups that kept does not keep.
func (s *Store) thin(now time.Time) error {
	list, err := s.Backups()
	if err != nil {
		return err
	}
	list = slices.DeleteFunc(list, func(b Backup) bool {
		return strings.Contains(filepath.Base(b.Path), "-"+
			beforeSchema)
	})
	times := make([]time.Time, len(list))
	for i, b := range list {
		times[i] = b.Time
	}
	for i, keep := range kept(times, now) {
		if keep {
			continue
		}
		if err := os.Remove(list[i].Path); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("thin out the backups: %w", err)
		}
	}
	return nil
}

// kept tells which of some times, the newest first, stay: all of two days; beyond them the newest of each of 12 days,
// 10 weeks, 9 months, and of every year.
func kept(times []time.Time, now time.Time) []bool {
	keep := make([]bool, len(times))
	periods := []struct {
		most int
		of   func(time.Time) int
	}{
		{12, func(t time.Time) int { return t.Year()*1000 + t.YearDay() }},
		{10, func(t time.Time) int { y, w := t.ISOWeek(); return y*100 + w }},
		{9, func(t time.Time) int { return t.Year()*100 + int(t.Month()) }},
		{1 << 30, func(t time.Time) int { return t.Year() }},
	}
	for _, p := range periods {
		last, n := -1, 0
		for i, t := range times {
			if now.Sub(t) <= 48*time.Hour {
				keep[i] = true
				continue
			}
			if period := p.of(t.UTC()); period != last && n < p.most {
				last = period
				n++
				keep[i] = true
			}
		}
	}
	return keep
}
