package export

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// Whatever is printed on the two sides of a card, the file that it was added to gives exactly this card back.
func TestAddedCardsAreReadBack(t *testing.T) {
	word := rapid.SampledFrom([]string{"keel", "a", "12", "3.", "-", "- ", "* ", "# ", "#tag", " #tag", "#include", ":", ": ", "::",
		" :: ", ":::", "?", "??", "\n", "\n\n", "---", "\n---\n", "\nQ: ", "\nA: ", "\nC: ", "Q:", "A:", "龙骨", "：", "，", "[x]", "[ ]",
		"[[sail]]", "![[sail]]", "{{c1::x}}", "{x}", "==x==", "**b**", "*", "_", "`", "`a: b`", "```\nfor x:\n```", "\n```go\nQ: x\n```\n",
		"$x$", "$", `\`, "→", "->", ">>", "> ", "|", "| a | b |", "<b>", "</b>", "<!-- x -->", "&amp;", "&", "%%x%%", " ^abc", "^1",
		"[^1]", "Question: ", "Answer: ", "\nFront: x\nBack: y", "1) ", "(a)", `"`, "é", "🙂", "<<<<<<< ", "\n=======\n", "#card", " #flashcards"})
	side := rapid.Custom(func(t *rapid.T) string {
		return strings.Join(rapid.SliceOfN(word, 1, 7).Draw(t, "words"), "")
	}).Filter(func(s string) bool { return strings.TrimSpace(s) != "" })
	rapid.Check(t, func(t *rapid.T) {
		src := AddedHead("boats")
		var all []Sides
		for range rapid.IntRange(1, 3).Draw(t, "cards") {
			s := Sides{Front: side.Draw(t, "front"), Back: side.Draw(t, "back")}
			if slices.ContainsFunc(all, func(o Sides) bool { return Shown(o.Front) == Shown(s.Front) }) {
				continue // two cards with one front are refused before
			}
			out, err := Add("added.md", src, []Sides{s}, false)
			if err != nil {
				t.Fatalf("%q, %q: %v\n%s", s.Front, s.Back, err, src)
			}
			if !strings.HasPrefix(string(out), string(src)) {
				t.Fatalf("the file had %q and has %q", src, out)
			}
			src, all = out, append(all, s)
		}
		doc := built("added.md", src)
		for i, s := range all {
			if !s.Asks(&doc.Notes[i]) {
				t.Fatalf("%q, %q is read back as %+v from\n%s", s.Front, s.Back, doc.Notes[i].Cards, src)
			}
		}
	})
}

// A file of notes keeps every byte, and takes a bullet where one gives the card.
func TestAddToNotes(t *testing.T) {
	for _, c := range []struct {
		name, src, front, back string
		tags                   []string
		want                   string // what is appended; "" where nothing fits
	}{
		{"a list of marked cards", "- mast :: holds the sails\n", "keel", "stops drift", nil, "- keel: stops drift\n"},
		{"a bullet goes on with the list", "# Boats\n\n- mast: holds the sails\n", "keel", "stops drift", nil, "- keel: stops drift\n"},
		{"with the marker of the list", "* mast: holds the sails\n", "keel", "stops drift", nil, "* keel: stops drift\n"},
		{"below a paragraph, a list begins", "Some boats.\n", "keel", "stops drift", nil, "\n- keel: stops drift\n"},
		{"a question needs no colon", "# Boats\n\n", "Who steers a small boat?", "the helm", nil, "- Who steers a small boat? the helm\n"},
		{"Chinese", "# 船\n\n- 桅杆：支撑船帆\n", "龙骨在船底有什么用", "防止船横向漂移", nil, "- 龙骨在船底有什么用：防止船横向漂移\n"},
		{"tags", "- mast: holds the sails\n", "keel", "stops drift", []string{"hull", "tall-ships"}, "- keel: stops drift #hull #tall-ships\n"},
		{"no line end stays none", "- mast: holds the sails", "keel", "stops drift", nil, "\n- keel: stops drift"},
		{"line ends of Windows", "- mast: holds\r\n", "keel", "stops\ndrift", nil, "\r\nQ: keel\r\nA: stops\\\r\ndrift\r\n"},
		{"a weak form is written as a pair", "- mast: holds the sails\n", "keel", "see below", nil, "\nQ: keel\nA: see below\n"},
		{"a pair ends the answer above it", "Q: mast\nA: holds the sails\n", "keel", "line one\nline two", nil,
			"\n---\n\nQ: keel\nA: line one\\\nline two\n"},
		{"a fence that is open takes no card", "- mast: holds\n\n```\ncode\n", "keel", "stops drift", nil, ""},
		{"paragraphs don't fit among notes", "- mast: holds the sails\n", "keel", "stops drift\n\nand gives weight", nil, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := Add("notes.md", []byte(c.src), []Sides{{c.front, c.back, c.tags}}, true)
			if (err == nil) != (c.want != "") || err == nil && string(got) != c.src+c.want {
				t.Errorf("%v\n got %q\nwant %q", err, strings.TrimPrefix(string(got), c.src), c.want)
			}
		})
	}
}
