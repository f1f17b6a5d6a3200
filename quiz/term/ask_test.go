package term_test

import (
	"fmt"
	"strings"
	"testing"

	"recall/quiz/draw"
	"recall/quiz/term"
)

// A screen replaces the one before it, and what Show writes stands on the ordinary screen afterwards.
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

// Each screen is one write that never clears what it keeps: nothing flickers.
func TestOneWrite(t *testing.T) {
	screen, tm := open(t, 80, 24)
	screen.Type("  ")
	for range 2 {
		if got := result(tm.Key(question, " q")); got != " " {
			t.Fatal(got)
		}
	}
	screen.WaitFor("two screens", func() bool { return strings.Count(screen.Raw(), "Space show") == 2 })
	screen.WaitFor("their ends", func() bool { return strings.HasSuffix(screen.Raw(), "q quit\x1b[J") })
	if raw := screen.Raw(); strings.Contains(raw, "\x1b[2J") || strings.Count(raw, "\x1b[J") != 2 {
		t.Errorf("drawn as %q", raw)
	}
}

// A screen longer than the window shows a part, says so, scrolls, and keeps the keys in sight.
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
