package inline

import "recall/deck/text"

// Until every room asks with the lexicon of its document.

func CutAliases(term string, into []string) (name string, aliases []string) {
	return CutAliasesIn(text.Lex(""), term, into)
}

func IsSpelledBy(long, short string) bool { return IsSpelledByIn(text.Lex(""), long, short) }

func ShortTitle(s string) string { return ShortTitleIn(text.Lex(""), s) }

func TermOf(s string) string { return TermIn(text.Lex(""), s) }

func TitleText(s string) string { return TitleTextIn(text.Lex(""), s) }

func Trim(s string) string { return TrimIn(text.Lex(""), s) }

var AlsoCalled = []string{"又称为", "又称", "也称为", "也称", "亦称", "简称", "俗称", "别名", "又名", "也叫", "又叫", "即", "英文",
	"aka ", "a.k.a. ", "also known as ", "also called ", "also "}
