package recog

import (
	"strings"

	"recall/deck"
	"recall/deck/blocks"
	"recall/deck/card"
	"recall/deck/inline"
	"recall/deck/text"
)

// question takes a question with its answer behind it, or with all that stands below it as its answer.
//
//	What does DNS map? Names to addresses.
//	为什么要有索引？    (its answer in the paragraph below)
func question(b *bullet) ([]deck.Card, bool) {
	at, end := b.questionEnd()
	if at < 0 {
		return nil, false
	}
	prompt := inline.Unmarked(b.Source[:end])
	answer, below := b.trim(cutDash(strings.TrimPrefix(b.Source[end:], "**"))), false
	if said, ok := cutMark(b.Lex.Rows(text.ClassQAMarks), 1, answer); ok && said != "" {
		answer = said
	}
	if !text.HasWord(answer) {
		answer, below = b.answerBelow(), true
	} else if at < len(b.Source)/6 && !(b.tooLong() && saysEnough(prompt)) {
		return nil, false
	}
	if answer == "" || text.HasAnySuffix(answer, "?", "？") && b.Count(end, len(b.Source), inline.Stop) == 0 {
		b.why = deck.ReasonNoAnswer
		return nil, true
	}
	c := card.Forward(prompt, answer)
	if !card.Bound(&c) {
		c.Weaken(deck.ReasonTooLong) // its author asks for it, so the learner is to decide
		first := b.TextBelow()
		if part := card.Forward(prompt, first); below && first != "" && !blocks.IsGroupLine(first) && card.Bound(&part) {
			c = part
			c.Weaken(deck.ReasonPartial)
		}
	}
	said, _ := b.Lex.CutPrefix(text.ClassReasons, answer) // a reason is what a why asks for
	if yesNo(b.Lex, answer) || vague(b.Lex, said) {
		c.Weaken(deck.ReasonVague)
	}
	return []deck.Card{c}, true
}

// saysEnough reports whether a question before a long answer asks for something, unlike "Why?" in a story.
func saysEnough(prompt string) bool { return text.CountWords(prompt) > 3 || text.CountHan(prompt) > 5 }

// cutDash cuts off a dash or an arrow between a question and its answer.
func cutDash(s string) string {
	rest := strings.TrimLeft(s, " ")
	for _, sign := range [...]string{"—", "–", "-", "→", "->", "=>", "="} {
		if answer, ok := strings.CutPrefix(rest, sign+" "); ok {
			return answer
		}
	}
	return s
}

// questionEnd is where the first sign of a question stands, and where it ends; at is below 0 without one.
func (b *bullet) questionEnd() (at, end int) {
	for _, s := range b.Signs {
		if s.Kind == inline.Quest {
			return s.At, s.End
		}
	}
	return -1, 0
}

// inlineQA takes a question and its answer in one line, as in notes of talks.
//
//	Q: what stops drift? A: the keel
//	问：什么是龙骨？ 答：挡住横漂的板
func inlineQA(b *bullet) ([]deck.Card, bool) {
	if len(b.Source) > 600 {
		return nil, false
	}
	asked, said := questionAndAnswer(b.Lex.Rows(text.ClassQAMarks), b.Source)
	if asked == "" {
		return nil, false
	}
	c := card.Forward(b.trim(asked), b.trim(said))
	if yesNo(b.Lex, c.Answer) {
		c.Weaken(deck.ReasonVague)
	}
	if !card.Bound(&c) {
		c.Weaken(deck.ReasonTooLong)
	}
	return []deck.Card{c}, true
}

// questionAndAnswer divides a line at the marks of a question and of its answer. The question ends at the last sign
// of a question with the mark of an answer behind it.
func questionAndAnswer(marks [][]string, line string) (question, answer string) {
	rest, ok := cutMark(marks, 0, line)
	for end := len(rest); ok; {
		at := strings.LastIndexAny(rest[:end], "?？")
		if at <= 0 {
			break
		}
		behind := strings.TrimLeft(rest[at:], "?？ ")
		if said, found := cutMark(marks, 1, behind); found && said != "" {
			return rest[:len(rest)-len(behind)], said
		}
		end = at
	}
	return "", ""
}

// cutMark takes the mark of a question (side 0) or of an answer (side 1) off a line, with its colon.
func cutMark(marks [][]string, side int, line string) (rest string, ok bool) {
	for _, m := range marks {
		if rest, ok = strings.CutPrefix(line, m[side]); !ok {
			continue
		}
		rest = strings.TrimPrefix(rest, " ")
		for _, colon := range [...]string{":", "："} {
			if said, ok := strings.CutPrefix(rest, colon); ok {
				return strings.TrimPrefix(said, " "), true
			}
		}
	}
	return "", false
}

// yesNo reports whether an answer is guessed as well as known.
func yesNo(lex *text.Lexicon, answer string) bool {
	if lex.Has(text.ClassVagueYesNo, text.FirstWord(answer)) {
		return text.CountWords(answer) < 8
	}
	return lex.Has(text.ClassVagueAnswer, answer)
}
