package term_test

import (
	"fmt"
	"strings"
	"testing"

	"recall/quiz/draw"
	"recall/quiz/term"
)

// A screen replaces the one before it. What Show writes stays on the normal screen afterwards.
func TestScreens(t *testing.T) {
	screen, tm := openWith(t, 80, 24, term.Options{Color: true})
	screen.TTY().WriteString("$ recall review\r\n")
	key := later(func() (rune, error) { return tm.Key(question, " q") })
	screen.Wait("2 left\n\n三次握手?\n\nSpace show   q quit")
	screen.Type(" ")
	<-key
	key = later(func() (rune, error) { return tm.Key(answer, "13 uq") })
	screen.Wait("2 left\n\n三次握手?\n" + strings.Repeat("─", 79) + "\nSYN, SYN-ACK, ACK\n\n 1 Again 1d   3 Good 6d *")
	screen.Type("3")
	<-key
	key = later(func() (rune, error) { return tm.Key(draw.Screen{Front: "short"}, " ") })
	screen.WaitFor("only the new screen", func() bool { return screen.Text() == "short" })
	screen.Type(" ")
	<-key
	if err := tm.Show([]string{"Done. 2 cards", "Tomorrow 31."}); err != nil {
		t.Fatal(err)
	}
	screen.Wait("$ recall review\nDone. 2 cards\nTomorrow 31.")
}

// Each screen is one write of what changed and never clears what it keeps. So nothing flickers, and nothing waits for a
// response from the terminal.
func TestOneWrite(t *testing.T) {
	screen, tm := open(t, 80, 24)
	frames := func() []string { return strings.Split(screen.Raw(), "\x1b[?2026h")[1:] }
	wait := func(n int) string {
		t.Helper()
		screen.WaitFor("another frame", func() bool {
			return len(frames()) >= n && strings.HasSuffix(screen.Raw(), "\x1b[?2026l")
		})
		if got := frames(); len(got) > n {
			t.Fatalf("%d frames, not %d: %q", len(got), n, got)
		}
		return strings.TrimSuffix(frames()[n-1], "\x1b[?2026l")
	}
	screen.Type(" ")
	if got := result(tm.Key(question, " q")); got != " " {
		t.Fatal(got)
	}
	wait(1)
	key := later(func() (rune, error) { return tm.Key(answer, "13 uq") })
	want := "\x1b[4;1H" + strings.Repeat("─", 79) +
		"\x1b[K\x1b[5;1HSYN, SYN-ACK, ACK\x1b[K\x1b[6;1H\x1b[K\x1b[7;1H 1 Again 1d   3 Good 6d *" +
		strings.Repeat(" ", 47) + "u e q ?\x1b[K"
	if got := wait(2); got != want {
		t.Errorf("the answer was drawn as %q, want %q", got, want)
	}
	screen.Type("3")
	<-key
	line := later(func() (string, error) { return tm.Line(typed) })
	wait(3)
	for i, step := range []struct{ key, want string }{
		{"a", "\x1b[?25l\x1b[5;1H> a\x1b[K\x1b[5;4H\x1b[?25h"},
		{"握", "\x1b[?25l\x1b[5;1H> a握\x1b[K\x1b[5;6H\x1b[?25h"},
		{"\x1b[D", "\x1b[5;4H"},
	} {
		screen.Type(step.key)
		if got := wait(4 + i); got != step.want {
			t.Errorf("%q was drawn as %q, want %q", step.key, got, step.want)
		}
	}
	screen.Type("\r")
	<-line
	pick := later(func() (int, error) { return tm.Pick("Deck", []string{"a", "b", "c"}) })
	screen.Wait("> 1  a")
	screen.Rest()
	before := len(frames())
	screen.Type("\x1b[B")
	if got, want := wait(before+1), "\x1b[2;1H    1  a\x1b[K\x1b[3;1H  > 2  b\x1b[K"; got != want {
		t.Errorf("the menu was drawn as %q, want %q", got, want)
	}
	screen.Type("\r")
	<-pick
	if raw := screen.Raw(); strings.Contains(raw, "\x1b[2J") || strings.Contains(raw, "\x1b[c") ||
		strings.Contains(raw, "\x1b[6n") {
		t.Errorf("drawn as %q", raw)
	}
}

// A screen longer than the window shows a part and says so. It scrolls, and keeps the keys in view.
func TestLongScreen(t *testing.T) {
	screen, tm := open(t, 60, 12)
	long := answer
	long.Front, long.Back = "", ""
	for i := range 20 {
		long.Front += fmt.Sprintf("question %d\n\n", i+1)
		long.Back += fmt.Sprintf("- answer %d\n", i+1)
	}
	asked := long
	asked.Back, asked.Buttons = "", nil
	key := later(func() (rune, error) { return tm.Key(asked, " q") })
	screen.Wait("2 left\n\nquestion 1\n\nquestion 2\n")
	screen.Wait("lines 1-9 of 41   Up Down PgUp PgDn\n\nu e q ?")
	screen.Type("\x1b[6~")
	screen.Wait("lines 10-18 of 41")
	screen.Type("\x1b[B\x1b[B\x1b[A")
	screen.Wait("lines 11-19 of 41")
	screen.Type("\x1b[6~\x1b[6~\x1b[6~\x1b[6~")
	screen.Wait("question 20\nlines 33-41 of 41")
	screen.Type("\x1b[5~ ")
	<-key

	key = later(func() (rune, error) { return tm.Key(long, "13 uq") })
	screen.Wait("question 20\n────")
	screen.Wait("• answer 1\n")
	screen.Wait(" 1 Again 1d   3 Good 6d *")
	screen.Type("\x1b[A\x1b[A\x1b[A\x1b[A")
	screen.Wait("question 18\n")
	screen.Type("3")
	if got := <-key; got != "3" {
		t.Errorf("got %q", got)
	}
}

// A tiny window shows what it can, and nothing breaks.
func TestTinyWindow(t *testing.T) {
	for _, size := range [][2]int{{1, 1}, {2, 2}, {10, 3}, {20, 4}} {
		screen, tm := open(t, size[0], size[1])
		screen.Type(" 三\r1\x1b")
		result(tm.Key(question, " "))
		if got := result(tm.Line(typed)); got != "三" {
			t.Errorf("%v: got %q", size, got)
		}
		if got := result(tm.Pick("Deck", []string{"a", "b"})); got != "0" {
			t.Errorf("%v: got %q", size, got)
		}
		if got := result(tm.Field("Name", "", func(string) error { return nil })); got != "quit" {
			t.Errorf("%v: got %q", size, got)
		}
	}
}

func TestStyle(t *testing.T) {
	for columns, want := range map[int]int{40: 39, 80: 79, 200: 79} {
		_, tm := openWith(t, columns, 24, term.Options{ASCII: true})
		if got := tm.Style(); got != (draw.Style{Width: want, ASCII: true}) {
			t.Errorf("%d columns: %+v", columns, got)
		}
	}
}
