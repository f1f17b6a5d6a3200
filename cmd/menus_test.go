//go:build unix

package cmd_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"recall/quiz/term/ptytest"
)

// started runs a command on a terminal.
func started(t *testing.T, home string, columns int, args ...string) *ptytest.Screen {
	t.Helper()
	s := ptytest.New(t, columns, 24)
	s.Start(command(t, home, 0, args...))
	return s
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// recall config alone is a menu on a terminal: a setting, then one of its values or a field that is checked.
func TestConfigMenu(t *testing.T) {
	for _, columns := range []int{80, 40} {
		home := t.TempDir()
		say(t, home, 0, "due")
		s := started(t, home, columns, "config")
		s.Wait("Settings of all decks")
		s.Wait("new_per_day")
		s.Type("four")
		s.Wait("> grades")
		s.Type("\r")
		s.Wait("six")
		s.Type("2")
		s.Wait("grades           six")
		s.Type("\r")
		s.Wait("new_per_day, a num")
		s.Type("\x7f\x7fx\r")
		s.Wait("new_per_day can't be")
		s.Type("\x7f25\r")
		s.Wait("new_per_day      25")
		s.Type("\x1b")
		s.Wait("grades = six")
		s.Wait("new_per_day = 25")
		if got := strings.TrimSpace(say(t, home, 0, "config", "new_per_day")); got != "25" {
			t.Errorf("new_per_day is %s", got)
		}
	}
}

// Drafts on a terminal: single keys, an editor in between, and the terminal as it was.
func TestDraftsOnATerminal(t *testing.T) {
	for _, columns := range []int{80, 40} {
		home := t.TempDir()
		path := filepath.Join(home, "weak.md")
		write(t, path, "- persistence modes: RDB, AOF, both\n- Keel: stops drift\n")
		say(t, home, 0, "import", path)
		script := filepath.Join(home, "ed.sh")
		write(t, script, "printf '%s' \"$1\" > "+filepath.Join(home, "line")+
			"\nsed -i.old 's/both/both of them/' \"$2\"\n")
		s := ptytest.New(t, columns, 24)
		c := command(t, home, 0, "drafts", "weak")
		c.Env = append(c.Env, "EDITOR=sh "+script)
		s.Start(c)
		s.Wait("3 drafts")
		s.Wait("3 gaps")
		s.Type("\r")
		s.Wait("____")
		s.Type("a")
		s.Wait("2 drafts")
		s.Type("e")
		s.Wait("both of them")
		s.Type("?")
		s.Wait("may be weak")
		s.Type(" ")
		s.Wait("2 drafts")
		s.Type("u")
		s.Wait("An edit is not undone")
		s.LetGo()
		s.Type("u")
		s.Wait("Undone: accepting")
		s.Type("A")
		s.Wait("No draft is left")
		s.Type(" ")
		s.Wait("Done. 3 accepted, 0 rejected")
		c.Wait()
		if got := c.ProcessState.ExitCode(); got != 0 {
			t.Errorf("status %d", got)
		}
		if line, err := os.ReadFile(filepath.Join(home, "line")); err != nil || string(line) != "+1" {
			t.Errorf("the editor was opened at %q, %v", line, err)
		}
		for _, line := range strings.Split(s.Text(), "\n") {
			if len([]rune(line)) > columns {
				t.Errorf("wider than the window: %q", line)
			}
		}
		sound(t, home)
	}
}

// What is not easily taken back asks on a terminal; anything but yes is no.
func TestConfirming(t *testing.T) {
	home := t.TempDir()
	path := filepath.Join(home, "sea.md")
	write(t, path, "- Keel: stops drift\n- Rudder: turns the boat\n")
	say(t, home, 0, "import", path)
	s := started(t, home, 80, "suspend", "deck:sea")
	s.Wait("cards found.")
	s.Wait("Suspend them? [y/N]")
	s.Type("\r")
	s.Wait("recall: nothing was changed")
	s = started(t, home, 80, "suspend", "deck:sea")
	s.Wait("Suspend them? [y/N]")
	s.Type("y\r")
	s.Wait("Suspended ")
	s = started(t, home, 80, "deck", "delete", "se")
	s.Wait("Delete it? [y/N]")
	s.Type("n\r")
	s.Wait("recall: nothing was changed")
	s = started(t, home, 80, "deck", "delete")
	s.Wait("Delete")
	s.Type("\x1b")
	s = started(t, home, 80, "deck", "delete")
	s.Wait("Delete")
	s.Type("3")
	s.Wait("sea is deleted")
	s = started(t, home, 80, "suspend", "deck:python", "--no-input")
	s.Wait("hint: add --yes to go ahead")
	sound(t, home)
}

// What a command about decks is not told, it asks for on a terminal.
func TestDeckMenus(t *testing.T) {
	for _, columns := range []int{80, 40} {
		home := t.TempDir()
		write(t, filepath.Join(home, "sea.md"), "- Keel: stops drift\n")
		write(t, filepath.Join(home, "wind.md"), "- Beaufort 12: hurricane\n")
		say(t, home, 0, "import", filepath.Join(home, "sea.md"), filepath.Join(home, "wind.md"))
		s := started(t, home, columns, "deck", "rename")
		s.Wait("Rename")
		s.Type("3")
		s.Wait("New name for sea")
		s.Type(" club\r")
		s.Wait("sea is now called sea club.")
		s = started(t, home, columns, "deck", "merge", "wind")
		s.Wait("sea club")
		if s.Rest(); strings.Contains(s.Text(), "wind") {
			t.Error("a deck is offered to itself")
		}
		s.Type("3")
		s.Wait("Merge them?")
		s.Type("y\r")
		s.Wait("wind is now part of sea club;")
		s = started(t, home, columns, "deck", "delete")
		s.Wait("Delete")
		s.Type("3")
		s.Wait("sea club is deleted;")
		s = started(t, home, columns, "deck", "restore")
		s.Wait("Bring")
		s.Type("\x1b")
		s.WaitFor("the shell", func() bool { return !strings.Contains(s.Text(), "Bring") })
		s = started(t, home, columns, "deck", "restore")
		s.Type("1")
		s.Wait("sea club is back.")
	}
}

// review --pick asks for the deck, then for the chapter; Esc there goes back to the decks.
func TestPick(t *testing.T) {
	for _, columns := range []int{80, 40} {
		home := t.TempDir()
		write(t, filepath.Join(home, "sea.md"),
			"# sea\n\n## 1 Boats\n\n- Keel: stops drift\n\n## 2 Wind\n\n- Beaufort 12: hurricane\n")
		say(t, home, 0, "import", filepath.Join(home, "sea.md"))
		s := started(t, home, columns, "review", "--pick", "--form", "reveal")
		s.Wait("Which deck?")
		s.Type("3")
		s.Wait("All chapters")
		s.Type("\x1b")
		s.Wait("All decks")
		s.Type("3")
		s.Wait("All chapters")
		s.Type("3")
		s.Wait("Beaufort 12")
		s.Type("q")
		s.Wait("Stopped; 1 card waits.")
	}
}

// Where one deck alone has something to ask, no menu asks which: the chapters are those of that deck.
func TestPickOfOneDeck(t *testing.T) {
	home := t.TempDir()
	write(t, filepath.Join(home, "sea.md"),
		"# sea\n\n## 1 Boats\n\n- Keel: stops drift\n\n## 2 Wind\n\n- Beaufort 12: hurricane\n")
	say(t, home, 0, "import", filepath.Join(home, "sea.md"))
	say(t, home, 0, "config", "new_per_day", "0")
	say(t, home, 0, "config", "new_per_day", "10", "--deck", "sea")
	s := started(t, home, 80, "review", "--pick", "--form", "reveal")
	s.Wait("2 Wind")
	if s.Rest(); strings.Contains(s.Text(), "Language basics") {
		t.Errorf("chapters of another deck are offered:\n%s", s.Text())
	}
	s.Type("2")
	s.Wait("1 left")
	s.Wait("Keel")
}

// What a menu promises is asked: today's cards or, where none of them is left, new ones of a deck or a chapter picked
// by hand.
func TestPickAsksWhatItPromises(t *testing.T) {
	home := t.TempDir()
	write(t, filepath.Join(home, "sea.md"), "# sea\n\n## 1 Boats\n\n- Keel: stops drift\n- Rudder: turns the boat\n\n"+
		"## 2 Wind\n\n- Beaufort 12: hurricane\n- Beaufort 0: calm\n- Beaufort 8: gale\n")
	say(t, home, 0, "import", filepath.Join(home, "sea.md"))
	say(t, home, 0, "config", "new_per_day", "2")
	c := command(t, home, 0, "review", "sea", "--form", "reveal")
	c.Stdin = strings.NewReader("\n1\n\n3\nq\n") // the two of today: one comes back
	if out, err := c.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	s := started(t, home, 80, "review", "sea", "--pick", "--form", "reveal")
	s.Wait("Which chapter?")
	offered(s, "All chapters 1 again", "1 Boats 1 again", "2 Wind 2 new")
	s.Type("3")
	s.Wait("2 left · 2 new")
	s.Wait("Beaufort 12")
	s.Type(" ")
	s.Wait(shown)
	s.Type("3")
	s.Wait("1 left · 1 new")
	s.Type("q")
	s.Wait("recall review sea --chapter '2 Wind' --new 1 goes on")
}

// A long menu is searched by what stands in its names, such as a chapter's number, and not by its figures.
func TestPickSearchesNames(t *testing.T) {
	home := t.TempDir()
	s := started(t, home, 80, "review", "python", "--pick", "--form", "reveal")
	s.Wait("Which chapter?")
	s.Wait("10 new")
	s.Type("10")
	s.WaitFor("one chapter", func() bool { return strings.Count(s.Text(), "10 new") == 1 })
	s.Type("\r")
	s.Wait("› 10 ")
	s = started(t, home, 40, "review", "python", "--pick", "--form", "reveal")
	s.Wait("8 Caching and message que…")
	s.Type("queues")
	s.WaitFor("the chapter whose name is cut", func() bool { return strings.Count(s.Text(), "+10") == 1 })
	s.Type("\r")
	s.Wait("10 left")
}

// The menus of recall review --pick count as recall due does: what comes back today is not due.
func TestPickCountsAsDueDoes(t *testing.T) {
	home := formsHome(t)
	c := command(t, home, 1, "review", "forms", "--form", "reveal")
	c.Stdin = strings.NewReader("\n2\n\n1\nq\n")
	if out, err := c.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	s := ptytest.New(t, 80, 24)
	s.Start(command(t, home, 1, "review", "--pick"))
	s.Wait("Which deck?")
	offered(s, "All decks 8 due 2 again 10 new", "Forms 8 due 2 again", "Python roadmap 10 new")
	s.Type("3")
	s.Wait("Which chapter?")
	offered(s, "All chapters 8 due 2 again ")
}

// offered waits until a menu shows all of some items, whatever the distance of their columns.
func offered(s *ptytest.Screen, items ...string) {
	for _, item := range items {
		s.WaitFor(item, func() bool { return strings.Contains(strings.Join(strings.Fields(s.Text()), " "), item) })
	}
}

// Ctrl-C at a question of yes or no ends the command at once, and what was typed for it does not reach the shell.
func TestControlCAtAQuestion(t *testing.T) {
	bash, err := exec.LookPath("bash")
	if err != nil {
		t.Skip("no bash")
	}
	home := t.TempDir()
	write(t, filepath.Join(home, "sea.md"), "- Keel: stops drift\n- Rudder: turns the boat\n")
	say(t, home, 0, "import", filepath.Join(home, "sea.md"))
	s := ptytest.New(t, 80, 24)
	c := command(t, home, 0)
	c.Env = append(c.Env, "PS1=ready> ", "HISTFILE=", "R="+c.Path)
	c.Path, c.Args = bash, []string{bash, "--norc", "--noprofile", "-i"}
	s.Start(c)
	s.Wait("ready>")
	for _, typed := range []string{"", "y", "echo y", "yes\x7f\x7f"} {
		s.Type("clear; $R suspend deck:sea; echo status $?\r")
		s.Hear("[y/N]") // that of the round before may still stand there
		s.Type(typed + "\x03")
		s.Wait("status 130\nready>")
		if strings.Contains(s.Text(), "ready> e") || strings.Contains(s.Text(), "ready> y") {
			t.Errorf("%q went on to the shell:\n%s", typed, s.Text())
		}
	}
	if got := say(t, home, 0, "list", "is:suspended"); strings.Contains(got, "Keel") {
		t.Errorf("it went ahead:\n%s", got)
	}
}

// A question is answered by what is typed once it stands there, not by what was typed ahead.
func TestAQuestionIsNotAnsweredUnseen(t *testing.T) {
	home := t.TempDir()
	write(t, filepath.Join(home, "sea.md"), "- Keel: stops drift\n- Rudder: turns the boat\n")
	say(t, home, 0, "import", filepath.Join(home, "sea.md"))
	s := ptytest.New(t, 80, 24)
	s.Type("y\r")
	s.Wait("y")
	c := command(t, home, 0, "suspend", "deck:sea")
	s.Start(c)
	s.Wait("[y/N]")
	s.Type("\r")
	s.Wait("recall: nothing was changed")
}
