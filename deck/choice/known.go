package choice

import (
	"recall/deck/answer"
	"recall/deck/text"
)

// Chooser finds wrong options for cards. It remembers what it found out about their texts, as the same texts are looked
// at for one card after another. The zero value is ready for use.
type Chooser struct {
	known map[string]*traits
}

// traits are what a text is, as far as it was asked for.
type traits struct {
	answers bool // the fields up to looks are filled in
	kind    text.Kind
	unit    string
	width   int
	looks   looks

	formed bool   // form is filled in
	form   string // the canonical form

	asks bool // cue is filled in
	cue  string
}

func (ch *Chooser) of(s string) *traits {
	t := ch.known[s]
	if t == nil {
		if ch.known == nil {
			ch.known = map[string]*traits{}
		}
		t = &traits{}
		ch.known[s] = t
	}
	return t
}

// answer returns what a text is as an answer.
func (ch *Chooser) answer(lex *text.Lexicon, s string) *traits {
	t := ch.of(s)
	if !t.answers {
		t.answers = true
		t.kind, t.unit = lex.KindOf(s)
		t.width, t.looks = text.Columns(s), looksOf(lex, s)
	}
	return t
}

// canonical returns the form in which a text is compared.
func (ch *Chooser) canonical(s string) string { return ch.of(s).canonical(s) }

// canonical returns the form in which s, the text of the traits, is compared.
func (t *traits) canonical(s string) string {
	if !t.formed {
		t.formed, t.form = true, answer.Canonical(s)
	}
	return t.form
}

// cue returns what a prompt asks for.
func (ch *Chooser) cue(lex *text.Lexicon, prompt string) string {
	t := ch.of(prompt)
	if !t.asks {
		t.asks, t.cue = true, cue(lex, prompt)
	}
	return t.cue
}
