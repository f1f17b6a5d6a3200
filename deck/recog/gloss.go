package recog

import (
	"strings"
	"unicode"

	"recall/deck"
	"recall/deck/inline"
	"recall/deck/text"
)

// gloss takes an item that begins with a name in Latin letters and goes on in Han with what that is, with no sign between
// them. Notes in Chinese list commands, files and options so. Most of the list has this form: elsewhere the name may begin a
// sentence.
//
//	-k 保留原来的文件
//	/var/log/mail 邮件服务的日志
func gloss(b *bullet) ([]deck.Card, bool) {
	if b.Term != "" || !b.Han {
		return nil, false
	}
	if list := b.doc.lists[b.List]; list.glossed < 2 || 3*list.glossed < 2*list.items {
		return nil, false
	}
	at := glossedName(b.Source)
	if at == 0 {
		return nil, false
	}
	name, said := strings.TrimRight(b.Source[:at], " "), b.Source[at:]
	if !b.describesName(name, said) {
		return nil, false
	}
	b.Term, b.Rest, b.RestAt, b.Generic = name, said, at, false
	if cards, ok := definition(b); ok && len(cards) > 0 && !cards[0].Draft {
		return cards[:1], true
	}
	b.Term, b.Rest, b.RestAt, b.why = "", "", len(b.Source), ""
	return nil, false
}

// Bounds of a name and its gloss.
const (
	maxGlossed  = 40 // bytes
	minGlossHan = 4
)

// glossedName returns where the Han behind a name in Latin letters begin, or 0.
func glossedName(s string) int {
	for i := 0; i < len(s) && i <= maxGlossed; i++ {
		if s[i] < 0x80 {
			continue
		}
		if i < 2 || s[i-1] != ' ' || !text.IsHan(text.FirstRune(s[i:])) {
			return 0
		}
		return i
	}
	return 0
}

// describesName reports whether the Han behind a name say what it is. The name is written as options, files and calls are: a
// plain word may as well be the first part of a title, "redis 持久化机制", or of a sentence. A kind behind it belongs to it,
// "d.hash 算法", and Han that return stand for arguments: "a.sh 压缩文件解压缩文件".
func (b *bullet) describesName(name, said string) bool {
	name = inline.Unmarked(name)
	if !text.HasWord(name) || text.IsDigit(name[0]) || text.CountWords(name) > 3 || strings.ContainsAny(name, ",;:|[]!?$") ||
		!isSpelt(name) || name[0] != '-' && !strings.ContainsAny(name, "._()/@#`") {
		return false
	}
	if at, _ := b.Lex.Index(text.ClassFiniteVerbs, said); at == 0 || b.Lex.HasPrefix(text.ClassNotSubjects, said) {
		return false
	}
	for _, of := range b.Lex.Words(text.ClassPossessives) { // 的属性, 中的属性
		if at := strings.Index(said, of); at >= 0 && at <= len("中") {
			return false
		}
	}
	return text.CountHan(said) >= minGlossHan && !hasKana(said) && !strings.ContainsAny(said, "<>") && !returns(said) &&
		!b.Lex.HasPrefix(text.ClassKinds, said) && !b.startsWith(text.ClassKinds, said) && b.describesCode(said) &&
		!b.Lex.IsSentence(said)
}

// isSpelt reports whether a name has two letters, or one behind the dash of an option: v1.2, #12 and p.12 are numbers.
func isSpelt(name string) bool {
	letters := 0
	for _, r := range name {
		if unicode.IsLetter(r) {
			letters++
		}
	}
	return letters > 1 || letters == 1 && name[0] == '-'
}

// startsWith reports whether a text in Han starts with one of the whole words of a class.
func (b *bullet) startsWith(class text.Class, said string) bool {
	for _, word := range b.Lex.Words(class) {
		if text.HasHan(word) && strings.HasPrefix(said, word) {
			return true
		}
	}
	return false
}

// returns reports whether three Han in a row stand in a text twice.
func returns(s string) bool {
	const three = 3 * len("字")
	for at, r := range s {
		if text.IsHan(r) && at+three <= len(s) && text.CountHan(s[at:at+three]) == 3 && strings.Contains(s[at+three:], s[at:at+three]) {
			return true
		}
	}
	return false
}

// hasKana reports whether a text is Japanese, in which particles follow a name.
func hasKana(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return r >= 0x3041 && r <= 0x30FF })
}
