package anki

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
)

// keptOf imports one note and returns what is kept of it.
func keptOf(t *testing.T, kind *NoteType, fields ...string) *Kept {
	t.Helper()
	c := &Collection{Types: map[int64]*NoteType{kind.ID: kind}, Decks: map[int64]*Deck{3: {ID: 3, Name: "Sea"}},
		Notes: []Note{{ID: 70, GUID: "g", Type: kind.ID, Modified: 50, Fields: fields}}}
	for ord := range 4 {
		if kind.Cloze || ord < len(kind.Templates) {
			c.Cards = append(c.Cards, Card{ID: int64(80 + ord), Note: 70, Ord: ord, Deck: 3})
		}
	}
	list := c.Imports("")
	if len(list) != 1 || len(list[0].Kept) != 1 {
		t.Fatalf("%q makes no note", fields)
	}
	text := list[0].Kept["g"].String()
	k, ok := ReadKept(text)
	if !ok || k.String() != text {
		t.Fatalf("what is kept of %q does not come back: %s", fields, text)
	}
	if _, ok := ReadKept(strings.Replace(text, `"g"`, `"h"`, 1)); ok {
		t.Errorf("an altered note was taken for the one that was kept")
	}
	return k
}

func basic() *NoteType {
	return &NoteType{ID: 1, Name: "Basic", Fields: []string{"Front", "Back", "Notes"}, Templates: []Template{
		{Name: "1", Front: "{{Front}}", Back: "{{FrontSide}}<hr id=answer>{{Back}}"},
		{Name: "2", Front: "{{Back}}", Back: "{{FrontSide}}<hr id=answer>{{Front}}"}}}
}

func gaps() *NoteType {
	return &NoteType{ID: 2, Name: "Cloze", Cloze: true, Fields: []string{"Text", "Extra"}, Templates: []Template{
		{Name: "C", Front: "{{cloze:Text}}", Back: "{{cloze:Text}}<br>{{Extra}}"}}}
}

func TestAnEditGoesIntoItsField(t *testing.T) {
	for _, c := range []struct {
		what   string
		kind   *NoteType
		fields []string
		old    string // of the text of the note
		new    string
		want   string // the edits, or "none"
	}{
		{"a word", basic(), []string{"a big hull", "Rumpf"}, "hull", "ship", "0: a big ship"},
		{"the other side", basic(), []string{"hull", "Rumpf"}, "Rumpf", "der Rumpf", "1: der Rumpf"},
		{"both sides", basic(), []string{"hull", "Rumpf"}, "hull :: Rumpf", "keel :: Kiel", "0: keel; 1: Kiel"},
		{"the end", basic(), []string{"hull", "Rumpf"}, "hull ::", "hull (of a ship) ::", "0: hull (of a ship)"},
		{"the start", basic(), []string{"hull", "Rumpf"}, "hull ::", "a hull ::", "0: a hull"},
		{"a word less", basic(), []string{"a big hull", "Rumpf"}, "big ", "", "0: a hull"},
		{"markup around it stays", basic(), []string{`a <b class="x">big</b> hull`, "Rumpf"}, "big", "large", `0: a <b class="x">large</b> hull`},
		{"lines stay", basic(), []string{"one<br>two", "<div>Rumpf</div><div>Kiel</div>"}, "Kiel", "Mast",
			"1: <div>Rumpf</div><div>Mast</div>"},
		{"a list stays", basic(), []string{"parts", "<ul><li>hull</li><li>keel</li></ul>"}, "keel", "mast",
			"1: <ul><li>hull</li><li>mast</li></ul>"},
		{"the second of two", basic(), []string{"port and port side", "P"}, "port side", "larboard side", "0: port and larboard side"},
		{"a word that stands on both sides", basic(), []string{"a port", "the port"}, "the port", "the harbour", "1: the harbour"},
		{"signs of HTML", basic(), []string{"a &lt; b &amp; c", "x"}, "b &", "d &", "0: a &lt; d &amp; c"},
		{"signs that the learner writes", basic(), []string{"hull", "x"}, "x", "a<b & c", "1: a&lt;b &amp; c"},
		{"marks that the learner writes", basic(), []string{"hull", "x"}, "x", "**bold** $x_1$", `1: <strong>bold</strong> \(x_1\)`},
		{"Han", basic(), []string{"潮汐力", "月球引力"}, "月球", "太阳", "1: 太阳引力"},
		{"one letter of Han", basic(), []string{"潮汐力", "月球"}, "月球", "月亮球", "1: 月亮球"},
		{"part of a letter's bytes", basic(), []string{"é", "à"}, "é", "è", "0: è"},
		{"all of a side across tags", basic(), []string{"a <b>big</b> hull", "Rumpf"}, "a **big** hull", "the keel", "none"},
		{"all of a side across tags of ours", basic(), []string{"a <strong>big</strong> hull", "Rumpf"}, "a **big** hull", "the keel",
			"0: the keel"},
		{"a side that is gone", basic(), []string{"hull", "Rumpf"}, " :: Rumpf", "", "none"},
		{"another separator", basic(), []string{"hull", "Rumpf"}, " :: ", " ::: ", "none"},
		{"a gap's words", gaps(), []string{"A sloop has {{c1::one}} mast and {{c2::one::how many}} hull", ""}, "c1::one", "c1::1",
			"0: A sloop has {{c1::1}} mast and {{c2::one::how many}} hull"},
		{"words around gaps", gaps(), []string{"A sloop has {{c1::one}} mast", ""}, "sloop", "cutter", "0: A cutter has {{c1::one}} mast"},
		{"a new gap", gaps(), []string{"A sloop has {{c1::one}} mast", ""}, "mast", "{{c2::mast}}", "none"},
		{"a gap less", gaps(), []string{"A {{c1::sloop}} has {{c2::one}} mast", ""}, "{{c2::one}}", "one", "none"},
	} {
		k := keptOf(t, c.kind, append(c.fields, make([]string, len(c.kind.Fields)-len(c.fields))...)...)
		at := Place{Deck: "Sea"}
		was, ok := k.Make(c.kind, at)
		if !ok || !strings.Contains(was.Text, c.old) {
			t.Errorf("%s: the note says %q", c.what, was.Text)
			continue
		}
		now := strings.Replace(was.Text, c.old, c.new, 1)
		edited, made, ok := k.Edit(c.kind, at, now)
		got := "none"
		if ok {
			var list []string
			for _, i := range slices.Sorted(maps.Keys(edited.Edits)) {
				list = append(list, fmt.Sprintf("%d: %s", i, edited.Edits[i]))
			}
			got = strings.Join(list, "; ")
			if !sameText(made.Text, now) || len(made.Cards) != len(was.Cards) {
				t.Errorf("%s: says %q with %d cards of %d", c.what, made.Text, len(made.Cards), len(was.Cards))
			}
			if back, again, ok := edited.Edit(c.kind, at, was.Text); ok && (len(back.Edits) > 0 || again.Text != was.Text) {
				t.Errorf("%s: taken back, it leaves %v", c.what, back.Edits)
			}
		}
		if got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.what, got, c.want)
		}
	}
}

// What Anki changed since comes along, and what the learner edited here stays.
func TestEditsStayWhenANoteComesAgain(t *testing.T) {
	k := keptOf(t, basic(), "hull", "Rumpf", "")
	k.Edits = map[int]string{0: "a hull"}
	for _, c := range []struct {
		what   string
		fields []string
		edited bool
		want   string
	}{
		{"as it was", []string{"hull", "Rumpf", ""}, true, "a hull|Rumpf|"},
		{"another field", []string{"hull", "der Rumpf", ""}, true, "a hull|der Rumpf|"},
		{"the same edit", []string{"a hull", "Rumpf", ""}, true, "a hull|Rumpf|"},
		{"another edit", []string{"the hull", "Rumpf", ""}, true, "a hull|Rumpf|"},
		{"another type", []string{"the hull", "Rumpf"}, true, "the hull|Rumpf"},
		{"the learner's text is gone", []string{"hull", "Rumpf", ""}, false, "hull|Rumpf|"},
	} {
		now := *k
		now.Fields, now.Edits = c.fields, nil
		if got := strings.Join(k.Renewed(&now, c.edited).Now(), "|"); got != c.want {
			t.Errorf("%s: %s, want %s", c.what, got, c.want)
		}
	}
}

// Old versions of Anki make cards by what the type says that it needs. These are as Anki itself says it.
func TestNeeds(t *testing.T) {
	for _, c := range []struct{ front, want string }{
		{"{{A}}", "all [0]"},
		{"{{A}} {{B}}", "any [0 1]"},
		{"{{#A}}{{B}}{{/A}}", "all [0 1]"},
		{"{{#A}}{{/A}}text", "none"},
		{"{{^A}}{{B}}{{/A}}", "none"},
		{"{{type:A}}", "none"},
		{"{{hint:A}}{{C}}", "any [0 2]"},
	} {
		n := (&NoteType{Fields: []string{"A", "B", "C"}, Templates: []Template{{Front: c.front}}}).Needs(0)
		got := "none"
		if n.All != nil {
			got = fmt.Sprint("all ", n.All)
		} else if n.Any != nil {
			got = fmt.Sprint("any ", n.Any)
		}
		if got != c.want {
			t.Errorf("%s: %s, want %s", c.front, got, c.want)
		}
	}
}

func TestFilesThatSwapNames(t *testing.T) {
	kind, k := basic(), &Kept{Fields: []string{`<img src="a.png"><img src='a-2.png'>`, "[sound:a.mp3]", "a.png"}}
	for range 20 { // in whatever order they are looked at
		b := &Back{Kept: k, NoteType: kind}
		b.Rename("a.png", "a-2.png")
		b.Rename("a-2.png", "a-2-2.png")
		b.Rename("a.mp3", "a-2.mp3")
		want := []string{`<img src="a-2.png"><img src='a-2-2.png'>`, "[sound:a-2.mp3]", "a.png"}
		if got := b.note().Fields; !slices.Equal(got, want) {
			t.Fatalf("got %q, want %q", got, want)
		}
	}
}
