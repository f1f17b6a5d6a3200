package read

import (
	"strings"
	"testing"

	"recall/deck"
)

func TestSeparator(t *testing.T) {
	for _, c := range []struct{ separator, text, want string }{
		{"=", "- keel = stops drift", "keel → stops drift"},
		{"=", "- **keel** = stops drift = and more", "**keel** → stops drift = and more"},
		{"=", "1. keel = stops drift", "keel → stops drift"},
		{"=", "- [ ] keel = stops drift", "keel → stops drift"},
		{"=", "- keel=stops drift", ""},
		{"=", "- the code `a = b` sets a", ""},
		{"=", "- `x` = a name", "`x` → a name"},
		{"=", "- $a = b$ = an equation", "$a = b$ → an equation"},
		{"=", "- keel =\n  stops drift", "keel → stops drift"},
		{"=", "- x = 5 :: five", "x = 5 → five"},
		{"=", "keel = stops drift", ""}, // not in running text
		{"::@::", "- cycle on ::@:: Tab", "cycle on → Tab"},
		{"~~", "- keel ~~ stops drift", "keel → stops drift"},
		{"→", "- 龙骨 → 防止漂移", "龙骨 → 防止漂移"},
		{"", "- x :@: y", ""},
	} {
		doc, _ := As{Separator: c.separator}.Read("f.md", []byte(c.text+"\n"))
		got := ""
		for _, n := range doc.Notes {
			for _, card := range n.Cards {
				if n.Explicit() {
					got += card.Prompt + " → " + card.Answer
				}
			}
		}
		if got != c.want {
			t.Errorf("%q with %q: %q, want %q", c.text, c.separator, got, c.want)
		}
	}
}

// A sign is hinted at only where it plainly parts most bullets, and no separator is set.
func TestSeparatorIsHintedAt(t *testing.T) {
	lines := func(n int, l string) string { return strings.Repeat(l+"\n", n) }
	for _, c := range []struct {
		name, text string
		want       deck.Separated
	}{
		{"all of ten", lines(10, "- a = b"), deck.Separated{Sign: "=", Bullets: 10, Of: 10}},
		{"eight of ten", lines(12, "- a // b") + lines(3, "- ab"), deck.Separated{Sign: "//", Bullets: 12, Of: 15}},
		{"too few", lines(9, "- a = b"), deck.Separated{}},
		{"not most", lines(12, "- a ~ b") + lines(4, "- ab"), deck.Separated{}},
		{"twice in a bullet", lines(12, "- a = b = c"), deck.Separated{}},
		{"in code", lines(12, "- set `a = b` now"), deck.Separated{}},
		{"rows of a table", "| a | b |\n|---|---|\n" + lines(12, "| x | y |"), deck.Separated{}},
		{"marked already", lines(12, "- a = b :: c"), deck.Separated{}},
		{"two signs", lines(12, "- a == b"), deck.Separated{Sign: "==", Bullets: 12, Of: 12}},
	} {
		doc, _ := Read("f.md", []byte(c.text))
		if doc.Separated != c.want {
			t.Errorf("%s: %+v, want %+v", c.name, doc.Separated, c.want)
		}
		if doc, _ := (As{Separator: "->"}).Read("f.md", []byte(c.text)); doc.Separated.Sign != "" {
			t.Errorf("%s: hinted at although a separator is set", c.name)
		}
	}
}
