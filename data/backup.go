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
	"slices"
	"strings"
	"time"

	"modernc.org/sqlite"
)

// Backups are kept in a folder next to the database and named after it, with the time in UTC:
// recall-20261122-120000.000.db.zst. A backup made before a schema migration is named after the migration instead, and
// is kept forever.
const (
	backupFolder = "backups"
	backupStamp  = "20060102-150405.000"
	backupEnd    = ".db.zst"
	backupTemp   = ".tmp"
	beforeSchema = "before-schema-"
)

// Backup is one file from which the database can be restored.
type Backup struct {
	Path string
	Time time.Time
	Size int64 // bytes
}

// BackupError reports, in a sentence, a backup that could not be made or read.
type BackupError struct {
	Path, Msg string
	Err       error
}

// Error returns the path and the sentence.
func (e *BackupError) Error() string { return fmt.Sprintf("%s: %s", e.Path, e.Msg) }

// Unwrap returns the underlying error, or nil.
func (e *BackupError) Unwrap() error { return e.Err }

// Backup writes a backup of the database, checks that it can be read back, and thins out older ones.
func (s *Store) Backup(at time.Time) (Backup, error) {
	name := s.backupName(at.UTC().Format(backupStamp))
	if err := fileInTheWay(filepath.Dir(name)); err != nil {
		return Backup{}, err
	}
	for { // if the clock was put back, the name may be taken
		if _, err := os.Lstat(name); err != nil {
			break
		}
		at = at.Add(time.Millisecond)
		name = s.backupName(at.UTC().Format(backupStamp))
	}
	written := modified(s.path) // before the copy: what is written meanwhile makes another backup
	b, err := s.backup(name)
	if err != nil {
		return b, err
	}
	b.Time = at.UTC().Truncate(time.Millisecond)
	os.Chtimes(name, time.Time{}, written) // failing costs a backup that is not needed
	return b, s.thin(at)
}

// modified returns when a file was written last, or the zero time if that can't be told. A backup has the time of the
// database that it is a copy of.
func modified(path string) time.Time {
	info, err := os.Stat(path)
	if err != nil {
		return time.Time{}
	}
	return info.ModTime()
}

// BackupIfOlder makes a backup unless there is one younger than age, or age is not 0 and the newest is of the database
// as it is now. A database with nothing of the learner's own (no deck but the built-in ones, and no log but the rules
// that these were made with) needs none. The path is "" if no backup was made.
func (s *Store) BackupIfOlder(age time.Duration, at time.Time) (path string, err error) {
	var worth bool
	err = s.get([]any{&worth}, `SELECT EXISTS (SELECT 1 FROM log WHERE subject NOT IN (SELECT id FROM deck WHERE builtin <> ''))
		OR EXISTS (SELECT 1 FROM source WHERE path NOT LIKE 'builtin:%')`)
	if err != nil || !worth {
		return "", explain(s.path, err)
	}
	list, err := s.Backups()
	if err != nil {
		return "", err
	}
	list = newestFirst(list, at)
	if age > 0 && len(list) > 0 && modified(list[0].Path).Equal(modified(s.path)) {
		return "", nil
	}
	for _, b := range list {
		if old := at.Sub(b.Time); old < age && old > -age { // a backup from the future: the clock was wrong
			return "", nil
		}
	}
	b, err := s.Backup(at)
	return b.Path, err
}

// fileInTheWay returns an error if the folder for backups is none.
func fileInTheWay(dir string) error {
	if info, err := os.Stat(dir); err == nil && !info.IsDir() {
		return &BackupError{dir, "it is a file, where the folder for backups belongs: move it away", nil}
	}
	return nil
}

// Backups returns the backups of the database, newest first.
func (s *Store) Backups() (list []Backup, err error) {
	dir := filepath.Join(filepath.Dir(s.path), backupFolder)
	if err := fileInTheWay(dir); err != nil {
		return nil, err
	}
	entries, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, &BackupError{dir, "the backups can't be listed: " + plain(err), err}
	}
	for _, e := range entries {
		stamp, ok := strings.CutPrefix(e.Name(), s.stem()+"-")
		if stamp, ok = cutSuffix(stamp, ok, backupEnd); !ok {
			continue
		}
		path := filepath.Join(filepath.Dir(s.path), backupFolder, e.Name())
		info, err := os.Stat(path)
		if err != nil || !info.Mode().IsRegular() { // another recall removed it while thinning out, or it never was one
			continue
		}
		t, err := time.Parse(backupStamp, strings.TrimPrefix(stamp, rescuedMark))
		if strings.HasPrefix(stamp, beforeSchema) {
			t, err = info.ModTime().UTC(), nil
		}
		if err == nil {
			list = append(list, Backup{path, t, info.Size()})
		}
	}
	slices.SortFunc(list, func(a, b Backup) int { return b.Time.Compare(a.Time) })
	return list, nil
}

// newestFirst orders backups for one to be chosen. Those from the future come last: they were made while the clock was
// wrong, and would be the newest for years. If all are, the clock is wrong now.
func newestFirst(list []Backup, now time.Time) []Backup {
	future := func(b Backup) bool { return b.Time.Sub(now) > 24*time.Hour }
	i := slices.IndexFunc(list, func(b Backup) bool { return !future(b) })
	if i < 0 {
		return list
	}
	return slices.Concat(list[i:], list[:i])
}

func cutSuffix(s string, ok bool, suffix string) (string, bool) {
	if !ok {
		return s, false
	}
	return strings.CutSuffix(s, suffix)
}

// stem returns the database's file name without its extension.
func (s *Store) stem() string {
	return strings.TrimSuffix(filepath.Base(s.path), filepath.Ext(s.path))
}

func (s *Store) backupName(stamp string) string {
	return filepath.Join(filepath.Dir(s.path), backupFolder, s.stem()+"-"+stamp+backupEnd)
}

// backup makes a backup file with the given name. SQLite's own backup makes the copy, which sees one consistent state
// even if others write meanwhile. The copy is checked, compressed and synced to disk, and what was written is unpacked
// again and compared with the copy before it gets its name.
func (s *Store) backup(name string) (b Backup, err error) {
	dir := filepath.Dir(name)
	fail := func(doing string, err error) (Backup, error) {
		say := plain(err)
		if _, known := fileFaultOf(err); !known {
			say = doing + ": " + say
		}
		return Backup{}, &BackupError{name, "the backup was not made: " + say, err}
	}
	if err := MakeFolder(dir); err != nil {
		return fail("make the folder", err)
	}
	work, err := os.MkdirTemp(dir, s.stem()+"-*"+backupTemp) // of mode 0700
	if err != nil {
		return fail("make a folder", err)
	}
	defer os.RemoveAll(work)
	raw, packed := filepath.Join(work, "raw.db"), filepath.Join(work, "packed")
	if s.own.id == 0 && s.counted { // a copy that was not written to: the label says whose backup it is
		if err := s.write(func() error { return nil }); err != nil {
			return fail("find out whose it is", err)
		}
	}
	entries, reviews, err := s.counts() // now: another recall may add entries before the copy is made
	if err != nil {
		return fail("count the log", err)
	}
	if err := s.copyTo(raw); err != nil {
		return fail("copy the database", err)
	}
	checked := make(chan error, 1)
	go func() {
		found, err := quickCheck(raw)
		if err == nil && found < entries {
			err = fmt.Errorf("%d of %d log entries are in it", found, entries)
		}
		checked <- err
	}()
	sum, err := compress(raw, packed, backupLabel{s.own.uid, entries, reviews})
	if failed := <-checked; failed != nil { // in any case: the copy is about to be removed
		return fail("read it back", failed)
	}
	if err != nil {
		return fail("compress it", err)
	}
	if err := unpacks(packed, sum); err != nil {
		return fail("read it back", err)
	}
	if err := os.Rename(packed, name); err != nil {
		return fail("name it", err)
	}
	if err := SyncFolder(dir); err != nil {
		return fail("write the folder", err)
	}
	info, err := os.Stat(name)
	if err != nil {
		return fail("look at it", err)
	}
	return Backup{Path: name, Time: info.ModTime().UTC(), Size: info.Size()}, nil
}

// counts returns how many entries the log has, and how many of these are reviews.
func (s *Store) counts() (entries, reviews int64, err error) {
	err = s.get([]any{&entries, &reviews}, "SELECT count(*), count(*) FILTER (WHERE kind = {review}) FROM log")
	return entries, reviews, err
}

// backuper is what modernc's connections offer beyond database/sql.
type backuper interface {
	NewBackup(dst string) (*sqlite.Backup, error)
	NewRestore(src string) (*sqlite.Backup, error)
}

// copyTo copies the database into a new file.
func (s *Store) copyTo(path string) error {
	if err := create(path); err != nil {
		return err
	}
	// The copy is read back before it counts, so the order of its writes does not matter.
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
		if ended := b.Finish(); err == nil { // after a failure it says the same again
			err = ended
		}
		return err
	})
}

// quickCheck checks a database file that nobody else has open, and counts its log entries.
func quickCheck(path string) (entries int64, err error) {
	if err := chooseLocks(); err != nil {
		return 0, err
	}
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
		return 0, &damage{structural(say)}
	}
	err = db.QueryRowContext(context.Background(), "SELECT count(*) FROM log").Scan(&entries)
	return entries, err
}

// thin removes the backups that kept does not keep. One that may have more reviews or log entries than the database has
// now stays, as does the newest of each other installation: they may be all that is left of something. So do those without
// a label, of which nothing is known: no more of them are made.
func (s *Store) thin(now time.Time) error {
	list, err := s.Backups()
	if err != nil {
		return err
	}
	list = slices.DeleteFunc(list, func(b Backup) bool {
		name := filepath.Base(b.Path)
		return strings.Contains(name, "-"+beforeSchema) || strings.Contains(name, "-"+rescuedMark)
	})
	times := make([]time.Time, len(list))
	for i, b := range list {
		times[i] = b.Time
	}
	entries, reviews, err := s.counts()
	if err != nil {
		return err
	}
	newest := map[[16]byte]bool{s.own.uid: true} // installations of which a newer backup was seen
	for i, keep := range kept(times, now) {
		label, ok := labelOf(list[i].Path)
		if keep || !ok || label.entries > entries || label.reviews > reviews || !newest[label.device] {
			if ok {
				newest[label.device] = true
			}
			continue
		}
		if err := os.Remove(list[i].Path); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("thin out the backups: %w", err)
		}
	}
	return nil
}

// kept returns which of the given times, newest first, to keep: all within two days; beyond that the newest of each of
// 12 days, 10 weeks and 9 months, and of every year.
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
