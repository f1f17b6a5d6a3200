package read

import (
	"fmt"
	"strings"
	"testing"

	"recall/deck"
	"recall/deck/build"
	"recall/deck/inline"
	"recall/deck/text"
)

// showNotes writes what became of each bullet: its text; its rule, or the reason in brackets; then its cards as
// "SLOT [FORMS] FRONT => ANSWER | EXTRA", a draft with "?" and its weakness.
func showNotes(name string, src []byte) string {
	doc, problems := Parse(name, src)
	docs := []*deck.Document{doc}
	build.Build(docs)
	var b strings.Builder
	for _, n := range doc.Notes {
		fmt.Fprintf(&b, "- %s\n", n.Text)
		if n.Reason != "" {
			fmt.Fprintf(&b, "  (%s)\n", n.Reason)
			continue
		}
		fmt.Fprintf(&b, "  %s\n", n.Rule)
		for _, c := range n.Cards {
			mark := "  "
			if c.Draft {
				mark = "? " + c.Weakness + " "
			}
			fmt.Fprintf(&b, "    %s%s [%s] %s => %s", mark, c.Slot, formLetters(c.Forms), c.Front(),
				strings.ReplaceAll(c.Answer, "\n", "⏎"))
			if c.Extra != "" {
				b.WriteString(" | " + c.Extra)
			}
			if len(c.Accept) > 0 {
				b.WriteString(" | or " + strings.Join(c.Accept, ", "))
			}
			if len(c.Members) > 0 && c.Forms.Has(deck.Set) && strings.Join(c.Members, "、") != c.Answer {
				b.WriteString(" | members " + strings.Join(c.Members, " / "))
			}
			b.WriteByte('\n')
		}
	}
	for _, p := range problems {
		fmt.Fprintf(&b, "! %v\n", p)
	}
	return b.String()
}

func formLetters(f deck.Forms) string {
	var b strings.Builder
	for i, letter := range "RTCMOSX" { // X: letter by letter
		if f.Has(1 << i) {
			b.WriteRune(letter)
		}
	}
	return b.String()
}

func TestCards(t *testing.T) { golden(t, "cards", showNotes) }

// Building a deck that is built already changes nothing: imports are repeated.
func TestBuildAgain(t *testing.T) {
	src := []byte("# Notes\n\n## Cache\n\nDjango:\n\n- caching: fragment cache\n- caching: fragment cache\n- x → y\n\nNginx:\n\n- caching: proxy cache\n- plain: a plain thing is plain\n- loop: the same loop\n\n## Queue\n\nNginx:\n\n- caching: something else again\n")
	doc, _ := Parse("n.md", src)
	docs := []*deck.Document{doc}
	build.Build(docs)
	show := func() string { return fmt.Sprintf("%+v", doc.Notes) }
	once := show()
	for range 2 {
		if build.Build(docs); show() != once {
			t.Fatalf("built again:\n%s\nonce:\n%s", show(), once)
		}
	}
}

// Two files of one deck know of each other's fronts.
func TestBuildAcrossFiles(t *testing.T) {
	a, _ := Parse("django.md", []byte("# Django\n\n## Caching\n\n- default backend: local memory\n- key limit: 250 characters\n"))
	b, _ := Parse("flask.md", []byte("# Flask\n\n## Caching\n\n- default backend: none at all\n- key limit: 250 characters\n"))
	build.Build([]*deck.Document{a, b})
	if x, y := a.Notes[0].Cards[0].Front(), b.Notes[0].Cards[0].Front(); x != "Django › Caching › default backend" ||
		y != "Flask › Caching › default backend" {
		t.Errorf("fronts %q and %q", x, y)
	}
	if b.Notes[1].Reason.Code() != deck.ReasonDuplicate || !strings.Contains(string(b.Notes[1].Reason), "django.md:6") {
		t.Errorf("the same fact twice: %q", b.Notes[1].Reason)
	}
}

func TestTermOf(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"TCP: a reliable byte stream", "TCP"},
		{"**Idempotent:** twice has the effect of once", "Idempotent"},
		{"[Trie](https://example.org/a:b) - a tree of prefixes", "Trie"},
		{"`git stash`: put changes aside", "`git stash`"},
		{"Stand-up at 09:30: 15 minutes at most", "Stand-up at 09:30"},
		{"std::unique_ptr: sole owner", "std::unique_ptr"},
		{"基础镜像：nginx:1.25-alpine", "基础镜像"},
		{"缓存:提前加载", "缓存"},
		{"二尖瓣（mitral valve）：左心房与左心室之间", "二尖瓣"},
		{"score 3:2 at half time", ""},
		{"First we parse. Then: we run.", ""},
		{"", ""},
	} {
		if got := inline.TermOf(text.Lex(""), c.text); got != c.want {
			t.Errorf("termOf(%q) = %q, want %q", c.text, got, c.want)
		}
	}
}
