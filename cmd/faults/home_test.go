//go:build unix

package faults

import (
	"bytes"
	"crypto/sha256"
	"database/sql"
	"errors"
	"fmt"
	"hash/maphash"
	"io/fs"
	"maps"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"

	_ "modernc.org/sqlite"
)

// program is the real binary, as README builds it.
var program = sync.OnceValues(func() (string, error) {
	path := filepath.Join(shared, "recall")
	build := exec.Command("go", "build", "-o", path, "recall/cmd/recall")
	build.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := build.CombinedOutput(); err != nil {
		return "", fmt.Errorf("%w\n%s", err, out)
	}
	return path, nil
})

// shared is a folder of all tests.
var shared string

func TestMain(m *testing.M) {
	os.Exit(func() int {
		dir, err := os.MkdirTemp("", "faults")
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			return 1
		}
		defer os.RemoveAll(dir)
		shared = dir
		syscall.Umask(0) // whatever recall makes must be its owner's alone all the same
		return m.Run()
	}())
}

// home is a folder with a database and with notes of a person who uses recall.
type home struct {
	dir string
	db  string // the database's path in it
	now string // what the clock says when a command begins
	tz  string
}

const morning = "2026-12-01T09:00:00Z"

func newHome(t testing.TB) home {
	t.Helper()
	h := home{filepath.Join(t.TempDir(), "home"), "recall.db", morning, "UTC"}
	if err := os.MkdirAll(h.path("tmp"), 0o700); err != nil {
		t.Fatal(err)
	}
	return h
}

func (h home) path(name string) string { return filepath.Join(h.dir, name) }
func (h home) database() string        { return h.path(h.db) }

func (h home) uri(mode string) string {
	return (&url.URL{Scheme: "file", OmitHost: true, Path: h.database(), RawQuery: mode}).String()
}

func (h home) env() []string {
	return []string{
		"HOME=" + h.dir, "PATH=" + os.Getenv("PATH"), "LANG=en_US.UTF-8", "TERM=xterm-256color", "TZ=" + h.tz,
		"RECALL_DB=" + h.database(), "RECALL_NOW=" + h.now, "EDITOR=sh " + h.path("editor"), "TMPDIR=" + h.path("tmp"),
	}
}

// outcome is what a command printed and how it ended.
type outcome struct {
	out, err string
	status   int
}

func (o outcome) String() string {
	return fmt.Sprintf("status %d, %q", o.status, strings.TrimSpace(o.err))
}

// start runs a command to its end.
func (h home) start(in string, args ...string) (o outcome, err error) {
	path, err := program()
	if err != nil {
		return o, err
	}
	c := exec.Command(path, args...)
	var out, errs bytes.Buffer
	c.Dir, c.Env = h.dir, h.env()
	c.Stdin, c.Stdout, c.Stderr = strings.NewReader(in), &out, &errs
	if err := c.Run(); err != nil && c.ProcessState == nil {
		return o, err
	}
	return outcome{out.String(), errs.String(), c.ProcessState.ExitCode()}, nil
}

// try runs a command that may fail.
func (h home) try(t testing.TB, in string, args ...string) outcome {
	t.Helper()
	o, err := h.start(in, args...)
	if err != nil {
		t.Fatal(err)
	}
	return o
}

// do runs a command that must succeed.
func (h home) do(t testing.TB, in string, args ...string) string {
	t.Helper()
	o := h.try(t, in, args...)
	if o.status != 0 {
		t.Fatalf("recall %s: %s", strings.Join(args, " "), o)
	}
	return o.out
}

func (h home) write(t testing.TB, name, text string) {
	t.Helper()
	if err := os.WriteFile(h.path(name), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// exec runs statements of a test's own on the database.
func (h home) exec(script string) error {
	db, err := sql.Open("sqlite", h.uri("mode=rwc"))
	if err != nil {
		return err
	}
	defer db.Close()
	_, err = db.Exec(script)
	return err
}

// sql is exec for a script that must succeed.
func (h home) sql(t testing.TB, script string) {
	t.Helper()
	if err := h.exec(script); err != nil {
		t.Fatal(err)
	}
}

// state is what a database holds: for each column of each table, its values in whatever order.
type state map[string]string

// timely are columns that hang on the millisecond.
const timely = "'tick', 'lag', 'took', 'sum', 'crc', 'stamp', 'seq', 'last_seq', 'met', 'sent'"

// state reads the database. It must come after the program has put right what a killed one left.
func (h home) state() (state, error) {
	db, err := sql.Open("sqlite", h.uri("mode=ro"))
	if err != nil {
		return nil, err
	}
	defer db.Close()
	tables, err := db.Query(`SELECT t.name, group_concat(c.name) FROM sqlite_schema t JOIN pragma_table_info(t.name) c
		WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite%' AND t.name <> 'device' AND c.name NOT IN (` + timely + `)
		GROUP BY t.name`)
	if err != nil {
		return nil, err
	}
	defer tables.Close()
	columns := map[string][]string{}
	for tables.Next() {
		var table, list string
		if err := tables.Scan(&table, &list); err != nil {
			return nil, err
		}
		columns[table] = strings.Split(list, ",")
	}
	if err := tables.Err(); err != nil {
		return nil, err
	}
	s := state{}
	for table, list := range columns {
		if err := s.read(db, table, list); err != nil {
			return nil, err
		}
	}
	if len(s) == 0 {
		return nil, errors.New("no table is in it")
	}
	return s, nil
}

// hashes are only compared within a run.
var hashes = maphash.MakeSeed()

// read adds the columns of a table. The sum of the hashes of its values stands for a column: it does not hang on their order.
func (s state) read(db *sql.DB, table string, columns []string) error {
	rows, err := db.Query(fmt.Sprintf(`SELECT quote("%s") FROM "%s"`, strings.Join(columns, `"), quote("`), table))
	if err != nil {
		return err
	}
	defer rows.Close()
	values, into, sums, n := make([]sql.RawBytes, len(columns)), make([]any, len(columns)), make([]uint64, len(columns)), 0
	for i := range values {
		into[i] = &values[i]
	}
	for ; rows.Next(); n++ {
		if err := rows.Scan(into...); err != nil {
			return err
		}
		for i, v := range values {
			sums[i] += maphash.Bytes(hashes, v)
		}
	}
	s[table] = fmt.Sprint(n, " rows")
	for i, c := range columns {
		s[table+"."+c] = fmt.Sprintf("%x", sums[i])
	}
	return rows.Err()
}

// reviews counts the grades that are stored, but for those of other machines.
func (h home) reviews() (n int, err error) {
	db, err := sql.Open("sqlite", h.uri("mode=ro"))
	if err != nil {
		return 0, err
	}
	defer db.Close()
	return n, db.QueryRow(`SELECT count(*) FROM log l JOIN device d ON d.id = l.device
		WHERE l.grade IS NOT NULL AND d.path <> ''`).Scan(&n) // paths never leave their machine
}

// steady returns what two states agree on: the rest hangs on the time and on chance.
func (s state) steady(other state) state {
	both := state{}
	for k, v := range s {
		if other[k] == v {
			both[k] = v
		}
	}
	return both
}

// differs names what a state has otherwise; "" if all that is known of the state is so.
func (s state) differs(now state) string {
	var list []string
	for _, k := range slices.Sorted(maps.Keys(s)) {
		if now[k] != s[k] {
			list = append(list, fmt.Sprintf("%s %s not %s", k, now[k], s[k]))
		}
	}
	return strings.Join(list[:min(len(list), 6)], ", ")
}

// tree is a folder as it stands on disk: files with their text, and folders.
type tree map[string]*node

type node struct {
	folder bool
	mode   fs.FileMode
	data   []byte
}

func readTree(dir string) (tree, error) {
	all := tree{}
	return all, filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(dir, path)
		if err != nil {
			return err
		}
		n := &node{folder: d.IsDir(), mode: info.Mode().Perm()}
		if !n.folder {
			n.data, err = os.ReadFile(path)
		}
		all[rel] = n
		return err
	})
}

// numbers are what differs in the names of files from run to run.
var numbers = regexp.MustCompile(`[0-9a-f]*[0-9][0-9a-f]*`)

func nameless(path string) string { return numbers.ReplaceAllString(path, "0") }

// digest is the same for two trees that the program can't tell apart, as far as some of their files are concerned: chance
// made the numbers in the names of files.
func (all tree) digest(counts func(name string) bool) string {
	var list []string
	for name, n := range all {
		if counts(name) {
			list = append(list, fmt.Sprintf("%s %v %v %x", nameless(name), n.folder, n.mode, sha256.Sum256(n.data)))
		}
	}
	slices.Sort(list)
	return fmt.Sprintf("%x", sha256.Sum256([]byte(strings.Join(list, "\n"))))
}

// open names the files that somebody else than their owner can read or write.
func (all tree) open() (list []string) {
	for name, n := range all {
		if n.mode&0o077 != 0 {
			list = append(list, fmt.Sprintf("%s has mode %v", name, n.mode))
		}
	}
	return list
}

// put makes a folder what the tree says, in the place where it was read: a database knows its path.
func (all tree) put(dir string) error {
	if err := os.RemoveAll(dir); err != nil {
		return err
	}
	for _, rel := range slices.Sorted(maps.Keys(all)) { // a folder comes before what it holds
		n, path := all[rel], filepath.Join(dir, rel)
		var err error
		if n.folder {
			err = os.Mkdir(path, n.mode)
		} else {
			err = os.WriteFile(path, n.data, n.mode)
		}
		if err != nil {
			return err
		}
	}
	return nil
}
