package recog

import (
	"strings"

	"recall/deck"
	"recall/deck/inline"
	"recall/deck/text"
)

// A list under a short title may be anything: the chapters of a course, remarks, data of an exercise. Where the title's
// noun says what its items are ("Types of errors", "Sharding · Use cases", 会话的作用), they are the answer to it.

// Most columns of the items of a list that its title asks for: of one, of all, and of all where they are four or more.
const (
	maxAskedCols     = 40
	maxAskedListCols = 80
	maxAskedLongCols = 100
	minAskedLong     = 4
)

// titleAsks reports whether a title says what the items under it are and of what, and the items can be that.
func (b *bullet) titleAsks(title string, members []string) bool {
	thing, label, owned := strings.Cut(title, deck.Dot)
	if !owned {
		thing, label = b.subject(), title
	}
	head := setHead(b.Lex, label)
	if head == "" || !b.isOwner(thing) || !owned && isSetTitle(b.Lex, label) || countsSteps(b.Lex, label) ||
		b.Lex.IsGeneric(b.rightAbove(label)) || b.inCase() {
		return false
	}
	cols := 0
	for _, m := range members {
		if !b.canBeAsked(m, head, label) {
			return false
		}
		cols += text.Columns(m)
	}
	return cols <= maxAskedListCols || len(members) >= minAskedLong && cols <= maxAskedLongCols
}

// isSetTitle reports whether a title says what the items under it are and not of what: "Causes", 特点.
func isSetTitle(lex *text.Lexicon, title string) bool {
	return lex.Has(text.ClassSetTitles, title) || lex.Has(text.ClassSetHeads, title)
}

// setHead returns the noun of a title that says what the items under it are, in small letters: "types" for "Common types
// of errors". It is "" where the title has none.
func setHead(lex *text.Lexicon, title string) string {
	title, _ = inline.CutRemark(strings.TrimRight(title, " .:。："))
	if text.HasHan(title) {
		for _, head := range lex.Words(text.ClassSetHeads) {
			if strings.HasSuffix(title, head) {
				return head
			}
		}
		return ""
	}
	head, before := "", ""
	for w := range strings.FieldsSeq(title) {
		if head != "" && lex.Has(text.ClassFunctionWords, w) {
			break // the noun stands before "of"
		}
		before, head = head, w
	}
	switch two := before + " " + head; {
	case lex.Has(text.ClassSetHeads, head):
		return strings.ToLower(head)
	case lex.Has(text.ClassSetTitles, two): // use cases
		return strings.ToLower(two)
	}
	return ""
}

// rightAbove is the title that the title of a list stands under.
func (b *bullet) rightAbove(label string) string {
	if b.Parent >= 0 {
		return b.parentTerm()
	}
	for t := range b.Outward() {
		if t = inline.TitleText(b.Lex, t); t != "" && t != label {
			return t
		}
	}
	return b.doc.title
}

// isOwner reports whether a title can be what a list belongs to: a thing, no exercise and nothing to do.
func (b *bullet) isOwner(title string) bool {
	return b.names(title) && !b.Lex.StartsTask(title) &&
		!b.Lex.StartsGoal(title, text.HasHan(title)) && !b.Lex.Has(text.ClassExerciseTitles, title)
}

// canBeAsked reports whether an item can be one of what its title asks for: a short phrase, no sentence, no number, no
// list of its own and no title of more.
func (b *bullet) canBeAsked(item, head, label string) bool {
	if text.Columns(item) > maxAskedCols || b.Lex.IsGeneric(item) || b.Lex.IsDate(item) || text.IsDigit(item[0]) ||
		openEnd(b.Lex, item) < len(item) || isRest(b.Lex, item) || b.Lex.IsSentence(item) {
		return false
	}
	low, _ := inline.CutRemark(strings.ToLower(item))
	if strings.ContainsAny(low, ",，、;；:：→=?？") || strings.Contains(low, "->") || strings.Contains(low, head) ||
		setHead(b.Lex, low) != "" {
		return false
	}
	if text.HasHan(low) {
		return !strings.Contains(label, low) && !endsGeneric(b.Lex, low)
	}
	return !strings.Contains(" "+strings.ToLower(label)+" ", " "+low+" ")
}

// isRest reports whether an item stands for all that has no name of its own: "Other options", 其他选项.
func isRest(lex *text.Lexicon, item string) bool {
	if text.StartsHan(item) {
		return openEnd(lex, "x、"+item[:min(len("其他"), len(item))]) == 1
	}
	return openEnd(lex, "x, "+strings.ToLower(text.FirstWord(item))) == 1
}

// endsGeneric reports whether a text in Chinese ends with a generic label: 理论基础, 代码实现 are titles of more.
func endsGeneric(lex *text.Lexicon, s string) bool {
	for at := range s {
		if at > 0 && lex.Has(text.ClassGenericLabels, s[at:]) {
			return true
		}
	}
	return false
}
