package recog

import (
	"strings"

	"recall/deck"
	"recall/deck/card"
	"recall/deck/inline"
	"recall/deck/text"
)

// gist cuts an answer that is wider than card.MaxAnswer where its fact is complete: before a further sentence, a remark
// behind a dash, or a clause that leans on the first one. extra is what follows. An answer of one clause may be a little
// wider. ok is false where there is no such place.
//
//	forwards frames by their address, which it learns from the traffic → forwards frames by their address
func gist(lex *text.Lexicon, answer string) (said, extra string, ok bool) {
	if lex.Has(text.ClassNotSubjects, text.FirstWord(answer)) {
		return "", "", false // told of others: "you configure it once"
	}
	f := inline.Fact{Scanner: inline.Scanner{Lex: lex}}
	f.Read(answer)
	commas := 0
	for _, s := range f.Signs {
		said := inline.Trim(lex, f.Source[:s.At])
		w := text.Columns(said)
		if w > card.MaxAnswer {
			break
		}
		rest := f.Source[s.End:]
		switch {
		case s.Kind&inline.Comma != 0:
			if commas++; commas > 1 {
				return "", "", false // a list
			}
			if w < minGist || opensClause(lex, said) || !continues(lex, rest) {
				continue
			}
		case s.Kind&(inline.Stop|inline.Semi|inline.Dash) == 0 || w < minGist:
			continue
		}
		return said, inline.Trim(lex, rest), true
	}
	said, remark := inline.CutRemark(answer)
	if w := text.Columns(said); remark != "" && w >= minGist && w <= card.MaxAnswer {
		return said, remark, true
	}
	one := len(f.Signs) == 0 || commas == 1 && len(f.Signs) == 1
	return answer, "", one && text.Fits(answer, card.MaxOneFact)
}

// minGist is the least width of a clause that says enough by itself.
const minGist = 24

// continues reports whether a clause leans on the one before it, as one that begins with which, so or because does.
func continues(lex *text.Lexicon, clause string) bool {
	first := text.FirstWord(clause)
	return lex.HasPrefix(text.ClassClauseContinuers, clause) || lex.HasPrefix(text.ClassExamples, clause) ||
		lex.Has(text.ClassConjunctionsPoints, first) && !lex.Has(text.ClassJoiners, first)
}

// opensClause reports whether a clause only leads to the next one: a condition, a time, a place.
func opensClause(lex *text.Lexicon, clause string) bool {
	return lex.HasPrefix(text.ClassClauseOpeners, clause) || lex.HasSuffix(text.ClassClauseOpeners, clause) ||
		lex.Has(text.ClassConjunctionsMeanings, text.FirstWord(clause))
}

// shorten gives a card whose answer is too long its gist.
func (b *bullet) shorten(c *deck.Card) {
	if strings.Contains(c.Answer, "\n") || text.Fits(c.Answer, card.MaxAnswer) {
		return // lines of code, or a list; or the prompt is long
	}
	said, extra, ok := gist(b.Lex, c.Answer)
	if !ok {
		return
	}
	c.Answer, c.Forms, c.Draft, c.Weakness = said, card.FormsOf(said), false, ""
	c.Extra = strings.TrimSpace(extra + " " + c.Extra)
}
