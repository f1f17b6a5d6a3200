//go:build unix

package cmd_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"recall/quiz/term/ptytest"
)

// evil sets a terminal's title, moves its cursor by a C1 sign, and turns what follows around.
const evil = "\x1b]0;evil\x07\u009b2J\u202e"

// Whatever stands in notes, in names of decks, folders and files, and in arguments, a terminal gets no control character of
// it from any command.
func TestNothingHostileReachesATerminal(t *testing.T) {
	if testing.Short() {
		t.Skip("some forty starts of the program")
	}
	home := t.TempDir()
	for name, text := range map[string]string{
		"dir" + evil + "/n" + evil + ".md": "# T" + evil + "\n\n## H" + evil + "\n\n- Mast: carries " + evil + " sails\n- list" + evil + ": a" + evil + ", b, c\n",
		"deck.csv":                         "#separator:Comma\n#deck:Table" + evil + "\nfront" + evil + ",back" + evil + "\n",
		"cards.json":                       `{"deck":"Json\u001b]0;evil\u0007","cards":[{"front":"f\u001b]0;evil\u0007","back":"b\u009b2J"}]}`,
	} {
		path := filepath.Join(home, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Symlink("/etc/hosts", filepath.Join(home, "dir"+evil, "ln"+evil+".md")); err != nil {
		t.Fatal(err)
	}
	path, err := program()
	if err != nil {
		t.Fatal(err)
	}
	script := `
r() { "$recall" "$@" </dev/null; }
r deck delete "Python roadmap" --purge --yes; r deck delete "Python 学习路线" --purge --yes
for f in dir*/ deck.csv cards.json; do r import "$f" --yes; r import "$f" --dry-run --json; done; r explain dir*/*.md
r; r due; r due --json; r list; r list --json; r stats; r stats --json; r stats --csv --by card; r stats --csv --by deck
r deck list; r deck list --json; r check; r backup; r backup list; r drafts; r undo --import
for d in dir Table Json; do
	r export "$d"; r export "$d" --log; r export "$d" --format csv; r export "$d" --format json; r export "$d" -o out.md
	r deck show "$d"; r deck score "$d"; r stats "$d"; r list "$d"; r review "$d"
done
for id in $(r list --json | grep evil | grep -o '"card":"[0-9a-f]*"' | cut -d'"' -f4 | head -3); do r why "$id"; r show "$id"; done
r import "no$1"; r import deck.csv --deck "d$1"; r list "x$1"; r review "x$1"; r config "x$1"; r "x$1"; r due "--x$1"; r restore "x$1"
r sync "x$1"; r edit "x$1"; r list -q "deck:\"x$1"; r tag "deck:x$1" "t$1"; r deck rename Json "x$1"; r --db "/no$1/x" due
echo the end`
	c := command(t, home, 0)
	c.Path, c.Args, c.Dir = "/bin/sh", []string{"sh", "-c", script, "sh", evil}, home
	c.Env = append(c.Env, "recall="+path)
	s := ptytest.New(t, 200, 50)
	s.Start(c)
	c.Wait()
	s.Hear("the end")
	raw := s.Raw()
	if !strings.Contains(raw, "the end") || strings.Count(raw, "carries") < 5 {
		t.Fatalf("it was not all tried: %q", raw[max(0, len(raw)-2000):])
	}
	for _, sign := range []string{"\x1b]0;evil", "\x07", "\u009b", "\u202e"} {
		if at := strings.Index(raw, sign); at >= 0 {
			t.Errorf("%q reaches the terminal: %q", sign, raw[max(0, at-200):min(len(raw), at+80)])
		}
	}
}
