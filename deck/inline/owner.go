package inline

import (
	"strings"
	"unicode"

	"recall/deck/text"
)

// Owner returns the thing of which a title names a field by a generic label, or "" where it does not: 明治维新的背景 is one of
// 明治维新, and "Causes of the flood" one of the flood.
func Owner(lex *text.Lexicon, title string) string {
	for _, of := range lex.Words(text.ClassPossessives) {
		at := strings.LastIndex(title, of)
		switch {
		case at <= 0:
		case text.HasHan(of):
			for ; at > 0; at = strings.LastIndex(title[:at], of) { // 改革的目的 ends in 的
				label := title[at+len(of):]
				if label != "" && lex.IsGeneric(label) && text.CountHan(title[:at]) > 1 {
					return title[:at]
				}
			}
		default:
			label, owner, _ := strings.Cut(title, " "+of+" ")
			if rest, ok := lex.CutWord(text.ClassArticles, owner); ok {
				owner = rest
			}
			if label != "" && lex.IsGeneric(label) && text.HasWord(owner) {
				return owner
			}
		}
	}
	if text.HasHan(title) && !lex.StartsTask(title) && strings.IndexFunc(title, unicode.IsLower) < 0 {
		return labelled(lex, title)
	}
	return ""
}

// labelled is the thing of a Chinese title that ends in a generic label without a possessive: 惊蛰起义时间, 两国同盟政治基础.
func labelled(lex *text.Lexicon, title string) string {
	runes := []rune(title)
	for i := 3; i < len(runes) && i <= MaxTermHan; i++ {
		if label := string(runes[i:]); text.CountHan(label) < 2 || !lex.IsGeneric(label) {
			continue
		}
		thing := strings.TrimRight(string(runes[:i]), " ")
		if of := []rune(thing); len(of) > 4 && lex.Has(text.ClassFieldLabels, string(of[len(of)-2:])) {
			thing = string(of[:len(of)-2])
		}
		if text.CountHan(thing) > 2 && !lex.HasSuffix(text.ClassFacetJoints, thing) {
			return thing
		}
		return ""
	}
	return ""
}

// Possessor is the thing to which a Chinese title adds any noun: 商会 of 商会的领导者. It is "" for other titles.
func Possessor(lex *text.Lexicon, title string) string {
	for _, of := range lex.Words(text.ClassPossessives) {
		if at := strings.LastIndex(title, of); at > 0 && text.HasHan(of) && text.CountHan(title[:at]) > 2 {
			return title[:at]
		}
	}
	return ""
}

// SameField reports whether a generic label names a kind of the field that a title ends with: 消极影响 beside 探险的积极影响.
func SameField(title, label string) bool {
	t, l := []rune(title), []rune(label)
	return len(t) > 1 && len(l) > 1 && text.IsHan(l[len(l)-1]) && string(t[len(t)-2:]) == string(l[len(l)-2:])
}
