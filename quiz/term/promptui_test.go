package term_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"recall/quiz/term"
)

func TestPick(t *testing.T) {
	few := []string{"计算机网络：传输控制协议的拥塞控制与流量控制机制之详细比较", "English", "中文"}
	for _, test := range []struct {
		name, keys string
		items      []string
		want       string
	}{
		{"enter", "\r", few, "0"},
		{"arrows", "\x1b[B\x1b[B\x1b[A\r", few, "1"},
		{"arrows beyond the ends", "\x1b[A\x1b[B\x1b[B\x1b[B\x1b[B\r", few, "2"},
		{"a number", "3", few, "2"},
		{"a number in full width", "２", few, "1"},
		{"a number that is none, then one", "92", few, "1"},
		{"a number after an arrow", "\x1b[B1", few, "0"},
		{"delete does not end it", "\x1b[3~\x1b[B\r", few, "1"},
		{"letters do nothing", "jkhl/\r", few, "0"},
		{"a paste does nothing", "\x1b[200~3\r\x1b[201~\r", few, "0"},
		{"escape", "\x1b", few, "quit"},
		{"q", "q", few, "quit"},
		{"ctrl-d", "\x04", few, "quit"},
		{"search", "gam\r", many, "2"},
		{"search in Chinese", "用层\r", many, "11"},
		{"search without regard to case", "THE\r", many, "7"},
		{"search in the names, not in what stands behind them", "12\r", append(append([]string{"1 Go\t12 new"}, many[:9]...), "12 Rust\t1 new"), "10"},
		{"search, then an arrow", "eta\x1b[B\x1b[B\r", many, "6"},
		{"search, take back", "gamx\x7f\x7f\x7fl\x7f\x7fb\r", many, "1"},
		{"search nothing that is there, enter, then something", "xyz\r\x7f\x7f\x7fgam\r", many, "2"},
		{"q and digits are for the search", "q1\x7f\x7fkappa\r", many, "9"},
		{"page down", "\x1b[6~\r", many[:10], "3"},
		{"nothing to choose from", "", nil, "nothing to choose from"},
	} {
		t.Run(test.name, func(t *testing.T) {
			screen, tm := open(t, 30, 8)
			screen.Type(test.keys)
			if got := result(tm.Pick("Deck", test.items)); got != test.want {
				t.Errorf("typed %q, got %q, want %q", test.keys, got, test.want)
			}
			if strings.Contains(screen.Raw(), "\a") {
				t.Error("it rang the bell")
			}
		})
	}
}

// Names are data: escape sequences and templates in them do nothing, and each name stays on one row.
func TestPickShowsNamesAsTheyAre(t *testing.T) {
	screen, tm := open(t, 60, 10)
	got := later(func() (int, error) {
		return tm.Pick("{{ .Index }}\x1b[2J",
			[]string{"a\x1b]0;owned\ab", "{{ template }}", "two\nlines", "overridden \u202eabc"})
	})
	screen.Wait("  > 1  ab\n    2  {{ template }}\n    3  two lines\n    4  overridden abc")
	screen.Type("4")
	<-got
}

func TestPickASCII(t *testing.T) {
	screen, tm := openWith(t, 60, 6, term.Options{ASCII: true})
	got := later(func() (int, error) { return tm.Pick("Deck", many[:10]) })
	screen.Wait("v   gamma")
	screen.Type("\x1b[B\x1b[B\x1b[B")
	screen.Wait("^   beta")
	for _, r := range screen.Text() {
		if r > '~' {
			t.Fatalf("%q on the screen:\n%s", r, screen.Text())
		}
	}
	screen.Type("\r")
	if got := <-got; got != "3" {
		t.Errorf("got %q", got)
	}
}

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
		{"delete does not end it", "", "ab\x1b[3~\r", "ab"},
		{"escape", "abc", "x\x1b", "quit"},
		{"ctrl-d", "abc", "\x04", "quit"},
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

// A sign shows that the text is not acceptable yet, the reason appears above it after Enter, and the end of a long text
// stays in view.
func TestFieldOnScreen(t *testing.T) {
	screen, tm := open(t, 30, 10)
	got := later(func() (string, error) { return tm.Field("Name 名字", "", atLeastTwo) })
	screen.Wait("! Name 名字:")
	screen.Type("a\r")
	screen.Wait("two characters at least\n\n! Name 名字: a")
	screen.Type("b")
	screen.Wait("two characters at least\n\n  Name 名字: ab")
	screen.Type("cdefghijklmnop 一二三四end")
	screen.Wait("  Name 名字: …op 一二三四end")
	screen.Type("\r")
	if got := <-got; got != "abcdefghijklmnop 一二三四end" {
		t.Errorf("got %q", got)
	}
}

// A menu, a line, a key and a field are answered in one write. Each gets its own part, many times over, and none is
// drawn over the next.
func TestTypeAhead(t *testing.T) {
	screen, tm := open(t, 40, 24)
	for i := range 50 {
		screen.Type("2" + "三次\r" + " " + "张三\r" + "gam\r")
		got := []string{
			result(tm.Pick("Deck", []string{"a", "b"})),
			result(tm.Line(typed)),
			result(tm.Key(question, " q")),
			result(tm.Field("Name", "", atLeastTwo)),
			result(tm.Pick("Deck", many)),
		}
		if want := "1|三次| |张三|2"; strings.Join(got, "|") != want {
			t.Fatalf("round %d: %q", i, got)
		}
		last := fmt.Sprintf("end %d.", i)
		if err := tm.Show([]string{last}); err != nil {
			t.Fatal(err)
		}
		screen.Wait(last)
	}
}
