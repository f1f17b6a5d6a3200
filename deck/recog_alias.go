package deck

import (
	"strings"
)

// alias takes a name with another one in brackets, and nothing else said of it.
//
//	Transmission Control Protocol (TCP)
//	全局解释器锁（GIL）
//	BST: binary search tree
func alias(b *bullet) ([]Card, bool) {
	if b.term != "" {
		name := trim(b.rest)
		if !spells(b.term, name) && !spells(name, b.term) {
			return nil, false
		}
		return b.aliasCards(b.term, []string{name}), true
	}
	if b.count(0, len(b.src), ^signSet(slash)) > 0 {
		return nil, false
	}
	name, aliases := cutAliases(plain(b.src), nil)
	if len(aliases) == 0 || termSize(name) > 1 {
		return nil, false
	}
	return b.aliasCards(name, aliases), true
}

// withAliases adds the cards for a term's other names. They ask for the name already, so the reverse goes.
func (b *bullet) withAliases(cards []Card) []Card {
	if len(b.aliases) == 0 {
		return cards
	}
	kept := cards[:0]
	for _, c := range cards {
		if c.Slot != "reverse" {
			kept = append(kept, c)
		}
	}
	return append(kept, b.aliasCards(b.term, b.aliases)...)
}

func (b *bullet) aliasCards(name string, aliases []string) []Card {
	say := func(en, zh string) string { // a name in the other script does not tell the bullet's language
		if hasHan(b.rest) || b.rest == "" && hasHan(name) {
			return dot + zh
		}
		return dot + en
	}
	also, of := say("also called", "又称"), say("also called", "又称")
	short := false // the alias is only the initials of the name, which then gives it away
	word := false  // the alias is a single word of another language: it means more than one thing in ours
	switch {
	case initials(name, aliases[0]):
		also, of, short = say("short form", "缩写"), say("stands for", "全称"), true
	case initials(aliases[0], name):
		also, of = say("stands for", "全称"), say("short form", "缩写")
	case hasHan(name) && !hasHan(aliases[0]) && capitals(aliases[0]) > 1 && words(aliases[0]) == 1:
		also, of = dot+"英文缩写", dot+"中文"
	case hasHan(name) && !hasHan(aliases[0]):
		also, of, word = dot+"英文", dot+"中文", words(aliases[0]) == 1
	}
	to := forward(name+also, aliases[0])
	to.Slot, to.Accept = "facet:alias", append([]string(nil), aliases[1:]...)
	back := forward(aliases[0]+of, name)
	back.Slot = "facet:name"
	for _, c := range [...]*Card{&to, &back} {
		c.Forms |= Type
		if !hasHan(name) && hasHan(aliases[0]) && !holdsAny(b.src, alsoCalled) {
			c.weaken(ReasonGloss) // Telnet（远程登录协议） is a name, Controller（前后端数据交互） is none
		}
	}
	switch { // K8s can't be read off the name's letters
	case short && !hasHan(name) && !strings.ContainsAny(aliases[0], "0123456789"):
		to.weaken(ReasonHalfLeak)
	case initials(aliases[0], name) && !hasHan(aliases[0]) && !strings.ContainsAny(name, "0123456789"):
		back.weaken(ReasonHalfLeak)
	case word, hasHan(name) && alike(name, aliases[0]): // 聚簇索引（聚集索引）
		to.weaken(ReasonGloss)
		back.weaken(ReasonGloss)
	}
	return []Card{to, back}
}
