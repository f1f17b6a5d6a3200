package recog

import (
	"strings"
	"unicode"

	"recall/deck"
	"recall/deck/card"
	"recall/deck/inline"
	"recall/deck/text"
)

// alias takes a name with another name in brackets, where nothing else is said of it.
//
//	Transmission Control Protocol (TCP)
//	全局解释器锁（GIL）
//	BST: binary search tree
func alias(b *bullet) ([]deck.Card, bool) {
	if b.Term != "" {
		name := b.trim(b.Rest)
		if !inline.IsSpelledBy(b.Lex, b.Term, name) && !inline.IsSpelledBy(b.Lex, name, b.Term) {
			return nil, false
		}
		return b.aliasCards(b.Term, []string{name}), true
	}
	if b.Count(0, len(b.Source), ^inline.SignSet(inline.Slash)) > 0 {
		return nil, false
	}
	name, aliases := inline.CutAliases(b.Lex, inline.Unmarked(b.Source), nil)
	if len(aliases) == 0 || inline.TermSize(name) > 1 || isCase(name) { // a case is about what stands in the brackets
		return nil, false
	}
	return b.aliasCards(name, aliases), true
}

// withAliases adds the cards for a term's other names. These ask for the term already, so the reverse card goes.
func (b *bullet) withAliases(cards []deck.Card) []deck.Card {
	if len(b.Aliases) == 0 {
		return cards
	}
	kept := cards[:0]
	for _, c := range cards {
		if c.Slot != "reverse" {
			kept = append(kept, c)
		}
	}
	return append(kept, b.aliasCards(b.Term, b.Aliases)...)
}

// maxNameHan is how many Han a name has at most that starts as an action does: 启动类加载器.
const maxNameHan = 8

// aliasCards asks for another name, and the other way round.
func (b *bullet) aliasCards(name string, aliases []string) []deck.Card {
	han := text.HasHan(b.Rest) || b.Rest == "" && text.HasHan(name) // a name beside a rest may be in the other script
	also, of := b.Lex.Say("also-called", han), b.Lex.Say("also-called", han)
	short := false // the alias is only the initials of the name, which then gives it away
	word := false  // the alias is a single word of another language: it means more than one thing in ours
	switch {
	case inline.HasInitials(name, aliases[0]):
		also, of, short = b.Lex.Say("short-form", han), b.Lex.Say("stands-for", han), true
	case inline.HasInitials(aliases[0], name):
		also, of = b.Lex.Say("stands-for", han), b.Lex.Say("short-form", han)
	case text.HasHan(name) && !text.HasHan(aliases[0]):
		also, of, word = b.Lex.Say("latin-name", true), b.Lex.Say("own-name", true), text.CountWords(aliases[0]) == 1
		if word && inline.CountCapitals(aliases[0]) > 1 {
			word = false
			if !isCamelCase(aliases[0]) {
				also = b.Lex.Say("latin-initials", true)
			}
		}
	}
	to := card.Forward(name+deck.Dot+also, aliases[0])
	to.Slot, to.Accept = "facet:alias", append([]string(nil), aliases[1:]...)
	back := card.Forward(aliases[0]+deck.Dot+of, name)
	back.Slot = "facet:name"
	for _, c := range [...]*deck.Card{&to, &back} {
		c.Forms |= deck.Type
		if !text.HasHan(name) && text.HasHan(aliases[0]) && !b.Lex.Contains(text.ClassAlsoCalled, b.Source) {
			c.Weaken(deck.ReasonGloss) // Telnet（远程登录协议） is a name, Controller（前后端数据交互） is none
		}
	}
	switch {
	case short && !text.HasHan(name) && !countsLetters(aliases[0], name):
		return []deck.Card{back}
	case inline.HasInitials(aliases[0], name) && !text.HasHan(aliases[0]) && !countsLetters(name, aliases[0]):
		return []deck.Card{to}
	case word, text.HasHan(name) && inline.AlikeHan(name, aliases[0]): // 聚簇索引（聚集索引）
		to.Weaken(deck.ReasonGloss)
		back.Weaken(deck.ReasonGloss)
	case text.CountHan(name) > maxNameHan && !text.HasHan(aliases[0]) && b.Lex.HasPrefix(text.ClassActions, name):
		to.Weaken(deck.ReasonGloss) // 处理资源请求（POST） says what it does
		back.Weaken(deck.ReasonGloss)
	case of == b.Lex.Say("own-name", true) && (isCamelCase(aliases[0]) || text.CountWords(aliases[0]) > 1):
		back.Weaken(deck.ReasonTranslation) // "task queue" is put into Chinese word by word
	}
	return []deck.Card{to, back}
}

// isCamelCase reports whether a name of code is made of words, as TaskQueue is, and is no acronym.
func isCamelCase(s string) bool {
	return strings.ContainsFunc(s, unicode.IsLower) && strings.IndexFunc(s[1:], unicode.IsUpper) >= 0
}

// countsLetters reports whether a short form has a digit that its name has not, and so can't be read off it: K8s.
func countsLetters(short, name string) bool {
	return strings.ContainsFunc(short, func(r rune) bool { return r >= '0' && r <= '9' && !strings.ContainsRune(name, r) })
}

// spelled reports whether an answer begins with the words whose first letters the term is, which it then gives away.
func (b *bullet) spelled(answer string) bool {
	said, _ := inline.CutRemark(answer)
	return inline.IsSpelledBy(b.Lex, said, b.Term)
}
