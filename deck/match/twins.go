package match

import (
	"slices"
	"strings"
	"unicode"

	"recall/deck/inline"
	"recall/deck/text"
)

// bond says how the terms of two bullets are related.
type bond int8

const (
	apart   bond = iota // they name two things
	unnamed             // one of the bullets has no term
	kin                 // one term is in the other, or says it in other words
	one                 // the same term but for slips, or another name of it
)

func bondOf(lex *text.Lexicon, a, b *traits) bond {
	a.cutTerm()
	b.cutTerm()
	switch {
	case a.name != "" && a.name == b.name:
		return one
	case a.term == "" || b.term == "":
		if acronymsApart(a, b) || answers(a, b) || answers(b, a) {
			return apart
		}
		return unnamed
	case typo(lex, a.rawTerm, b.rawTerm), respelt(a.rawTerm, b.rawTerm), slices.Contains(a.also, b.term), slices.Contains(b.also, a.term):
		return one
	case !b.asks && answers(a, b), !a.asks && answers(b, a):
		return apart
	case inline.HasInitials(a.rawTerm, b.rawTerm), inline.HasInitials(b.rawTerm, a.rawTerm),
		namedInBrackets(a.term, b.term), namedInBrackets(b.term, a.term), grown(a, b), grown(b, a):
		return kin
	case !sameTokens(lex, a.term, b.term) || lex.TellsApart(a.term, b.term) || !sameCode(a.rawTerm, b.rawTerm):
		return apart
	case within(a.term, b.term) || within(b.term, a.term) || reworded(lex, a, b):
		return kin
	}
	return apart
}

// OtherName reports whether two texts of a bullet begin with different terms, or one word of content gave way to another in
// them: it names something in other words now, or something else, and the words don't tell which.
func OtherName(old, new string) bool {
	lex := text.Lex("")
	a, b := traits{raw: old}, traits{raw: new}
	a.cutTerm()
	b.cutTerm()
	if a.term == "" || b.term == "" {
		return false
	}
	switch bondOf(lex, &a, &b) {
	case apart:
		return true
	case kin:
		from, to := lex.Tokens(a.rawTerm, nil), lex.Tokens(b.rawTerm, nil)
		return from.Within(to) < len(from) && to.Within(from) < len(to) &&
			!inline.HasInitials(a.rawTerm, b.rawTerm) && !inline.HasInitials(b.rawTerm, a.rawTerm) && !namedInBrackets(a.term, b.term)
	}
	return false
}

// answers reports whether a bullet may be a line of the answer to a question: it says little of what is asked.
func answers(question, line *traits) bool {
	return question.asks && share(text.Features(question.term), line.features()) < alikeRest
}

// within reports whether a term is a part of another: its words stand there in the same order.
func within(short, long string) bool {
	if text.HasHan(short) {
		from, to := []rune(short), []rune(long)
		ahead := 0
		for ahead < min(len(from), len(to)) && from[ahead] == to[ahead] {
			ahead++
		}
		return strings.Contains(long, short) ||
			len(from) >= leastInserted && strings.HasSuffix(long, string(from[ahead:]))
	}
	words := termWords(short)
	n := len(words)
	for _, w := range termWords(long) {
		if len(words) > 0 && w == words[0] {
			words = words[1:]
		}
	}
	return n > 0 && len(words) == 0
}

// leastInserted is how many letters a Han term must have, for another to be the same one with something put in.
const leastInserted = 4

// namedInBrackets reports whether a term has the other's name in brackets, 本地变量（局部变量） and 局部变量, or in front
// of them.
func namedInBrackets(a, b string) bool {
	name, inner := inline.CutBracket(a)
	other, _ := inline.CutBracket(b)
	return inner != "" && (inner == other || name == other)
}

// grown reports whether all of a bullet stands in another, with something put before or behind it.
func grown(short, long *traits) bool {
	return len(short.normal()) < len(long.normal()) && len(short.features()) >= leastRest &&
		strings.Contains(long.normal(), short.normal())
}

// leastReworded is how many words of content a term must have, for another to be the same one with words put in.
const leastReworded = 3

// reworded reports whether two long terms, such as questions, ask the same in other words: one has all words of content
// of the other, or they are alike and so are the answers.
func reworded(lex *text.Lexicon, a, b *traits) bool {
	from, to := lex.Tokens(a.rawTerm, nil), lex.Tokens(b.rawTerm, nil)
	least := min(len(from), len(to))
	if least >= leastReworded && min(from.Within(to), to.Within(from)) == least {
		return true
	}
	asked, asks := text.Features(a.term), text.Features(b.term)
	return min(len(asked), len(asks)) >= leastAsked && text.Dice(asked, asks) >= alikeAsked &&
		sameCode(a.rawRest, b.rawRest) && (text.Dice(a.restFeatures(), b.restFeatures()) >= alikeAsked ||
		contained(a.restFeatures(), b.restFeatures()) >= alikeRest)
}

// How many features a question has, and how like two of them or their answers are that ask the same in other words.
const (
	leastAsked = 20
	alikeAsked = 0.6
)

// sameRest reports whether two bullets say the same, to the figure, of whatever they are about: a term, or an acronym
// in a bullet without one.
func sameRest(lex *text.Lexicon, a, b *traits) bool {
	if a.term == "" && b.term == "" && a.acronym != "" && b.acronym != "" {
		return a.besides() == b.besides()
	}
	if a.rest == "" || !sameCode(a.rawRest, b.rawRest) || !sameTokens(lex, a.rest, b.rest) {
		return false
	}
	from, to := []rune(a.rest), []rune(b.rest)
	most := max(len(from), len(to)) / 10
	return text.EditDistance(from, to, most) <= most
}

// ownRest reports whether what two bullets say, if it is the same, tells that they are one. A short text says the same
// of many things: then the terms must be alike, too.
func ownRest(lex *text.Lexicon, a, b *traits) bool {
	if a.term == "" && b.term == "" {
		return text.Columns(a.besides()) >= leastSame
	}
	named, names := text.Features(a.term), text.Features(b.term)
	return text.Columns(a.rest) >= leastSame || min(len(named), len(names)) >= leastRest &&
		text.Dice(named, names) >= alikeAsked && !turned(lex, a.term, b.term) && sameCode(a.rawTerm, b.rawTerm)
}

// turned reports whether one term is the opposite of another, whatever figures they have.
func turned(lex *text.Lexicon, a, b string) bool {
	_, old := hardTokens(lex, a)
	_, new := hardTokens(lex, b)
	return lex.Turned(old, new)
}

// leastRest is how many features a text must have for what it holds of another to tell anything, leastSame how many
// columns to tell by itself which bullet it is from.
const (
	leastRest = 8
	leastSame = 30
)

// namesApart reports whether two texts each have an acronym or code that the other lacks.
func namesApart(a, b *traits) bool {
	lacks := func(a, b *traits) bool {
		words := latin(b.raw)
		other := func(w string) bool { return text.IsAcronym(w) && !slices.Contains(words, w) }
		return !codeWithin(a.raw, b.raw) || slices.ContainsFunc(latin(a.raw), other)
	}
	return lacks(a, b) && lacks(b, a)
}

// acronymsApart reports whether two texts begin with different acronyms.
func acronymsApart(a, b *traits) bool {
	return a.acronym != "" && b.acronym != "" && a.acronym != b.acronym && !slices.Contains(latin(b.raw), a.acronym)
}

// typo reports whether two terms differ only by slips, compared word by word. Figures, code and acronyms have no typos:
// HPA and VPA are different things.
func typo(lex *text.Lexicon, a, b string) bool {
	if !sameCode(a, b) {
		return false
	}
	from, to := termWords(a), termWords(b)
	if len(from) != len(to) {
		return strings.Join(from, "") == strings.Join(to, "") // "look up", "lookup"
	}
	slips := 0
	for i := range from {
		if from[i] == to[i] || strings.EqualFold(from[i], to[i]) {
			continue
		}
		if slips++; !slip(lex, from[i], to[i]) {
			return false
		}
	}
	return slips > 0 || signs(a) == signs(b)
}

// respelt reports whether two terms have the same letters, figures and symbols, and only what joins or parts their words
// differs: `reef-main down`, `reef main down`.
func respelt(a, b string) bool {
	return strings.Join(termWords(a), "") == strings.Join(termWords(b), "") && signs(a) == signs(b)
}

// termWords returns the runs of letters and digits in a text. Adjacent Han and Latin letters form one run.
func termWords(text string) []string {
	return strings.FieldsFunc(inline.Unmarked(text), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsNumber(r)
	})
}

// signs returns the symbols that distinguish one name from another: C, C++ and C#.
func signs(text string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune("+#*&@$%!<>=", r) {
			return r
		}
		return -1
	}, inline.Unmarked(text))
}

// slip reports whether two different words differ only by a slip. Figures, acronyms and words that reverse the meaning
// have none. Slips happen within a word: a different beginning makes a different word, as in "synchronous" and
// "asynchronous".
func slip(lex *text.Lexicon, a, b string) bool {
	from, to := []rune(strings.ToLower(a)), []rune(strings.ToLower(b))
	n := min(len(from), len(to))
	switch {
	case n < 4 || strings.ContainsFunc(a+b, unicode.IsNumber) || text.IsAcronym(a) || text.IsAcronym(b):
		return false
	case from[0] != to[0] && !text.IsHan(from[0]) && !text.IsHan(to[0]):
		return false
	case lex.TellsApart(a, b):
		return false
	}
	most := 1
	if n > 8 {
		most = 2
	}
	return text.EditDistance(from, to, most) <= most
}

// latin returns the words of a text that are not Han.
func latin(s string) []string {
	return strings.FieldsFunc(inline.Unmarked(s), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsNumber(r) || text.IsHan(r)
	})
}
