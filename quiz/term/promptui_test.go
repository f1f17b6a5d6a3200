package term_test

import (
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
		{"home and end", "\x1b[F\x1b[A\x1b[A\x1b[F\r", few, "2"},
		{"home", "\x1b[B\x1b[B\x1b[H\r", few, "0"},
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
		{"ctrl-d with something to search for does nothing", "gam\x04\r", many, "2"},
		{"ctrl-d without", "gam\x7f\x7f\x7f\x04", many, "quit"},
		{"ctrl-u", "xyz\x15gam\r", many, "2"},
		{"ctrl-w", "th xyz\x17\x7feta\r", many, "7"},
		{"search for a slash", "p/i\r", append(many[:9:9], "TCP/IP"), "9"},
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
