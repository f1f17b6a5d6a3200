package recog

import (
	"regexp"
	"strings"

	"recall/deck"
	"recall/deck/blocks"
	"recall/deck/card"
	"recall/deck/inline"
	"recall/deck/text"
)

// question takes a question with its answer behind it, under it, or as its nested bullets.
//
//	What does DNS map? Names to addresses.
//	为什么要有索引？    (its answer in the paragraph below)
func question(b *bullet) ([]deck.Card, bool) {
	at, end := -1, 0
	for _, s := range b.Signs {
		if s.Kind == inline.Quest {
			at, end = s.At, s.End
			break
		}
	}
	if at < 0 {
		return nil, false
	}
	prompt := inline.Plain(b.Source[:end])
	answer := inline.Trim(strings.TrimPrefix(b.Source[end:], "**"))
	if !text.HasWord(answer) {
		answer = b.TextBelow()
		if answer == "" {
			answer = b.CodeBelow()
			if answer != "" {
				answer = card.CodeBlock(answer)
			}
		}
		if answer == "" {
			answer = b.kidsAnswer()
		}
	} else if at < len(b.Source)/6 {
		return nil, false
	}
	if answer == "" {
		b.why = deck.ReasonNoAnswer
		return nil, true
	}
	c := card.Forward(prompt, answer)
	if text.Columns(answer) > 2*card.MaxAnswer {
		c.Weaken(deck.ReasonTooLong)
	}
	if yesNo(answer) || vague(strings.TrimPrefix(answer, "因为")) { // a reason is what a why asks for
		c.Weaken(deck.ReasonVague)
	}
	return []deck.Card{c}, true
}

// inlineQA takes a question and its answer in one line, as in notes of talks.
//
//	Q: what stops drift? A: the keel
//	问：什么是龙骨？ 答：挡住横漂的板
func inlineQA(b *bullet) ([]deck.Card, bool) {
	if len(b.Source) > 600 || !text.HasAnyPrefix(b.Source, "Q", "问") {
		return nil, false
	}
	m := questionAndAnswer.FindStringSubmatch(b.Source)
	if m == nil {
		return nil, false
	}
	c := card.Forward(inline.Trim(m[1]), inline.Trim(m[2]))
	if yesNo(c.Answer) {
		c.Weaken(deck.ReasonVague)
	}
	if text.Columns(c.Answer) > 2*card.MaxAnswer {
		c.Weaken(deck.ReasonTooLong)
	}
	return []deck.Card{c}, true
}

var questionAndAnswer = regexp.MustCompile(`^(?:Q|问) ?[:：] ?(.+[?？]) *(?:A|答) ?[:：] ?(.+)$`)

// yesNo tells an answer that is guessed as well as known.
func yesNo(answer string) bool {
	switch text.FirstWord(answer) {
	case "yes", "no", "not", "yep", "nope", "sure", "maybe":
		return text.CountWords(answer) < 8
	}
	return text.VagueAnswers.Has(answer)
}

// kidsAnswer is a question's nested bullets as one answer, if they are short enough together.
func (b *bullet) kidsAnswer() string {
	var lines []string
	size := 0
	below, _ := blocks.Below(b.doc.notes, b.index)
	for _, k := range below {
		if k.Kind != deck.Nested || k.Depth > 0 {
			continue
		}
		t := strings.TrimSpace(inline.Heal(k.Text))
		if size += text.Columns(t); size > 2*card.MaxAnswer {
			return ""
		}
		lines = append(lines, "- "+t)
	}
	if len(lines) == 1 {
		return lines[0][2:]
	}
	return strings.Join(lines, "\n")
}
