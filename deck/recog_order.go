package deck

import (
	"strings"
	"unicode/utf8"
)

// Bounds of what is put in order, or recalled as a set.
const (
	minMembers    = 3
	maxMembers    = 6
	mostMembers   = 12
	maxMemberCols = 44
)

// order takes steps whose order is stated: by arrows, numbers, 首先…然后, a count of steps, or an ordered list.
//
//	Boot: firmware → boot loader → kernel → init
//	三次握手：SYN；SYN+ACK；ACK
func order(b *bullet) ([]Card, bool) {
	from, to, remark := b.body()
	steps := b.arrowSteps(from, to)
	if steps == nil {
		steps = b.numberedSteps(from, to)
	}
	if steps == nil && b.term != "" && b.count(from, to, semi) > 1 && countsSteps(b.term) {
		steps = b.shortParts(from, to, semi)
	}
	if steps == nil {
		steps = b.wordedSteps(from, to)
	}
	term := b.ask()
	if steps == nil && (b.term == "" || b.rest == "") {
		steps = b.orderedChildren()
		term = plain(b.src)
	}
	if steps == nil {
		return nil, false
	}
	if b.term == "" && b.count(0, len(b.src), arrow) > 0 {
		term = b.subject()
	}
	if term == "" || termSize(term) > 1 {
		return nil, false
	}
	last := len(steps) - 1
	if text, more := cutRemark(steps[last]); more != "" && remark == "" {
		steps[last], remark = text, more
	}
	cards := []Card{{
		Slot: "order", Prompt: b.counted(term, len(steps), "steps", "步"), Answer: strings.Join(steps, " → "),
		Extra: remark, Members: steps, Forms: Reveal | Order,
	}}
	if len(steps) > maxMembers+1 {
		cards[0].weaken(ReasonLongList)
		return cards, true
	}
	for i := 1; i < last; i++ {
		c := forward(term+dot+b.say("after "+quoted(steps[i])+"?", steps[i]+"之后？"), steps[i+1])
		c.Slot = "next:" + key(steps[i])
		c.Forms |= Cloze
		cards = append(cards, c)
	}
	return cards, true
}

// quoted marks a step of several words off from the words around it.
func quoted(s string) string {
	if words(s) > 1 && !isCode(s) {
		return "“" + s + "”"
	}
	return s
}

// arrowSteps cuts at two arrows or more.
func (b *bullet) arrowSteps(from, to int) []string {
	if b.count(from, to, arrow) < 2 {
		return nil
	}
	return b.shortParts(from, to, arrow)
}

// shortParts cuts at the signs of set into three to twelve short parts that differ, or returns nil.
func (b *bullet) shortParts(from, to int, set signSet) []string {
	if n := b.count(from, to, set) + 1; n < minMembers || n > mostMembers {
		return nil
	}
	var out []string
	for _, p := range b.parts(from, to, set) {
		t := trim(p.text)
		if !hasWord(t) || columns(t) > maxMemberCols || contains(out, t) {
			return nil
		}
		out = append(out, t)
	}
	return out
}

// numberedSteps cuts at 1) 2) 3) or ①②③.
func (b *bullet) numberedSteps(from, to int) []string {
	text := b.src[from:to]
	var out []string
	for n := 1; n <= mostMembers; n++ {
		mark := string(rune('0'+n)) + ")"
		at := -1
		if n < 10 {
			if at = strings.Index(text, mark); at > 0 && isAlnum(text[at-1]) {
				at = -1
			}
			if at > 0 && text[at-1] == '(' {
				at, mark = at-1, "("+mark
			}
		}
		if at < 0 {
			mark = string(rune('①' + n - 1))
			at = strings.Index(text, mark)
		}
		if at < 0 {
			break
		}
		if n == 1 && hasWord(text[:at]) {
			return nil
		}
		if n > 1 {
			out = append(out, trim(text[:at]))
		}
		text = text[at+len(mark):]
		if n == mostMembers {
			return nil
		}
	}
	out = append(out, trim(text))
	if len(out) < minMembers {
		return nil
	}
	for _, s := range out {
		if !hasWord(s) || columns(s) > maxMemberCols {
			return nil
		}
	}
	return out
}

// countsSteps tells terms such as 三次握手, "three-step": a number with a word for steps.
func countsSteps(term string) bool {
	for _, w := range [...]string{"次", "步", "阶段", "级", "轮"} {
		if i := strings.Index(term, w); i > 0 {
			if r, _ := utf8.DecodeLastRuneInString(term[:i]); strings.ContainsRune("两二三四五六七八九十3456789", r) {
				return true
			}
		}
	}
	if strings.HasSuffix(term, "步骤") || strings.HasSuffix(term, "流程") || strings.HasSuffix(term, "顺序") {
		return true
	}
	low := strings.ToLower(term)
	for _, w := range [...]string{"-step", "-way", "-phase", " steps", " phases", " stages"} {
		if strings.Contains(low, w) {
			return true
		}
	}
	return strings.HasPrefix(low, "steps ") || strings.HasPrefix(low, "order of ")
}

// wordedSteps reads 首先A，然后B，最后C and "first a, then b, finally c"; behind a term, the first may go without its word.
func (b *bullet) wordedSteps(from, to int) []string {
	if b.count(from, to, clauseEnds) < 2 {
		return nil
	}
	parts := b.parts(from, to, clauseEnds)
	var out []string
	for i, p := range parts {
		t, ok := trim(p.text), false
		for _, w := range stepWords[min(i, 1)] {
			if rest, found := strings.CutPrefix(strings.ToLower(t), w); found && rest != "" {
				t, ok = strings.TrimLeft(t[len(t)-len(rest):], " ,，"), true
				break
			}
		}
		if !ok && (i > 0 || b.term == "") || columns(t) > maxMemberCols {
			return nil
		}
		out = append(out, t)
	}
	return out
}

var stepWords = [2][]string{
	{"首先", "先", "第一步", "first "},
	{"其次", "然后", "接着", "再", "最后", "最终", "之后", "随后", "第二步", "第三步", "第四步", "then ", "next ", "finally ", "lastly ", "and then ", "and finally "},
}

// orderedChildren are the items of a numbered list under the bullet.
func (b *bullet) orderedChildren() []string {
	kids := b.doc.children(b.index)
	if len(kids) < minMembers || len(kids) > mostMembers {
		return nil
	}
	var out []string
	for _, k := range kids {
		t := childText(k.Text)
		if !k.Ordered || t == "" || contains(out, t) {
			return nil
		}
		out = append(out, t)
	}
	return out
}

// childText is a nested bullet as a member of its parent: its term, or its text if that is short.
func childText(text string) string {
	if len(text) > maxScan {
		return ""
	}
	t := termOf(text)
	if t == "" {
		t = trim(plain(heal(text)))
	}
	if !hasWord(t) || columns(t) > maxMemberCols {
		return ""
	}
	return t
}
