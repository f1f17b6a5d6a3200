package marks

import (
	"strings"
	"unicode/utf8"

	"recall/deck"
	"recall/deck/blocks"
	"recall/deck/card"
	"recall/deck/inline"
	"recall/deck/text"
)

// A question of multiple choice with its options: the right ones together are the answer.
//
//   - Which planet is the largest?
//   - [ ] Mars
//   - [x] Jupiter
var _ = register(mark{
	name: "options", order: 175, lines: readOptions,
	signs: []string{":", "：", "[x] ", "[X] ", "[ ] ", "✅", "✔", "✓", ")\n", "）\n"}, // the frequent ones first
})

// maxOptions is the greatest number of options of one question.
const maxOptions = 10

// option is a line among the options of a question.
type option struct {
	line   int
	letter byte // A, B, … before it, or 0
	boxed  bool // it has a box
	right  bool // the box is ticked, or it is marked as correct
	text   string
}

// readOptions makes a card of each question with options of which some are marked: by a ticked box, by "(correct)", or
// by their letters below. A question with boxes of which none is ticked has no answer.
func readOptions(c *claims) {
	for i := 0; i < len(c.src); i++ {
		list, end := c.optionsFrom(i)
		if len(list) < 2 || len(list) > maxOptions {
			i = max(i, end-1)
			continue
		}
		question, from := c.questionOver(i)
		asks := strings.ContainsAny(question, "?？") || strings.Contains(question, "__")
		if !markedOptions(list) {
			end = c.answerLetters(list, end)
		}
		marked := markedOptions(list)
		if question == "" || !asks && list[0].letter == 0 || !marked && !list[0].boxed {
			i = end - 1
			continue
		}
		cards := optionCards(c.Lex, question, list)
		back := ""
		if len(cards) > 0 {
			back = cards[0].Answer
		}
		c.take(from, end, "options", JoinSides(question, back), cards)
		i = end - 1
	}
}

// optionsFrom reads the options from line i on, which look alike. end is the line behind the last. The list is good
// until the next call.
func (c *claims) optionsFrom(i int) (list []option, end int) {
	marked := false
	list = c.options[:0]
	for k := i; k < len(c.src); k++ {
		if !c.free(k) {
			break
		}
		if c.src[k].text == "" {
			continue
		}
		o, ok := c.optionOn(k)
		if !ok || len(list) > 0 && (o.boxed != list[0].boxed || c.src[k].inset() != c.src[i].inset()) ||
			o.letter != 0 && o.letter != byte('A'+len(list)) || len(list) > 0 && (o.letter == 0) != (list[0].letter == 0) {
			break
		}
		list, end, marked = append(list, o), k+1, marked || o.right
	}
	c.options = list
	if len(list) > 0 && list[0].letter == 0 && !list[0].boxed && !marked {
		return nil, end // a list like any other
	}
	return list, end
}

// optionOn reads line i as an option: an item of a list, or a line with a letter before it.
func (c *claims) optionOn(i int) (o option, ok bool) {
	t := strings.TrimSpace(c.src[i].text)
	s := CutListMarker(t)
	item := s != t
	o.line = i
	if strings.HasPrefix(s, "[ ] ") || strings.HasPrefix(s, "[x] ") || strings.HasPrefix(s, "[X] ") {
		o.boxed, o.right, s = true, s[1] != ' ', strings.TrimSpace(s[4:])
	}
	if o.letter, s = cutLetter(s, item); o.letter == 0 && !item {
		return o, false
	}
	var right bool
	o.text, right = cutRightMark(c.Lex, s)
	o.right = o.right || right
	return o, text.HasWord(o.text)
}

// cutLetter takes the letter before an option off it: "A. left", "b) left", **C)** left. A colon behind the letter counts
// only in an item of a list.
func cutLetter(s string, item bool) (letter byte, rest string) {
	t := strings.TrimLeft(s, "(*")
	if len(t) < 3 || t[0]|0x20 < 'a' || t[0]|0x20 > 'j' {
		return 0, s
	}
	if t[1] < utf8.RuneSelf && strings.IndexByte("*.):", t[1]) < 0 {
		return 0, s
	}
	sign := strings.TrimLeft(t[1:], "*")
	for _, end := range [...]string{". ", ") ", ": ", "、", "．", "：", ".** ", ")** "} {
		if behind, found := strings.CutPrefix(sign, end); found && (item || end != ": ") {
			return t[0] &^ 0x20, strings.TrimSpace(strings.TrimPrefix(behind, "** "))
		}
	}
	return 0, s
}

// cutRightMark takes off an option what says that it is right: "(correct)", （正确）, a tick.
func cutRightMark(lex *text.Lexicon, s string) (rest string, right bool) {
	if s != "" && max(s[0], s[len(s)-1]) >= utf8.RuneSelf {
		for _, tick := range [...]string{"✅", "✔️", "✔", "✓"} {
			if rest, ok := strings.CutSuffix(s, tick); ok {
				return strings.TrimSpace(rest), true
			}
			if rest, ok := strings.CutPrefix(s, tick); ok {
				return strings.TrimSpace(rest), true
			}
		}
	}
	bare := strings.TrimRight(s, "*_ ")
	if !text.HasAnySuffix(bare, ")", "）") {
		return s, false
	}
	at := max(strings.LastIndex(bare, "("), strings.LastIndex(bare, "（"))
	if at > 0 && lex.Has(text.ClassRightMarks, strings.Trim(bare[at:], "()（）*_ ")) {
		return strings.TrimRight(bare[:at], "*_ "), true
	}
	return s, false
}

func markedOptions(list []option) bool {
	for _, o := range list {
		if o.right {
			return true
		}
	}
	return false
}

// answerLetters marks the options whose letters stand below them: "Answer: B, C". It returns the line behind.
func (c *claims) answerLetters(list []option, end int) int {
	if list[0].letter == 0 {
		return end
	}
	at := end
	for c.free(at) && c.src[at].text == "" {
		at++
	}
	if !c.free(at) {
		return end
	}
	said := strings.TrimSpace(strings.ReplaceAll(c.src[at].text, "*", ""))
	head, letters, ok := strings.Cut(strings.ReplaceAll(CutListMarker(said), "：", ":"), ":")
	if !ok || !c.Lex.Has(text.ClassAnswerStarts, strings.Trim(head, " >_")) {
		return end
	}
	found := false
	for _, l := range strings.FieldsFunc(letters, func(r rune) bool { return !text.IsLetterOrDigit(r) }) {
		if len(l) == 1 && int(l[0]&^0x20-'A') < len(list) && l[0]&^0x20 >= 'A' {
			list[l[0]&^0x20-'A'].right, found = true, true
		} else if found {
			break // the text of the option, or why
		}
	}
	if !found {
		return end
	}
	return at + 1
}

// questionOver returns the question above options that start on line i: the paragraph, item or heading there, and its
// first line.
func (c *claims) questionOver(i int) (question string, from int) {
	end := i
	for c.free(end-1) && c.src[end-1].text == "" && end > i-2 {
		end--
	}
	from = end
	for c.free(from-1) && c.src[from-1].text != "" && end-from < 6 {
		from--
		l := c.src[from].text
		if blocks.IsATX([]byte(l)) || isListLine(l) {
			break
		}
	}
	if from == end {
		return "", i
	}
	question = text.OneLine(strings.TrimLeft(c.join(from, end), "# \t"))
	question = strings.Trim(inline.PlainTitle(CutListMarker(question)), "* ")
	return question, from
}

// optionCards makes the card of a question: with its options where it points to them.
func optionCards(lex *text.Lexicon, question string, list []option) []deck.Card {
	var right, all []string
	for _, o := range list {
		all = append(all, "- "+o.text)
		if o.right {
			right = append(right, o.text)
		}
	}
	if len(right) == 0 {
		return nil
	}
	prompt := question
	if pointsToOptions(lex, question) {
		prompt += "\n\n" + strings.Join(all, "\n")
	}
	c := card.Forward(prompt, right[0])
	if len(right) > 1 {
		c = deck.Card{
			Slot: "forward", Prompt: prompt, Answer: strings.Join(right, "; "), Members: right,
			Forms: deck.Reveal | deck.Set,
		}
		if text.HasHan(right[0]) {
			c.Answer = strings.Join(right, "；")
		}
	}
	if !card.Bound(&c) {
		c.Weaken(deck.ReasonTooLong)
	}
	return []deck.Card{c}
}

// pointsToOptions reports whether a question says little without its options: "Which of these is true?", 下列哪项…
func pointsToOptions(lex *text.Lexicon, question string) bool {
	if lex.Contains(text.ClassPointingOptions, question) {
		return true
	}
	for _, w := range strings.Fields(question) {
		if lex.Has(text.ClassPointingOptions, strings.Trim(w, "?:,.")) {
			return true
		}
	}
	return false
}
