//go:build unix

package cmd_test

import (
	"database/sql"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"recall/cmd"
	"recall/quiz/draw"
	"recall/quiz/term/ptytest"
)

// Each file of testdata/screens is a story told on a terminal, in every style, and what it shows at each of its
// screens. Above the first section stands the script, a step a line:
//
//	rows 40              the height of the window; 24 without it
//	env NAME=VALUE       for all commands
//	styles 80 40         of the styles below; all without it
//	first                there is no database yet; without it the first start was before
//	day 3                from here on it is the third day after 22 November 2026, at noon
//	$ recall …           a command that must succeed, through pipes
//	study DECK KEYS…     a session through a pipe; each key grades a card
//	append FILE TEXT     a line of text for a file
//	replace FILE A => B  an edit of a file
//
//	> recall …           a command on the terminal
//	type KEYS…           keys, or names of keys as below
//	wait TEXT            until the screen shows it
//	hear TEXT            until it was written since the last keys
//	end STATUS           until the command has ended; its status is 0 without one
//	screen NAME          compare the screen with the section "NAME STYLE"
//
// Sections whose name has a dot are files beside the database.
func TestGoldenScreens(t *testing.T) {
	files, err := filepath.Glob("testdata/screens/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("no screens", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) { tell(t, file) })
	}
}

// styles are the ways in which each story is told: windows of 80 and of 40 columns, without colour, with ASCII signs,
// in colour.
var styles = []style{
	{"80", 80, []string{"NO_COLOR=1"}, nil}, {"40", 40, []string{"NO_COLOR=1"}, nil},
	{"80 ascii", 80, []string{"NO_COLOR=1"}, []string{"--ascii"}}, {"40 ascii", 40, []string{"NO_COLOR=1"}, []string{"--ascii"}},
	{"80 colour", 80, nil, nil}, {"40 colour", 40, nil, nil},
}

type style struct {
	name    string
	columns int
	env     []string
	args    []string
}

// story is one file being told.
type story struct {
	t       *testing.T
	archive *txtar.Archive
	mu      *sync.Mutex // of the archive
	home    string
	day     int
	rows    int
	env     []string
	styles  []style
	first   bool

	style  style
	screen *ptytest.Screen
	cmd    *exec.Cmd
}

func tell(t *testing.T, file string) {
	archive, err := txtar.ParseFile(file)
	if err != nil {
		t.Fatal(err)
	}
	s := &story{t: t, archive: archive, mu: new(sync.Mutex), rows: 24, styles: styles}
	var files []txtar.File
	for _, f := range archive.Files {
		if strings.Contains(f.Name, ".") {
			files = append(files, f)
		}
	}
	var steps []string
	for line := range strings.SplitSeq(string(archive.Comment), "\n") {
		if line = strings.TrimSpace(line); line != "" && line[0] != '#' {
			steps = append(steps, line)
		}
	}
	for i, step := range steps { // what is not told but said about the telling
		if what, _, _ := strings.Cut(step, " "); what == "rows" || what == "env" || what == "styles" || what == "first" {
			s.step(step)
			steps[i] = ""
		}
	}
	steps = slices.DeleteFunc(steps, func(step string) bool { return step == "" })
	if testing.Short() && !*update {
		s.styles = slices.DeleteFunc(slices.Clone(s.styles), func(st style) bool {
			return st.name == "40" ||
				st.name == "80 ascii" || st.name == "40 colour"
		})
	}
	if *update {
		// The sections stand in the order of the script, a screen's styles together; those that no step has are
		// dropped.
		sections := slices.Clone(files)
		for _, step := range steps {
			for _, st := range s.styles {
				if name, ok := strings.CutPrefix(step, "screen "); ok {
					sections = append(sections, txtar.File{Name: name + " " + st.name})
				}
			}
		}
		archive.Files = sections
		t.Cleanup(func() { // after the last style
			if err := os.WriteFile(file, txtar.Format(archive), 0o644); err != nil {
				t.Error(err)
			}
		})
	}
	for _, st := range s.styles {
		t.Run(st.name, func(t *testing.T) {
			t.Parallel()
			s := *s
			s.t, s.style, s.home = t, st, t.TempDir()
			if !s.first {
				image, err := cmd.Begun(s.locale())
				if err != nil {
					t.Fatal(err)
				}
				write(t, filepath.Join(s.home, "recall.db"), string(image))
			}
			for _, f := range files {
				write(t, filepath.Join(s.home, f.Name), string(f.Data))
			}
			for _, step := range steps {
				s.step(step)
			}
		})
	}
}

// locale returns what the story says of it.
func (s *story) locale() (lang string) {
	for _, e := range s.env {
		if l, ok := strings.CutPrefix(e, "LANG="); ok {
			lang = l
		}
	}
	return lang
}

func number(t *testing.T, text string) int {
	n, err := strconv.Atoi(text)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// run runs a command through pipes, to its end.
func (s *story) run(args []string, in string) {
	s.t.Helper()
	c := command(s.t, s.home, s.day, args...)
	c.Dir, c.Stdin, c.Env = s.home, strings.NewReader(in), append(c.Env, s.env...)
	if out, err := c.CombinedOutput(); err != nil {
		s.t.Fatalf("recall %s: %v\n%s", strings.Join(args, " "), err, out)
	}
}

// settleTimes lets every answer have taken eight seconds, where the machine's own speed would stand in statistics.
func (s *story) settleTimes() {
	s.t.Helper()
	db, err := sql.Open("sqlite", filepath.Join(s.home, "recall.db"))
	if err != nil {
		s.t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.Exec("UPDATE log SET took = 8000 WHERE took IS NOT NULL; UPDATE hour_count SET took = 8000 * answers"); err != nil {
		s.t.Fatal(err)
	}
}

func (s *story) step(line string) {
	s.t.Helper()
	what, text, _ := strings.Cut(line, " ")
	words := strings.Fields(text)
	switch what {
	case "rows":
		s.rows = number(s.t, text)
	case "env":
		s.env = append(s.env, text)
	case "styles":
		s.styles = slices.DeleteFunc(slices.Clone(styles),
			func(st style) bool { return !slices.Contains(words, st.name) })
	case "first":
		s.first = true
	case "day":
		s.day = number(s.t, text)
	case "$":
		s.run(words[1:], "")
	case "study":
		keys := ""
		for _, k := range words[1:] {
			keys += "\n" + k + "\n"
		}
		s.run([]string{"review", words[0], "--plain", "--form", "reveal", "--new", "99"}, keys)
		s.settleTimes()
	case "append", "replace":
		path := filepath.Join(s.home, words[0])
		old, err := os.ReadFile(path)
		if err != nil {
			s.t.Fatal(err)
		}
		rest := strings.TrimSpace(strings.TrimPrefix(text, words[0]))
		if what == "append" {
			write(s.t, path, string(old)+rest+"\n")
			break
		}
		from, to, _ := strings.Cut(rest, "=>")
		now := strings.Replace(string(old), strings.TrimSpace(from), strings.TrimSpace(to), 1)
		if now == string(old) {
			s.t.Fatalf("%s has no %q", words[0], from)
		}
		write(s.t, path, now)
	case ">":
		s.cmd = command(s.t, s.home, s.day, append(words[1:], s.style.args...)...)
		s.cmd.Dir, s.cmd.Env = s.home, append(append(s.cmd.Env, s.env...), s.style.env...)
		s.screen = ptytest.New(s.t, s.style.columns, s.rows)
		s.screen.Start(s.cmd)
	case "type":
		s.screen.Type(keys(text))
	case "hear":
		s.screen.Hear(text)
	case "wait":
		s.screen.Wait(text)
	case "end":
		s.cmd.Wait()
		want := 0
		if text != "" {
			want = number(s.t, text)
		}
		if got := s.cmd.ProcessState.ExitCode(); got != want {
			s.t.Errorf("status %d, not %d", got, want)
		}
		s.screen.Settle()
	case "screen":
		s.screen.Rest()
		s.compare(text)
	default:
		s.t.Fatalf("%q is no step", line)
	}
}

// keys are what is typed: words, and keys by their names. Blanks only part them.
func keys(text string) (typed string) {
	names := map[string]string{
		"Space": " ", "Enter": "\r", "Esc": "\x1b", "Backspace": "\x7f", "Up": "\x1b[A", "Down": "\x1b[B", "Right": "\x1b[C", "Left": "\x1b[D",
		"PgUp": "\x1b[5~", "PgDn": "\x1b[6~", "Ctrl-C": "\x03",
	}
	for _, word := range strings.Fields(text) {
		if key, ok := names[word]; ok {
			word = key
		}
		typed += word
	}
	return typed
}

// What differs from run to run, or with the built-in roadmap, is masked.
var masks = []struct {
	found *regexp.Regexp
	by    string
}{
	{regexp.MustCompile(`in (\d+ m )?\d+ s, \d+(\s+)s a card`), "in N s, N${2}s a card"},
	{regexp.MustCompile(`\d,\d\d\d (chapters|bullets|cards|条|张)`), "N,NNN $1"},
	{regexp.MustCompile(`(Python \S+ +\d+ +\d+ +)\d\d\d`), "${1}NNN"}, // drafts
	{regexp.MustCompile(`drafts \d\d\d`), "drafts NNN"},
	{regexp.MustCompile(`\d\d\d drafts`), "NNN drafts"},
}

var painted = regexp.MustCompile(`<[0-9;]*>`)

// seen returns what the screen shows, with its styles where the story is told in colour.
func (s *story) seen() string {
	text := s.screen.Text()
	if strings.HasSuffix(s.style.name, "colour") {
		text = s.screen.Styled()
	}
	for _, m := range masks {
		text = m.found.ReplaceAllString(text, m.by)
	}
	return text + "\n"
}

// section returns the text of a section, and puts another in its place if that is to be done.
func (s *story) section(name, text string) string {
	s.t.Helper()
	s.mu.Lock()
	defer s.mu.Unlock()
	at := slices.IndexFunc(s.archive.Files, func(f txtar.File) bool { return f.Name == name })
	if at < 0 {
		s.t.Fatalf("%s: the file has no such section; go test ./cmd -run GoldenScreens -update adds it", name)
	}
	if *update {
		s.archive.Files[at].Data = []byte(text)
	}
	return string(s.archive.Files[at].Data)
}

// compare compares the screen with its section, and checks what must hold for all screens.
func (s *story) compare(name string) {
	s.t.Helper()
	name += " " + s.style.name
	want := s.section(name, s.seen())
	looks := 15_000 // on a busy machine the program may rest before the screen is whole
	if s.t.Failed() {
		looks = 1
	}
	if !s.screen.Becomes(looks, func() bool { return s.seen() == want }) {
		s.t.Errorf("%s: got\n%s\nwant\n%s", name, s.seen(), want)
	}
	if paint := painted.FindAllString(s.screen.Styled(), -1); !strings.HasSuffix(name, "colour") &&
		slices.ContainsFunc(paint, func(p string) bool { return p != "<>" && p != "<7>" && p != "<27>" }) {
		s.t.Errorf("%s: painted with %v", name, paint) // reverse is the cursor of a field
	}
	for _, l := range strings.Split(s.screen.Text(), "\n") {
		if w := draw.Width(l); w > s.style.columns-1 || w > 79 {
			s.t.Errorf("%s: %q is %d columns wide", name, l, w)
		}
		if strings.HasSuffix(name, "ascii") && strings.ContainsAny(l, "↑↓↺↳·•›×…─│┼█▉▊▋▌▍▎▏░▒▓–") {
			s.t.Errorf("%s: %q is not in ASCII", name, l)
		}
	}
}
