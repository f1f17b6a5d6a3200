package deck

import "strings"

// question takes a question with its answer behind it, under it, or as its nested bullets.
//
//	What does DNS map? Names to addresses.
//	为什么要有索引？    (its answer in the paragraph below)
func question(b *bullet) ([]Card, bool) {
	at, end := -1, 0
	for _, s := range b.signs {
		if s.kind == quest {
			at, end = s.at, s.end
			break
		}
	}
	if at < 0 {
		return nil, false
	}
	prompt := plain(b.src[:end])
	answer := trim(strings.TrimPrefix(b.src[end:], "**"))
	if !hasWord(answer) {
		answer = b.Below
		if answer == "" {
			answer = b.Code
			if answer != "" {
				answer = fence(answer)
			}
		}
		if answer == "" {
			answer = b.kidsAnswer()
		}
	} else if at < len(b.src)/6 {
		return nil, false
	}
	if answer == "" {
		b.why = ReasonNoAnswer
		return nil, true
	}
	c := forward(prompt, answer)
	if columns(answer) > 2*maxAnswer {
		c.weaken(ReasonTooLong)
	}
	if yesNo(answer) || vague(answer) {
		c.weaken(ReasonVague)
	}
	return []Card{c}, true
}

// yesNo tells an answer that is guessed as well as known.
func yesNo(answer string) bool {
	switch firstWord(answer) {
	case "yes", "no", "not", "yep", "nope", "sure", "maybe":
		return words(answer) < 8
	}
	return vagueAnswers.has(answer)
}

// kidsAnswer is a question's nested bullets as one answer, if they are short enough together.
func (b *bullet) kidsAnswer() string {
	kids := b.doc.children(b.index)
	var lines []string
	size := 0
	for _, k := range kids {
		t := strings.TrimSpace(heal(k.Text))
		if size += columns(t); size > 2*maxAnswer {
			return ""
		}
		lines = append(lines, "- "+t)
	}
	if len(lines) == 1 {
		return lines[0][2:]
	}
	return strings.Join(lines, "\n")
}
