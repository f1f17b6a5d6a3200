package recog

import (
	"strings"
	"unicode"

	"recall/deck"
	"recall/deck/card"
	"recall/deck/inline"
	"recall/deck/text"
)

// event takes a sentence that says in which year something happened, and hides the year.
//
//	In 1848 the Harbour League signed its sixth charter
//	1689年，两国签订《河口条约》
func event(b *bullet) ([]deck.Card, bool) {
	if b.Term != "" || text.Columns(b.Source) > maxSentence || text.HasAnySuffix(b.Source, ":", "：", "...", "…") ||
		b.Count(0, len(b.Source), inline.Quest|inline.Arrow|inline.Semi|inline.Dash) > 0 {
		return nil, false
	}
	at, end := onlyYear(b.Source)
	if at < 0 || b.within(at) && !strings.HasSuffix(b.Source[:at], "(") {
		return nil, false
	}
	what := b.around(at, end)
	if what == "" || !b.happened(what) {
		return nil, false
	}
	hidden := b.Source[at:end]
	c := card.Forward(b.trim(b.Source[:at]+deck.Gap+b.Source[end:]), hidden)
	c.Slot, c.Forms = "cloze:"+card.SlotKey(hidden), c.Forms&^deck.Choice|deck.Cloze|deck.Type
	if b.givenAway(hidden, 0) {
		c.Weaken(deck.ReasonLeak)
	}
	return []deck.Card{c}, true
}

// around is what a sentence says besides its date, where the date stands at one of its ends; else "".
func (b *bullet) around(at, end int) string {
	before, behind := b.Source[:at], strings.TrimLeft(b.Source[end:], ",， ")
	if text.HasHan(b.Source) {
		switch named, on := b.Lex.CutSuffix(text.ClassDateOpeners, before); {
		case before == "", on && named == "":
			return strings.TrimRight(behind, ".。．")
		case on && strings.Trim(behind, ".。．") == "":
			return named
		}
		return ""
	}
	first, begins := "", before != ""
	for w := range strings.FieldsSeq(before) {
		begins = begins && b.ofDate(w)
		if first == "" {
			first = w
		}
	}
	if begins && b.Lex.Has(text.ClassDateOpeners, first) ||
		before == "" && b.Lex.Has(text.ClassEventVerbs, text.FirstWord(behind)) && !strings.HasPrefix(b.Source[end:], ",") {
		return strings.TrimRight(behind, ".")
	}
	if strings.HasPrefix(behind, ")") && strings.HasSuffix(before, " (") && len(behind) == 1 {
		if before = strings.TrimSuffix(before, " ("); b.titled(before) {
			return before
		}
		return ""
	}
	behind = strings.Trim(behind, ".")
	if behind != "" && (strings.Contains(behind, " ") || !b.Lex.HasSuffix(text.ClassFrameEnds, behind)) {
		return ""
	}
	for {
		before = strings.TrimRight(before, " ")
		i := strings.LastIndexByte(before, ' ')
		if i < 0 || !b.ofDate(before[i+1:]) {
			return ""
		}
		opens := b.Lex.Has(text.ClassDateOpeners, before[i+1:])
		if before = before[:i]; opens {
			return strings.TrimSpace(before + " " + behind) // wurde im März 1723 gegründet
		}
	}
}

// ofDate reports whether a word belongs to a date and the words before it: "in", "March", "9.".
func (b *bullet) ofDate(w string) bool {
	return b.Lex.Has(text.ClassDateOpeners, w) || b.Lex.Has(text.ClassPossessives, w) || b.Lex.Has(text.ClassMonths, strings.Trim(w, ".,")) || text.IsDigit(w[0]) && len(w) < 6
}

// happened reports whether a text tells what happened, with enough in it to know the event by.
func (b *bullet) happened(what string) bool {
	first := text.FirstWord(what)
	if b.Lex.Has(text.ClassNotSubjects, first) && !b.Lex.Has(text.ClassEventVerbs, first) ||
		b.Lex.HasPrefix(text.ClassNotSubjects, what) || b.Lex.StartsTask(what) || b.isActor(first) {
		return false
	}
	if text.HasHan(what) {
		return text.CountHan(what) >= minEventHan && b.Lex.Contains(text.ClassEventVerbs, what) &&
			!b.Lex.HasSuffix(text.ClassAskingNouns, what)
	}
	named, verb := false, false
	for i, w := range strings.Fields(what) {
		w = strings.Trim(w, `.,;()"'*_`)
		named = named || i > 0 && unicode.IsUpper(text.FirstRune(w))
		verb = verb || b.Lex.Has(text.ClassEventVerbs, w) || b.Lex.HasSuffix(text.ClassEventVerbs, w)
	}
	return named && verb && card.CountContent(b.Lex, what) >= minEventWords || text.CountWords(what) > 1 && b.titled(what)
}

// minEventHan and minEventWords are how much a text must hold, date aside, to tell of one event.
const (
	minEventHan   = 5
	minEventWords = 3
)

// onlyYear finds the one year of a text, with the 年 behind it. Where it has none, or two, at is -1.
func onlyYear(s string) (at, end int) {
	at = -1
	for i := 0; i < len(s); i++ {
		if !text.IsDigit(s[i]) {
			continue
		}
		from := i
		for i < len(s) && text.IsDigit(s[i]) {
			i++
		}
		if i-from != len("1848") {
			continue
		}
		year := s[from:i]
		if at >= 0 || year < "1000" || year > "2100" || text.HasAnySuffix(s[:from], besideYear...) || text.HasAnyPrefix(s[i:], besideYear...) ||
			i < len(s) && text.IsAlnum(s[i]) || from > 0 && text.IsAlnum(s[from-1]) {
			return -1, 0
		}
		at, end = from, i
	}
	if at < 0 || !text.HasHan(s) {
		return at, end
	}
	rest := strings.TrimLeft(s[end:], " ")
	if !strings.HasPrefix(rest, "年") || strings.HasPrefix(rest, "年代") {
		return -1, 0
	}
	return at, len(s) - len(rest) + len("年")
}

// besideYear are the signs that make more than a year of four digits: a stretch, a path, a price.
var besideYear = []string{"-", "–", "—", "~", "/", "_", "#", "+", "=", "^", "$", "€", "£", "%", "'"}
