package term_test

import (
	"errors"
	"strings"
	"testing"

	"recall/quiz"
)

func atLeastTwo(s string) error {
	if len([]rune(s)) < 2 {
		return errors.New("two characters at least")
	}
	return nil
}

func TestField(t *testing.T) {
	for _, test := range []struct{ name, initial, keys, want string }{
		{"text", "", "张三\r", "张三"},
		{"the initial text", "abc", "\r", "abc"},
		{"edited", "abd", "\x1b[D\x1b[D\x7fx\x1b[Cc\r", "xbcd"},
		{"refused, then corrected", "", "a\rb\r", "ab"},
		{"a paste of lines", "", "\x1b[200~ab\ncd\x1b[201~\r", "ab cd"},
		{"home, end, delete", "bc", "\x1b[H\x1b[3~a\x1b[Fd\r", "acd"},
		{"ctrl-a, ctrl-e", "bc", "\x01a\x05d\r", "abcd"},
		{"ctrl-w", "sea club", "\x17wind\r", "sea wind"},
		{"ctrl-u", "sea club", "\x1b[D\x1b[D\x15wind \r", "wind ub"},
		{"delete at the end does not end it", "", "ab\x1b[3~\r", "ab"},
		{"ctrl-d with text does nothing", "abc", "\x01\x04\x05\x04\r", "abc"},
		{"ctrl-d on an empty line leaves", "ab", "\x7f\x7f\x04", "quit"},
		{"escape", "abc", "x\x1b", "quit"},
		{"ctrl-c", "abc", "\x03", "interrupted"},
	} {
		t.Run(test.name, func(t *testing.T) {
			screen, tm := open(t, 40, 10)
			screen.Type(test.keys)
			if got := result(tm.Field("Name", test.initial, atLeastTwo)); got != test.want {
				t.Errorf("typed %q, got %q, want %q", test.keys, got, test.want)
			}
			if strings.Contains(screen.Raw(), "\a") {
				t.Error("it rang the bell")
			}
		})
	}
}

// A sign shows that the text is not acceptable yet. The reason appears above it after Enter and goes when the text
// changes, and a long text continues on the next row.
func TestFieldOnScreen(t *testing.T) {
	screen, tm := open(t, 30, 10)
	got := later(func() (string, error) { return tm.Field("Name 名字", "", atLeastTwo) })
	screen.Wait("! Name 名字:\n\nEnter done   Esc back")
	screen.Type("a\r")
	screen.Wait("two characters at least\n\n! Name 名字: a")
	screen.Type("\x1b[D")
	screen.WaitFor("the cursor on the a", func() bool { x, y := screen.Cursor(); return x == 13 && y == 2 })
	if !strings.Contains(screen.Text(), "two characters") {
		t.Error("the reason went, although the text is the same")
	}
	screen.Type("\x1b[Cb")
	screen.WaitFor("no reason", func() bool { return strings.HasPrefix(screen.Text(), "  Name 名字: ab\n") })
	screen.Type("cdefghijklmn 一二三四end")
	screen.Wait("  Name 名字: abcdefghijklmn\n一二三四end\n")
	screen.WaitFor("the cursor behind the text", func() bool { x, y := screen.Cursor(); return x == 11 && y == 1 })
	screen.Type("\r")
	if got := <-got; got != "abcdefghijklmn 一二三四end" {
		t.Errorf("got %q", got)
	}
}

// A long label has rows of its own and is shown in full; in a low window the text is what stays.
func TestFieldOfALongLabel(t *testing.T) {
	screen, tm := open(t, 24, 8)
	got := later(func() (string, error) {
		return tm.Field("new_per_day, a number from 0 to 9999", "10", atLeastTwo)
	})
	screen.Wait("new_per_day, a number\nfrom 0 to 9999\n  > 10\n\nEnter done   Esc back")
	screen.Resize(24, 2)
	screen.Type("\x1b[D1")
	screen.WaitFor("the text alone", func() bool { return screen.Text() == "from 0 to 9999\n  > 110" })
	screen.Type("\r")
	if got := <-got; got != "110" {
		t.Errorf("got %q", got)
	}
}

// A document that is pasted by mistake is cut to what a line holds, which is said. What is typed later counts as ever.
func TestLongPaste(t *testing.T) {
	const fits = 2000
	document := strings.Repeat("long lines of a document ", 20000/25)
	for name, ask := range map[string]func(quiz.UI) (string, error){
		"line":  func(tm quiz.UI) (string, error) { return tm.Line(typed) },
		"field": func(tm quiz.UI) (string, error) { return tm.Field("Name", "", atLeastTwo) },
	} {
		t.Run(name, func(t *testing.T) {
			screen, tm := open(t, 80, 24)
			tm.Unhurried()
			got := later(func() (string, error) { return ask(tm) })
			screen.WaitFor("the prompt", func() bool { return screen.Text() != "" })
			screen.Type("\x1b[200~" + document + "\x1b[201~")
			screen.Wait("A line holds 2,000 characters")
			if drawn := len(screen.Raw()); drawn > 2*fits {
				t.Errorf("%d bytes were drawn", drawn)
			}
			screen.Type("\x7f\x7f\x7fend\r")
			if got, want := <-got, document[:fits-3]+"end"; got != want {
				t.Errorf("got %d characters that end in %q", len(got), got[max(0, len(got)-20):])
			}
		})
	}
}
