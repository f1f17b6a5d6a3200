package anki

import (
	"strings"
	"testing"
)

// one makes the card of a note with one template. The fields are F, B, X and Y.
func one(front, back string, fields ...string) string {
	return made(&NoteType{Name: "Sea", Fields: []string{"F", "B", "X", "Y"},
		Templates: []Template{{Name: "Ask", Front: front, Back: back}}}, 0, fields)
}

// gapped makes a card of a note with gaps, that of a number.
func gapped(number int, front, back string, fields ...string) string {
	return made(&NoteType{Name: "Gaps", Cloze: true, Fields: []string{"F", "B", "X", "Y"},
		Templates: []Template{{Name: "Cloze", Front: front, Back: back}}}, number-1, fields)
}

// made shows a card as "prompt | answer | extra", or the fault in brackets; "" is no card.
func made(kind *NoteType, ord int, fields []string) string {
	c := &Collection{
		Types: map[int64]*NoteType{1: kind},
		Decks: map[int64]*Deck{1: {ID: 1, Name: "Coast::Tide pools"}},
		Notes: []Note{{ID: 1, GUID: "g", Type: 1, Tags: []string{"sea", "low::tide"}, Fields: fields}},
		Cards: []Card{{ID: 7, Note: 1, Deck: 1, Ord: ord, Flag: 2}},

		Pictures: map[string]bool{"here.png": true, "also here.png": true},
	}
	im := c.Imports("p.apkg")[0]
	for _, h := range im.Document.Hints {
		if fault, ok := strings.CutSuffix(h.Msg, "; it was left out"); ok {
			return "(" + fault + ")"
		}
	}
	if len(im.Document.Notes) == 0 {
		return ""
	}
	card := im.Document.Notes[0].Cards[0]
	s := card.Prompt + " | " + card.Answer
	if card.Extra != "" {
		s += " | " + card.Extra
	}
	return s
}

const (
	standard = "{{FrontSide}}\n\n<hr id=answer>\n\n{{B}}"
	gapFront = "{{cloze:F}}"
	gapBack  = "{{cloze:F}}<br>\n{{B}}"
)

func TestTemplates(t *testing.T) {
	for _, c := range []struct{ what, got, want string }{
		{"a plain card", one("{{F}}", standard, "limpet", "a snail"), "limpet | a snail"},
		{"blanks and case of tags", one("{{ F }}", `{{ FrontSide }}<HR ID = "answer" />{{ B }}`, "limpet", "a snail"), "limpet | a snail"},
		{"three braces", one("{{{F}}}", "{{FrontSide}}<hr id='answer'>{{{B}}}", "limpet", "a snail"), "limpet | a snail"},
		{"old signs", one("{{=<% %>=}}<%F%>", "{{=<% %>=}}<%FrontSide%><hr id=answer><%#B%><%B%><%/B%>", "limpet", "a snail"), "limpet | a snail"},
		{"old signs elsewhere are text", one("{{F}}", "{{FrontSide}}<hr id=answer><%B%>{{B}}", "limpet", "a snail"), "limpet | <%B%>a snail"},
		{"a comment", one("{{F}}<!-- {{X}} -->", standard, "limpet", "a snail", "hidden"), "limpet | a snail"},
		{"words around a field", one("What is a {{F}}?", standard, "limpet", "a snail"), "What is a limpet? | a snail"},

		{"a back without a line", one("{{F}}", "{{FrontSide}}<br>{{B}}", "limpet", "a snail"), "limpet | a snail"},
		{"a back that names the front's field", one("{{F}}", "{{F}}<br>{{B}}", "limpet", "a snail"), "limpet | a snail"},
		{"… and its words", one("<div>Sea life</div>{{F}}", "<div>Sea life</div>{{F}}<div>{{B}}</div>", "limpet", "a snail"), "Sea life\\\nlimpet | a snail"},
		{"more above the line", one("{{F}}", "{{F}} {{X}}<hr id=answer>{{B}}", "limpet", "a snail", "Patella"), "limpet | a snail | Patella"},
		{"another line is none", one("{{F}}", "{{F}}<hr>{{B}}", "limpet", "a snail"), "limpet | a snail"},
		{"the front's field below the line", one("{{F}}", "{{FrontSide}}<hr id=answer>{{F}}: {{B}}", "limpet", "a snail"), "limpet | limpet: a snail"},

		{"filled", one("{{F}}{{#X}} ({{X}}){{/X}}", standard, "limpet", "a snail", "common"), "limpet (common) | a snail"},
		{"not filled", one("{{F}}{{#X}} ({{X}}){{/X}}", standard, "limpet", "a snail"), "limpet | a snail"},
		{"filled with blanks only", one("{{F}}{{#X}} ({{X}}){{/X}}", standard, "limpet", "a snail", "<br> <div></div>"), "limpet | a snail"},
		{"empty", one("{{F}}{{^X}} (?){{/X}}", standard, "limpet", "a snail"), "limpet (?) | a snail"},
		{"nested", one("{{#X}}{{^Y}}{{F}}{{/Y}}{{/X}}", standard, "limpet", "a snail", "x"), "limpet | a snail"},
		{"nested, and off", one("{{#X}}{{^Y}}{{F}}{{/Y}}{{/X}}", standard, "limpet", "a snail", "x", "y"), ""},
		{"not closed", one("{{#X}}{{F}}", standard, "limpet", "a snail"), `(a card of "limpet" can't be shown, as a condition of its template is not closed)`},
		{"closed elsewhere", one("{{#X}}{{F}}{{/Y}}", standard, "limpet", "a snail"), `(a card of "limpet" can't be shown, as a condition of its template is not closed)`},
		{"closed twice", one("{{F}}{{/X}}", standard, "limpet", "a snail"), `(a card of "limpet" can't be shown, as a condition of its template is not closed)`},
		{"braces that do not close", one("{{F}} {{X", standard, "limpet", "a snail"), "limpet {{X | a snail"},
		{"an unknown field", one("{{F}}{{Nope}}{{#Nope}}no{{/Nope}}", standard, "limpet", "a snail"), "limpet | a snail"},

		{"an empty front", one("{{F}}", standard, "", "a snail"), ""},
		{"a front of its own words", one("What is this?", standard, "limpet", "a snail"), ""},
		{"an empty back", one("{{F}}", standard, "limpet", ""), `(a card of "limpet" has an empty back)`},
		{"only a picture", one("{{F}}", standard, `<img src="a.png">`, "a snail"), `(a card of "a snail" only shows a picture or plays a sound)`},
		{"only a sound", one("{{F}}", standard, "limpet", "[sound:a.mp3]"), `(a card of "limpet" only shows a picture or plays a sound)`},
		{"nothing but a sound", one("{{F}}", standard, "[sound:a.mp3]", "[sound:b.mp3]"), `(a card of "[sound:a.mp3]" only shows a picture or plays a sound)`},
		{"a sound below the template's words", one("Which one? {{F}}", standard, "[sound:a.mp3]", "a snail"), `(a card of "a snail" only shows a picture or plays a sound)`},
		{"a picture with words", one("{{F}}", standard, `limpet <img src="a.png">`, "a snail"), "limpet ![a.png](a.png) | a snail"},
		{"a sound with words", one("{{F}}", standard, "limpet [sound:a.mp3]", "a snail"), "limpet [sound:a.mp3] | a snail"},
		{"only a picture, which came along", one("{{F}}", standard, `<img src="here.png">`, "a snail"), "![here.png](here.png) | a snail"},
		{"a picture below the template's words", one("Which one? {{F}}", standard, `<img src="also%20here.png">`, "a snail"),
			"Which one? ![also%20here.png](also%20here.png) | a snail"},
		{"only a picture as the answer", one("{{F}}", standard, "limpet", `<img src="also here.png">`), "limpet | ![also here.png](also%20here.png)"},
		{"a sound beside such a picture", one("{{F}}", standard, "limpet", `<img src="here.png">[sound:a.mp3]`), "limpet | ![here.png](here.png) | [sound:a.mp3]"},
		{"sounds on both sides", one("{{F}}", standard, "[sound:a.mp3] limpet[sound:b &amp; c.mp3]", "a snail [sound:d.ogg]", "x"),
			"limpet [sound:a.mp3] [sound:b & c.mp3] | a snail | [sound:d.ogg]"},
		{"a sound below what is more", one("{{F}}", "{{F}} {{X}}<hr id=answer>{{B}}", "limpet", "a snail", "Patella [sound:p.mp3]"), "limpet | a snail | Patella [sound:p.mp3]"},
		{"a sound below paragraphs", one("{{F}}", standard, "<p>limpet</p><p>or not</p>[sound:a.mp3]", "a snail"), "limpet\n\nor not\n\n[sound:a.mp3] | a snail"},
		{"a sound whose name is none", one("{{F}}", standard, "limpet [sound:a\x01.mp3]", "a snail"), "limpet | a snail"},
		{"a sign", one("{{F}}", standard, "high tide", "+"), "high tide | +"},

		{"typed", one("{{F}}\n{{type:B}}", "{{F}}<hr id=answer>{{type:B}}", "limpet", "a snail"), "limpet | a snail"},
		{"typed where the front stands", one("{{F}}\n{{type:B}}", "{{FrontSide}}", "limpet", "a snail"), "limpet | a snail"},
		{"typed without accents", one("{{F}}\n{{type:nc:B}}", "{{F}}<hr id=answer>{{type:nc:B}}", "limpet", "a snail"), "limpet | a snail"},
		{"a hint on the front", one("{{F}} {{hint:X}}", standard, "limpet", "a snail", "clings"), "limpet | a snail | clings"},
		{"a hint on the back", one("{{F}}", standard+"{{hint:X}}", "limpet", "a snail", "clings"), "limpet | a snail | clings"},
		{"a back behind a hint", one("{{F}}", "{{FrontSide}}<hr id=answer>{{hint:B}}", "limpet", "a snail"), "limpet | a snail"},
		{"without tags", one("{{text:F}}", standard, "<b>lim</b>pet", "a snail"), "limpet | a snail"},
		{"read out", one("{{F}}{{tts en_GB voices=Any:F}}", standard, "limpet", "a snail"), "limpet | a snail"},
		{"read out only", one("{{tts en_GB:F}}", standard, "limpet", "a snail"), `(a card of "limpet" only shows a picture or plays a sound)`},
		{"a filter of an add-on", one("{{shout:F}}", standard, "limpet", "a snail"), "limpet | a snail"},
		{"two filters", one("{{text:furigana:F}}", standard, "<b>貝[かい]</b>", "shell"), "貝（かい） | shell"},
		{"readings", one("{{furigana:F}}", standard, "磯[いそ] 遊[あそ]び", "rock pooling"), "磯（いそ）遊（あそ）び | rock pooling"},
		{"readings alone", one("{{kana:F}}", standard, "磯[いそ] 遊[あそ]び", "rock pooling"), "いそあそび | rock pooling"},
		{"words alone", one("{{kanji:F}}", standard, "磯[いそ] 遊[あそ]び", "rock pooling"), "磯遊び | rock pooling"},

		{"what every card has", one("{{F}}: {{Tags}}, {{Type}}, {{Deck}}, {{Subdeck}}, {{Card}}, {{CardFlag}}", standard, "limpet", "a snail"),
			"limpet: sea low::tide, Sea, Coast::Tide pools, Tide pools, Ask, flag2 | a snail"},
		{"it does not fill a front", one("{{Deck}}", standard, "limpet", "a snail"), ""},
		{"the front on the front", one("{{F}}{{FrontSide}}", standard, "limpet", "a snail"), "limpet | a snail"},
	} {
		if c.got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.what, c.got, c.want)
		}
	}
}

func TestGaps(t *testing.T) {
	for _, c := range []struct{ what, got, want string }{
		{"a gap", gapped(1, gapFront, gapBack, "A {{c1::limpet}} clings"), "A ____ clings | limpet"},
		{"a hint", gapped(1, gapFront, gapBack, "A {{c1::limpet::snail}} clings"), "A ____ (snail) clings | limpet"},
		{"more on the back", gapped(1, gapFront, gapBack, "A {{c1::limpet}} clings", "Patella"), "A ____ clings | limpet | Patella"},
		{"below a line", gapped(1, gapFront, "{{cloze:F}}<hr id=answer>{{B}}", "A {{c1::limpet}} clings", "Patella"), "A ____ clings | limpet | Patella"},
		{"another gap", gapped(2, gapFront, gapBack, "A {{c1::limpet}} clings to {{c2::rock}}"), "A limpet clings to ____ | rock"},
		{"a number twice", gapped(1, gapFront, gapBack, "{{c1::Limpets}} and {{c1::chitons}} graze"), "____ and ____ graze | Limpets, chitons"},
		{"the same twice", gapped(1, gapFront, gapBack, "{{c1::Rock}} or sand: {{c1::Rock}}"), "____ or sand: ____ | Rock"},
		{"Chinese", gapped(1, gapFront, gapBack, "{{c1::帽贝}}和{{c1::石鳖}}刮食藻类"), "____和____刮食藻类 | 帽贝、石鳖"},
		{"German", gapped(1, gapFront, gapBack, "Die {{c1::Napfschnecke}} haftet am Fels"), "Die ____ haftet am Fels | Napfschnecke"},
		{"two numbers", gapped(2, gapFront, gapBack, "A {{c1,2::limpet}} clings"), "A ____ clings | limpet"},
		{"a gap in a gap, outside", gapped(1, gapFront, gapBack, "A {{c1::limpet of {{c2::rocky}} shores}} clings"), "A ____ clings | limpet of rocky shores"},
		{"a gap in a gap, inside", gapped(2, gapFront, gapBack, "A {{c1::limpet of {{c2::rocky}} shores}} clings"), "A limpet of ____ shores clings | rocky"},
		{"a hint behind an inner gap", gapped(1, gapFront, gapBack, "A {{c1::{{c2::true}} limpet::snail}} clings"), "A ____ (snail) clings | true limpet"},
		{"a gap that nobody closes", gapped(1, gapFront, gapBack, "A {{c1::limpet}} on {{c2::rock"), "A ____ on rock | limpet"},
		{"braces of a formula", gapped(1, gapFront, gapBack, `A {{c1::half}} is \(\frac{1}{2}\)`), `A ____ is \(\frac{1}{2}\) | half`},
		{"no such gap", gapped(3, gapFront, gapBack, "A {{c1::limpet}} clings"), ""},
		{"a field without gaps", gapped(1, gapFront, gapBack, "A limpet clings"), ""},
		{"gap 0 belongs to none", gapped(1, gapFront, gapBack, "A {{c0::limpet}} clings"), ""},
		{"nothing but a gap", gapped(1, gapFront, gapBack, "{{c1::limpet}}"), `(a card of "limpet" shows nothing but a gap)`},
		{"a title above", gapped(1, "<h3>{{X}}</h3>{{cloze:F}}", "<h3>{{X}}</h3>{{cloze:F}}<br>{{B}}", "A {{c1::limpet}} clings", "Patella", "Snails"), "**Snails**\n\nA ____ clings | limpet | Patella"},
		{"typed", gapped(1, "{{cloze:F}} {{type:cloze:F}}", "{{cloze:F}} {{type:cloze:F}}<br>{{B}}", "A {{c1::limpet}} clings"), "A ____ clings | limpet"},
		{"only the gap", gapped(1, "{{B}}: {{cloze-only:F}}", "{{cloze-only:F}}", "A {{c1::limpet}} clings", "It clings"), "It clings: ____ | limpet"},
		{"if it is the second", gapped(2, "{{#c2}}Where? {{/c2}}{{#c1}}Who? {{/c1}}{{cloze:F}}", gapBack, "A {{c1::limpet}} clings to {{c2::rock}}"), "Where? A limpet clings to ____ | rock"},
		{"a sound in a gap", gapped(1, gapFront, gapBack, "A {{c1::limpet [sound:l.mp3]}} clings [sound:c.mp3]"), "A ____ clings [sound:c.mp3] | limpet | [sound:l.mp3]"},
		{"a picture's area", gapped(1, gapFront+"{{B}}", gapBack, "{{c1::image-occlusion:rect:left=.1:top=.2}}", `<img src="a.png">`, "Parts of a limpet"), `(a card of "Parts of a limpet" hides areas of a picture)`},
		{"tags in a gap", gapped(1, gapFront, gapBack, "A <b>{{c1::limpet</b>}} clings"), "A **____ clings** | limpet"},
	} {
		if c.got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.what, c.got, c.want)
		}
	}
}

func TestTemplateBounds(t *testing.T) {
	long := strings.Repeat("{{F}}", 2000)
	if got := one(long, standard, strings.Repeat("shell ", 200), "x"); !strings.HasSuffix(got, faultLong+")") {
		t.Errorf("a side that grows: %s", got)
	}
	if got := one(strings.Repeat("{{#F}}", 40_000), standard, "limpet", "x"); !strings.HasPrefix(got, "(") {
		t.Errorf("nested without an end: %s", got)
	}
	if got := one(strings.Repeat("x", maxTemplate+1), standard, "limpet", "x"); !strings.HasPrefix(got, "(") {
		t.Errorf("a long template: %s", got)
	}
	blank := strings.Repeat(" ", 1<<20)
	if got := one("{{F}}"+strings.Repeat("{{#X}}{{/X}}", 20_000), standard, "limpet", "x", blank); got != "limpet | x" {
		t.Errorf("a long blank, asked for again and again: %s", got)
	}
	if got := one(strings.Repeat("{{cloze:F}}", 20_000)+"{{B}}", standard, strings.Repeat("{{c2::a}}", 1<<18), "x"); !strings.HasPrefix(got, "(") {
		t.Errorf("gaps of another card, looked for again and again: %s", got)
	}
	deep := strings.Repeat("{{c1::a", 5000) + strings.Repeat("}}", 5000)
	if got := gapped(1, "{{B}} {{cloze:F}}", gapBack, deep, "shells"); got == "" {
		t.Error("gaps in gaps without an end make no card")
	}
}
