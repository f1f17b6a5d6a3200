package recog

import (
	"slices"
	"strings"

	"recall/deck"
	"recall/deck/card"
	"recall/deck/inline"
	"recall/deck/text"
)

// anchor takes a sentence in which something stands out, and hides that: bold, code, a number with its unit, a port, or
// the only number; else what is in italics, quotes or capitals. Its cards are drafts, unless the sentence tells one thing of a
// subject that has a name.
//
//	The server listens on localhost:8080
//	停顿目标小于10毫秒
func anchor(b *bullet) ([]deck.Card, bool) {
	if b.tooLong() {
		return nil, false
	}
	list := b.anchors()
	firm := len(list) == 1 && b.oneAnchor() != nil
	if len(list) == 0 {
		list = b.stressed()
	}
	var cards []deck.Card
	for _, p := range list {
		hidden, colon := b.Source[p.From:p.To], ""
		if bare := strings.TrimRight(hidden, ":： "); bare != hidden {
			hidden, colon = bare, hidden[len(bare):]
		}
		shown := b.Source[:p.At] + deck.Gap + colon + b.Source[p.End:]
		if strings.Contains(shown, hidden) || text.Columns(shown)-len(deck.Gap) < 8 ||
			!text.HasWord(b.Source[:p.At]+b.Source[p.End:]) {
			continue
		}
		answer := hidden
		if p.Kind == inline.CodeSpan {
			answer = b.Source[p.At:p.End]
		}
		c := card.Forward(b.trim(shown), answer)
		c.Slot, c.Forms = "cloze:"+card.SlotKey(hidden), c.Forms&^deck.Choice|deck.Cloze|deck.Type
		if b.isTold(p) {
			c.Weaken(deck.ReasonLeak)
		} else if !firm || b.halfRange(p) {
			c.Weaken(deck.ReasonGap)
		}
		cards = append(cards, c)
		if len(cards) == 2 {
			break
		}
	}
	return cards, len(cards) > 0
}

// isTold reports whether a title, or another word of the sentence, gives away what is hidden in a stretch.
func (b *bullet) isTold(p inline.Span) bool {
	hidden := strings.Trim(b.Source[p.From:p.To], "*_`:： ")
	return b.givenAway(hidden, 0) ||
		p.Kind != inline.CodeSpan && toldByRest(b.Source[:p.At]+" "+b.Source[p.End:], hidden)
}

// halfRange reports whether a stretch is one end of a range whose other end is shown: "____ to 50% of the crew".
func (b *bullet) halfRange(p inline.Span) bool {
	before, behind := strings.TrimRight(b.Source[:p.At], "*_ "), strings.TrimLeft(b.Source[p.End:], "*_ ")
	joins := func(to string) bool {
		if rest, ok := strings.CutPrefix(behind, to); ok {
			return startsFigure(rest)
		}
		rest, ok := strings.CutSuffix(before, to)
		rest = strings.TrimRight(rest, "*_% ")
		return ok && rest != "" && text.IsDigit(rest[len(rest)-1])
	}
	return joins("–") || joins("-") || slices.ContainsFunc(b.Lex.Words(text.ClassRanges), joins)
}

// startsFigure reports whether a text starts with a figure, blanks and marks aside.
func startsFigure(s string) bool {
	s = strings.TrimLeft(s, "*_ ")
	return s != "" && text.IsDigit(s[0])
}

// isBracketed reports whether a text is a remark in brackets: the sentence is complete without it.
func isBracketed(s string) bool {
	return strings.HasPrefix(s, "(") && strings.HasSuffix(s, ")") || strings.HasPrefix(s, "（") && strings.HasSuffix(s, "）")
}

// anchors lists what can be hidden, the most telling first.
func (b *bullet) anchors() []inline.Span {
	var out []inline.Span
	for _, kind := range [...]inline.SpanKind{inline.BoldSpan, inline.CodeSpan} {
		for _, p := range b.Spans {
			if p.Kind == kind && standsOut(b.Lex, b.Source[p.From:p.To]) && !isBracketed(b.Source[p.From:p.To]) {
				out = append(out, p)
			}
		}
	}
	if len(out) > 0 {
		return out
	}
	if at, end := b.Quantity(); at >= 0 {
		return []inline.Span{stretch(at, end)}
	}
	if at, end := b.Port(); at >= 0 {
		return []inline.Span{stretch(at, end)}
	}
	for _, p := range b.Spans {
		if p.Kind != inline.BracketSpan || p.At == 0 || p.To <= p.From {
			continue
		}
		if inner := b.Source[p.From:p.To]; inline.HasInitials(lastWords(b.Source[:p.At], len(inner)), inner) {
			return []inline.Span{stretch(p.From, p.To)}
		}
	}
	if at, end := b.figure(); at >= 0 {
		return []inline.Span{stretch(at, end)}
	}
	return nil
}

// stresses are the marks of italics and quotes, each with the one that closes it.
var stresses = [...][2]string{{"*", "*"}, {"_", "_"}, {`"`, `"`}, {"“", "”"}, {"「", "」"}}

// stressed lists what stands in italics or in quotes.
func (b *bullet) stressed() []inline.Span {
	var out []inline.Span
	for _, marks := range stresses {
		for at := 0; ; {
			from, to, ok := b.between(at, marks[0], marks[1])
			if !ok {
				break
			}
			if standsOut(b.Lex, b.Source[from:to]) && !isBracketed(b.Source[from:to]) {
				out = append(out, inline.Span{Kind: inline.BoldSpan, At: from - len(marks[0]), End: to + len(marks[1]),
					From: from, To: to})
			}
			at = to + len(marks[1])
		}
	}
	if len(out) == 0 {
		out = b.shouted()
	}
	return out
}

// minShouted is the least length of a word that is in capitals for the stress. A shorter one is an acronym.
const minShouted = 7

// shouted lists the words in capitals, if the sentence around them isn't.
func (b *bullet) shouted() []inline.Span {
	var out []inline.Span
	if !hasCapitals(b.Source, minShouted) || strings.ToUpper(b.Source) == b.Source {
		return nil
	}
	at := 0
	for w := range strings.FieldsSeq(b.Source) {
		i := at + strings.Index(b.Source[at:], w)
		at = i + len(w)
		w = strings.TrimRight(w, ".,;:!")
		if len(w) >= minShouted && !strings.ContainsFunc(w, func(r rune) bool { return r < 'A' || r > 'Z' }) &&
			!b.Lex.Has(text.ClassEmphasis, w) {
			out = append(out, stretch(i, i+len(w)))
		}
	}
	return out
}

// hasCapitals reports whether so many capitals stand side by side in s.
func hasCapitals(s string, most int) bool {
	run := 0
	for i := 0; i < len(s) && run < most; i++ {
		if run++; !text.IsUpper(s[i]) {
			run = 0
		}
	}
	return run >= most
}

// between finds what two marks enclose from i on, outside code, links and maths, where no word goes on at a mark.
func (b *bullet) between(i int, open, end string) (from, to int, ok bool) {
	for {
		at := strings.Index(b.Source[i:], open)
		if at < 0 {
			return 0, 0, false
		}
		from = i + at + len(open)
		n := strings.Index(b.Source[from:], end)
		if n <= 0 {
			return 0, 0, false
		}
		to = from + n
		i = to + len(end)
		if from > len(open) && text.IsAlnum(b.Source[from-len(open)-1]) || i < len(b.Source) && text.IsAlnum(b.Source[i]) ||
			b.Source[from] == ' ' || b.Source[to-1] == ' ' {
			i = from
			continue
		}
		inside := false
		for _, p := range b.Spans {
			inside = inside || p.Kind != inline.BracketSpan && from > p.At && from < p.End
		}
		if !inside {
			return from, to, true
		}
	}
}

// standsOut reports whether bold text or code is a fact to hide: a few words, and not only one such as "not".
func standsOut(lex *text.Lexicon, s string) bool {
	return text.Fits(s, 32) && text.CountWords(s) <= 4 && text.CountLetters(s, 2) > 1 &&
		!lex.Has(text.ClassFunctionWords, s) && !lex.Has(text.ClassEmphasis, s)
}

// stretch is a stretch in the text without marks around it.
func stretch(at, end int) inline.Span {
	return inline.Span{Kind: inline.BracketSpan, At: at, End: end, From: at, To: end}
}

// lastWords is the end of s: its last n words, for an acronym of n letters.
func lastWords(s string, n int) string {
	f := strings.Fields(s)
	return strings.Join(f[max(0, len(f)-n):], " ")
}
