package card

import "recall/deck/text"

// Until every room asks with the lexicon of its document.

func Restates(term string, pt text.Tokens, rest string, at text.Tokens) bool {
	return RestatesIn(text.Lex(""), term, pt, rest, at)
}
