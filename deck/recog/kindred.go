package recog

import (
	"strings"

	"recall/deck/inline"
	"recall/deck/text"
)

// Bounds of an item that is a kind of something: its words with the noun, or its Han.
const (
	maxKindWords = 4
	maxKindHan   = 10
)

// kindred reports whether the items of a list are kinds of one thing by their form: all end with the same noun, and differ
// in what stands before it. A title that such items stand under has them as its parts or kinds, so it may ask for them.
//
//	Mooring › swinging mooring, pile mooring
//	潮汐：半日潮汐、全日潮汐
func (b *bullet) kindred(title string, members []string) bool {
	if !b.isOwner(title) || b.Lex.IsSentence(title) || b.inCase() || b.announces(title) {
		return false
	}
	noun := ""
	items := make([]string, len(members))
	for i, m := range members {
		items[i], _ = inline.CutRemark(strings.TrimRight(inline.Unmarked(m), " .。"))
		if i == 0 {
			noun = items[i]
		}
		if noun = sharedNoun(noun, items[i]); noun == "" {
			return false
		}
	}
	for _, item := range items {
		if !b.isKind(item, noun) {
			return false
		}
	}
	title, noun = strings.ToLower(title), strings.ToLower(noun)
	return strings.Contains(title, noun) || strings.HasSuffix(noun, title) // "Git: push changes, pull changes" does something
}

// announces reports whether a title only leads to its list: "In short", 简单来说.
func (b *bullet) announces(title string) bool {
	return text.HasAnySuffix(title, "?", "？") || b.Lex.HasPrefix(text.ClassListOpenersTitle, title) ||
		b.Lex.Has(text.ClassListOpenersPointer, title) || b.Lex.HasPrefix(text.ClassListOpenersPointer, title) ||
		text.HasHan(title) && b.Lex.Contains(text.ClassListOpenersTitle, title) || b.Lex.HasPrefix(text.ClassClauseOpeners, title) ||
		b.Lex.Has(text.ClassConjunctionsPoints, lastField(title))
}

// sharedNoun is what two items end with: Han, or a word in one of its numbers.
func sharedNoun(x, y string) string {
	p, q := []rune(x), []rune(y)
	if !text.IsHan(p[len(p)-1]) {
		if x = singular(lastField(x)); strings.EqualFold(x, singular(lastField(y))) {
			return x
		}
		return ""
	}
	n := 0
	for n < min(len(p), len(q)) && p[len(p)-1-n] == q[len(q)-1-n] && text.IsHan(p[len(p)-1-n]) {
		n++
	}
	if n < 2 {
		return ""
	}
	return string(p[len(p)-n:])
}

// singular takes the s of a plural off a word.
func singular(w string) string {
	if len(w) > 3 && strings.HasSuffix(w, "s") && !strings.HasSuffix(w, "ss") {
		return w[:len(w)-1]
	}
	return w
}

// isKind reports whether an item is a noun with something before it that tells it from the others.
func (b *bullet) isKind(item, noun string) bool {
	if len(item) <= len(noun) || !text.StartsHan(item) && !text.IsAlnum(item[0]) && item[0] != '`' ||
		strings.ContainsAny(item, "$=<>:：,，、;；→/\"?？|%{}[]@_") || isRest(b.Lex, item) || b.Lex.IsSentence(item) ||
		b.Lex.StartsTask(item) || b.Lex.StartsGoal(item, text.HasHan(item)) {
		return false
	}
	if text.HasHan(noun) {
		item = strings.ReplaceAll(item, "`", "")
		return text.CountHan(item) <= maxKindHan && nameableHan(b.Lex, item) && !b.Lex.HasPrefix(text.ClassOrdinals, item) &&
			!strings.ContainsAny(item, "0123456789")
	}
	if text.HasHan(item) { // 局部作用域 local scope
		return text.StartsHan(item) && text.CountHan(item) <= maxKindHan
	}
	if n := text.CountWords(item); n < 2 || n > maxKindWords {
		return false
	}
	item, _ = b.Lex.CutWord(text.ClassArticles, item)
	for w := range strings.FieldsSeq(item) { // "tie the bow rope" does something, and names no rope
		if b.Lex.Has(text.ClassFunctionWords, w) || text.IsDigit(w[0]) {
			return false
		}
	}
	return true
}
