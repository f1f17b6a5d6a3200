package recog

import (
	"slices"
	"strconv"
	"strings"

	"recall/deck"
	"recall/deck/inline"
	"recall/deck/text"
)

// say is what a prompt says for a key of the lexicon's phrases, in the bullet's script.
func (b *bullet) say(key string) string { return b.Lex.Say(key, b.speaksHan()) }

// speaksHan reports whether the cards of the bullet say their words in Chinese. Its term decides; one without Han may
// have a Chinese explanation.
func (b *bullet) speaksHan() bool {
	switch {
	case text.HasHan(b.Term):
		return mainlyHan(b.Term)
	case text.HasHan(b.Source):
		return mainlyHan(b.Source)
	}
	return b.Han
}

// mainlyHan reports whether a text with Han in it is written in Chinese, and not in another language that quotes a few
// letters: "scallion, leek/葱, chive".
func mainlyHan(s string) bool {
	if strings.ContainsAny(s, "，。；：、（") {
		return true
	}
	others := 0
	for w := range strings.FieldsFuncSeq(s, func(r rune) bool { return r == ' ' || r == '/' }) {
		if !text.StartsHan(w) {
			others++
		}
	}
	return text.CountHan(s) >= others
}

// sayOf is what a prompt says of something, which stands for the %s or %d of the phrase.
func (b *bullet) sayOf(key, what string) string {
	said := b.say(key)
	at := strings.IndexByte(said, '%')
	if at < 0 {
		return said
	}
	return said[:at] + what + said[at+len("%s"):]
}

// trim cuts off what ends a piece of the bullet and is no part of an answer.
func (b *bullet) trim(s string) string { return inline.Trim(b.Lex, s) }

// counted is the prompt of a set or an order: "Noble gases (6)", 五行（5项）. unit is the key of what is counted.
func (b *bullet) counted(term string, n int, unit string) string {
	if unit != "steps" && unit != "in-order" && saysCount(b.Lex, term, n) { // of an order it says more: that there is one
		return term
	}
	han := b.speaksHan()
	if text.HasHan(term) {
		han = mainlyHan(term)
	}
	count := strconv.Itoa(n)
	switch said := b.Lex.Say(unit, han); {
	case text.HasHan(said):
		count += said
	case said != "":
		count += " " + said
	}
	switch {
	case strings.HasSuffix(term, ")") || han && strings.HasSuffix(term, "）"):
		return term + deck.Dot + count
	case han:
		return term + "（" + count + "）"
	}
	return term + " (" + count + ")"
}

// saysCount reports whether a term states the number of what it asks for: "the four winds", 五种数据类型, "Knots (3)".
func saysCount(lex *text.Lexicon, term string, n int) bool {
	if n > 10 {
		return false
	}
	digits := strconv.Itoa(n)
	if text.HasAnySuffix(term, "("+digits+")", "（"+digits+"）") {
		return true
	}
	if countsMembers(lex, term, digits) {
		return true
	}
	for _, number := range numberWords(lex, text.ClassNumbersCounts, digits) {
		if countsMembers(lex, term, number) {
			return true
		}
	}
	fields := strings.Fields(strings.ToLower(term))
	for _, number := range numberWords(lex, text.ClassNumbersSpelt, digits) {
		if slices.Contains(fields, number) {
			return true
		}
	}
	at := slices.Index(fields, digits)
	if at < 1 {
		return at == 0 && len(fields) > 1
	}
	// "creates 3 things", but not "Version 3 glazes"
	return at+1 < len(fields) && !text.IsUpper(strings.Fields(term)[at-1][0]) && len(fields[at+1]) > 3 &&
		strings.HasSuffix(fields[at+1], "s")
}

// countsMembers reports whether a measure word stands behind a number in a term: 五种.
func countsMembers(lex *text.Lexicon, term, number string) bool {
	for {
		_, behind, found := strings.Cut(term, number)
		if !found {
			return false
		}
		if lex.HasRune(text.ClassCountersMembers, text.FirstRune(behind)) {
			return true
		}
		term = behind
	}
}

// numberWords lists the words of a class for a number, of all the languages that count.
func numberWords(lex *text.Lexicon, c text.Class, digits string) (words []string) {
	for _, row := range lex.Rows(c) {
		if row[0] == digits {
			words = append(words, row[1:]...)
		}
	}
	return words
}

// listed joins members as one answer: by commas, or by semicolons where a member has one.
func (b *bullet) listed(members []string) string {
	for _, m := range members {
		if strings.ContainsAny(m, ",，、") {
			return strings.Join(members, b.say("group-sign"))
		}
	}
	return strings.Join(members, b.say("member-sign"))
}
