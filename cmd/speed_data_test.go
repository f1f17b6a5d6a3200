//go:build unix

package cmd_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"recall/srs"
)

// What TestSpeed measures on: documents, databases with a past of some years, and floors in C.

// speedDay is the day on which cards are due.
var speedDay = srs.Date(2026, 11, 22)

type bench struct {
	t       *testing.T
	ctx     context.Context
	dir     string
	program string
}

func newBench(t *testing.T) *bench {
	path, err := program()
	if err != nil {
		t.Fatal(err)
	}
	b := &bench{t: t, ctx: t.Context(), dir: *speedDir, program: path}
	if b.dir == "" {
		b.dir = t.TempDir()
	}
	if b.dir, err = filepath.Abs(b.dir); err == nil {
		err = os.MkdirAll(filepath.Join(b.dir, "home"), 0o700)
	}
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func (b *bench) path(name ...string) string {
	return filepath.Join(append([]string{b.dir}, name...)...)
}

// recall returns a command on a database, on the day on which cards are due.
func (b *bench) recall(ctx context.Context, db string, args ...string) *exec.Cmd {
	c := exec.CommandContext(ctx, b.program, args...)
	c.Env = []string{
		"HOME=" + b.path("home"), "PATH=" + os.Getenv("PATH"), "TMPDIR=" + os.TempDir(), "TERM=xterm-256color", "LANG=en_US.UTF-8", "TZ=UTC",
		"RECALL_DB=" + db, "RECALL_NOW=" + speedDay.Time().Format("2006-01-02") + "T12:00:00Z",
	}
	return c
}

// say runs recall once, without measuring it, on a day before all answers.
func (b *bench) say(db string, args ...string) error {
	c := b.recall(b.ctx, db, args...)
	c.Env = append(c.Env, "RECALL_NOW=1990-01-01T12:00:00Z")
	if out, err := c.CombinedOutput(); err != nil {
		return fmt.Errorf("recall %s: %w\n%s", strings.Join(args, " "), err, out)
	}
	return nil
}

// missing returns the first of some programs that this machine lacks, or "". sqlite3.h stands for SQLite's headers.
func (b *bench) missing(needs string) string {
	for _, name := range strings.Fields(needs) {
		if name == "sqlite3.h" {
			if _, err := b.floor("copy"); err != nil {
				return "C compiler with sqlite3.h"
			}
		} else if _, err := exec.LookPath(name); err != nil {
			return name
		}
	}
	return ""
}

// made calls f to make a file or folder unless it is there from an earlier run.
func made(path string, f func(path string) error) (string, error) {
	if _, err := os.Stat(path); !errors.Is(err, fs.ErrNotExist) {
		return path, err
	}
	making := path + ".making"
	if err := os.RemoveAll(making); err != nil {
		return "", err
	}
	if err := f(making); err != nil {
		return "", err
	}
	return path, os.Rename(making, path)
}

// floor compiles testdata/speed/NAME.c.
func (b *bench) floor(name string) (string, error) {
	return made(b.path("floor-"+name), func(path string) error {
		source := filepath.Join("testdata", "speed", name+".c")
		out, err := exec.Command("cc", "-O2", "-o", path, source, "-lsqlite3").CombinedOutput()
		if err != nil {
			return fmt.Errorf("compile %s.c: %w\n%s", name, err, out)
		}
		return nil
	})
}

// document returns a file of n bullets in sections of 50. A bullet in five has two below it, one in seven code, one in
// eleven a link.
func (b *bench) document(n int) (string, error) {
	return made(b.path(fmt.Sprintf("%d.md", n)), func(path string) error {
		return os.WriteFile(path, manyBullets("Roadmap", n), 0o600)
	})
}

func manyBullets(title string, n int) []byte {
	rng := rand.New(rand.NewPCG(uint64(n), 1))
	nouns := strings.Fields(`anchor beam boom buoy cabin cable chain chart cleat compass current deck dock draught ferry fender
		flag gale galley halyard harbour hatch helm hull jetty keel knot lantern ledger lock locker log mast mooring oar pilot
		plank pump quay raft rib rigging rope rudder sail shackle sheet sluice stern tackle tide tiller towline valve wake winch`)
	words := func(k int) string {
		of := make([]string, k)
		for i := range of {
			of[i] = nouns[rng.IntN(len(nouns))]
		}
		return strings.Join(of, " ")
	}
	var out bytes.Buffer
	fmt.Fprintf(&out, "# %s\n", title)
	bullet := func(i int, indent string, k int) {
		fmt.Fprintf(&out, "%s- **Term %d**: %s", indent, i, words(k))
		if i%7 == 0 {
			fmt.Fprintf(&out, " `%s(%d)`", words(1), i)
		}
		if i%11 == 0 {
			fmt.Fprintf(&out, " [chart](https://example.org/%d)", i)
		}
		out.WriteByte('\n')
	}
	for i, section := 1, 0; i <= n; i++ {
		if (i-1)/50 >= section {
			section++
			fmt.Fprintf(&out, "\n## Section %d: %s\n\n", section, words(3))
		}
		bullet(i, "", 8)
		if i%5 == 0 && i+2 <= n {
			bullet(i+1, "  ", 7)
			bullet(i+2, "  ", 7)
			i += 2
		}
	}
	return out.Bytes()
}

// empty returns a database with nothing but the built-in roadmap.
func (b *bench) empty() (string, error) {
	return made(b.path("empty.db"), func(path string) error { return b.say(path, "due") })
}

// imported returns a database into which the document of n bullets was imported, as the deck "big".
func (b *bench) imported(n int) (string, error) {
	doc, err := b.document(n)
	if err != nil {
		return "", err
	}
	return made(b.path(fmt.Sprintf("%d.db", n)), func(path string) error {
		empty, err := b.empty()
		if err == nil {
			err = copyFile(empty, path)
		}
		return errors.Join(err, b.say(path, "import", doc, "--deck", "big"))
	})
}

// filled returns such a database with ten answers to each card, of which due are due.
func (b *bench) filled(n, due int) (string, error) {
	from, err := b.imported(n)
	if err != nil {
		return "", err
	}
	return made(b.path(fmt.Sprintf("%d-due%d.db", n, due)), func(path string) error {
		if err := copyFile(from, path); err != nil {
			return err
		}
		c := exec.Command("go", "test", "../data", "-run", "^TestFill$", "-timeout", "2h", "-fill", path, "-fill-deck", "big",
			"-fill-day", strconv.Itoa(int(speedDay)), "-fill-due", strconv.Itoa(due))
		if out, err := c.CombinedOutput(); err != nil {
			return fmt.Errorf("%w\n%s", err, out)
		}
		return b.say(path, "deck", "delete", "Python roadmap", "--yes") // only cards of the document are due
	})
}

func copyFile(from, to string) error {
	text, err := os.ReadFile(from)
	if err != nil {
		return err
	}
	return os.WriteFile(to, text, 0o600)
}
