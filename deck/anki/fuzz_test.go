package anki

import (
	"slices"
	"strings"
	"testing"
)

// FuzzTemplates fills templates of any kind with fields of any kind. Whatever comes of it is a card with two sides, or a
// sentence that says why there is none.
func FuzzTemplates(f *testing.F) {
	f.Add("{{F}}{{#X}}({{X}}){{/X}}", standard, "limpet", "a snail", "x", false)
	f.Add("{{=<% %>=}}<%F%>", "{{FrontSide}}{{hint:X}}{{type:B}}", "limpet", "a snail", "x", false)
	f.Add(gapFront, gapBack, "A {{c1::limpet of {{c2::rocky}} shores::snail}} clings", "more", "", true)
	f.Add("{{cloze:F}}{{type:cloze:F}}", "{{furigana:X}}<hr id=answer>{{text:B}}", "{{c1,2::a}}", "b", " 貝[かい]", true)
	f.Add("<!-- {{F}} --><hr/ id = 'answer'>{{tts en:F}}", "{{{F}}}", "[sound:x]<img src=y>", "![](x)", "x", false)
	f.Fuzz(func(t *testing.T, front, back, first, second, third string, cloze bool) {
		fields := []string{first, second, third}
		c := &Collection{
			Types: map[int64]*NoteType{1: {Cloze: cloze, Fields: []string{"F", "B", "X"}, Templates: []Template{{Name: "T", Front: front, Back: back}, {Name: "U", Front: back, Back: front}}}},
			Notes: []Note{{ID: 1, GUID: "g", Type: 1, Fields: fields}},
			Cards: []Card{{ID: 1, Note: 1}, {ID: 2, Note: 1, Ord: 1}},
		}
		im := c.Imports("p")[0]
		for _, n := range im.Document.Notes {
			if strings.TrimSpace(n.Text) == "" {
				t.Error("a note without a text")
			}
			for _, card := range n.Cards {
				if strings.TrimSpace(card.Prompt) == "" || strings.TrimSpace(card.Answer) == "" {
					t.Errorf("a card of which a side shows nothing: %+v", card)
				}
			}
		}
		if len(im.Document.Notes) > 0 && len(im.Cards) != len(im.Document.Notes[0].Cards) {
			t.Errorf("%d cards, %d of them known", len(im.Document.Notes[0].Cards), len(im.Cards))
		}
	})
}

// FuzzGaps cuts fields at their gaps. What stands outside of gaps is in every card, and no text is lost but hints.
func FuzzGaps(f *testing.F) {
	f.Add("A {{c1::limpet::snail}} clings to {{c2::rock}}")
	f.Add("{{c1::a {{c2,3::b}} c}} {{c1::d")
	f.Add("}}{{c0::x}}{{c99999::y}}{{c,::z}}")
	f.Fuzz(func(t *testing.T, field string) {
		gaps := parseGaps(field)
		if !strings.Contains(field, "{{c") && reveal(gaps) != field {
			t.Errorf("%q became %q", field, reveal(gaps))
		}
		for number := range 4 {
			shown, hidden := hide(gaps, number)
			if len(hidden) == 0 && shown != reveal(gaps) {
				t.Errorf("nothing is hidden, and %q is shown", shown)
			}
			if slices.ContainsFunc(hidden, func(h string) bool { return len(h) > len(field) }) {
				t.Errorf("more is hidden than there was: %q", hidden)
			}
		}
	})
}
