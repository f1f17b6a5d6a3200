package recog

import (
	"strings"

	"recall/deck"
	"recall/deck/card"
	"recall/deck/inline"
	"recall/deck/text"
)

// named takes the first bullet below a name that says what that is: of which kind, and what sets it apart.
//
//	## Proxy
//	- a written authorization that lets someone else vote
func named(b *bullet) ([]deck.Card, bool) {
	if b.Term != "" || len(b.Source) > 600 || b.Count(0, len(b.Source), inline.Quest|inline.Arrow) > 0 ||
		text.HasAnySuffix(b.Source, ":", "：", "...", "…") {
		return nil, false
	}
	said := b.Source
	if rest, ok := b.Lex.CutPrefix(text.ClassCopulasLead, " "+lowerFirst(said)); ok {
		said = rest
	}
	if !saysKind(b.Lex, said) || !b.opens() {
		return nil, false
	}
	name := b.nameOver()
	if name == "" {
		return nil, false
	}
	b.Term, b.Rest, b.RestAt, b.Generic = name, said, len(b.Source)-len(said), false
	cards, ok := definition(b)
	if ok {
		cards = b.doubt("definition", cards)
	}
	b.Term, b.Rest, b.RestAt, b.Generic, b.why = "", "", len(b.Source), true, ""
	if len(cards) == 0 || cards[0].Draft || b.Lex.Has(text.ClassRelatives, lastField(cards[0].Answer)) {
		return nil, false
	}
	return cards[:1], true // the titles over the way back say the name
}

// opens reports whether the bullet is the first below its title, and no other beside it says what something is: such
// items are kinds or parts of what the title names.
func (b *bullet) opens() bool {
	notes := b.doc.notes
	switch prev := b.index - 1; {
	case b.Parent >= 0 && (prev != b.Parent || inline.TermOf(b.Lex, notes[prev].Text) != ""):
		return false
	case b.Parent < 0 && prev >= 0 && notes[prev].Place == b.Place:
		return false
	}
	for i := b.index + 1; i < len(notes) && (notes[i].List == b.List || notes[i].Parent >= b.index); i++ {
		if notes[i].List == b.List {
			return !saysKind(b.Lex, notes[i].Text)
		}
	}
	return true
}

// maxKind is how many words come at most before what sets a thing apart from others of its kind.
const maxKind = 7

// saysKind reports whether a text is a kind and what sets a thing apart within it, and no sentence: "a fee that …",
// "branch of law that …", …的现象.
func saysKind(lex *text.Lexicon, s string) bool {
	if text.HasHan(s) {
		return saysKindHan(lex, s)
	}
	rest, _ := lex.CutWord(text.ClassArticles, s)
	article := lex.HasPrefix(text.ClassOneOf, lowerFirst(s))
	before, at := "", 0
	for w := range strings.FieldsSeq(rest) {
		at++
		if at > maxKind+1 {
			return false
		}
		bare := strings.Trim(w, ",*_`\"“”")
		kind := lex.Has(text.ClassKinds, before)
		switch {
		case at == 1:
		case (article || kind) && lex.Has(text.ClassGenusGoesOn, bare), kind && lex.Has(text.ClassKindTails, bare):
			from := strings.Index(rest, " "+w)
			return !lex.Has(text.ClassPraise, before) && !clauseBehind(lex, rest[from:]) &&
				!lex.Contains(text.ClassStatementVerbs, " "+lowerFirst(rest[:from+1])) &&
				card.CountContent(lex, rest) >= minIdentifies
		case lex.Has(text.ClassFunctionWords, bare) && !lex.Has(text.ClassJoiners, bare), lex.Has(text.ClassFiniteVerbs, bare),
			lex.Has(text.ClassClauseVerbs, bare), strings.HasSuffix(w, ","):
			return false
		}
		before = bare
	}
	return false
}

// clauseBehind reports whether a text that begins behind a noun has the verb of a main clause: "of judges heard it", and
// not "that judges heard".
func clauseBehind(lex *text.Lexicon, s string) bool {
	at := 0
	for w := range strings.FieldsSeq(s) {
		i := at + strings.Index(s[at:], w)
		at = i + len(w)
		if lex.Has(text.ClassRelatives, strings.Trim(w, ",")) {
			s = s[:i]
			break
		}
	}
	return lex.IsSentence("it " + s)
}

// saysKindHan is saysKind of a Chinese text, in which the kind stands last.
func saysKindHan(lex *text.Lexicon, s string) bool {
	s = strings.TrimRight(s, "。；;.")
	if text.CountHan(s) < minKindHan || strings.ContainsAny(s, "。；：") {
		return false
	}
	if lex.HasPrefix(text.ClassKinds, s) {
		return true
	}
	told := func(r rune) bool { // of what happened: 采取了…的办法
		return lex.HasRune(text.ClassPhraseMarks, r) && !lex.HasRune(text.ClassPossessives, r)
	}
	if lex.IsSentence(s) || strings.Contains(s, "，") || strings.ContainsFunc(s, told) ||
		lex.HasPrefix(text.ClassActions, s) || lex.StartsTask(s) {
		return false
	}
	for _, of := range lex.Words(text.ClassPossessives) {
		if at := strings.LastIndex(s, of); at > 0 && text.HasHan(of) {
			return lex.Has(text.ClassKinds, s[at+len(of):])
		}
	}
	return false
}

// minKindHan is how many Han say at least what a thing is.
const minKindHan = 8

// lowerFirst is a text with its first letter in lower case, where that is a plain Latin one.
func lowerFirst(s string) string {
	if s != "" && text.IsUpper(s[0]) {
		return strings.ToLower(s[:1]) + s[1:]
	}
	return s
}
