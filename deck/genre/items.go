package genre

import (
	"strings"
	"unicode/utf8"

	"recall/deck"
	"recall/deck/inline"
	"recall/deck/text"
)

// leadsToSite reports whether a bullet leads to another site: it starts with a link to one, has one in brackets behind
// its term, or ends with its address. The address of a source behind a fact is none. Ask only where there is an address.
func leadsToSite(s string) bool {
	s = strings.TrimLeft(s, "*_ ")
	if strings.HasPrefix(s, "<http") || strings.HasPrefix(s, "http") {
		return true
	}
	if at := strings.LastIndex(s, "http"); at > 0 && strings.Contains(s[at:], "://") && !strings.Contains(s[at:], " ") &&
		!strings.HasSuffix(s[:at], "](") &&
		text.HasAnySuffix(strings.TrimRight(s[:at], " "), ":", "：", "-", "–", "—", "(", "（", "<") {
		return true // nothing but the address is said, or it stands in brackets at the end
	}
	open, at := strings.IndexByte(s, '['), strings.Index(s, "](http")
	return at > 0 && (open == 0 || open > 0 && at > open && (s[open-1] == '(' || strings.HasSuffix(s[:open], "（")) &&
		firstColon(s[:open]) < 0 && text.CountWords(s[:open]) < 7)
}

// startsWithLink reports whether a bullet starts with a link: "[sails](sails/README.md) - what we sew".
func startsWithLink(s string) bool {
	s = strings.TrimLeft(s, "*_` ")
	return strings.HasPrefix(s, "[") && strings.Contains(s, "](")
}

// saysLink reports whether a bullet says nothing of its term but a link: "Issue 12: [Ropes](issue-12.md)".
func saysLink(s string) bool {
	at := firstColon(s)
	return at > 0 && strings.Contains(s[at:], "](") && inline.IsLinkOnly(strings.TrimLeft(s[at:], ":： "))
}

// namesFile reports whether the term of a bullet is a file of text: "`setup.md`: how to install".
func namesFile(lex *text.Lexicon, s string) bool {
	if !endsName(s) {
		return false
	}
	end := len(s)
	for _, sign := range [...]string{": ", "：", " - ", " – ", " — "} {
		if at := strings.Index(s[:end], sign); at > 0 {
			end = at
		}
	}
	return isFile(lex, s[:end])
}

// endsName reports whether a text has a full stop that may be in the name of a file: it ends no sentence, and no figure
// follows.
func endsName(s string) bool {
	for i := 0; i+1 < len(s); i++ {
		next := strings.IndexByte(s[i:], '.')
		if next < 0 {
			return false
		}
		if i += next; i+1 < len(s) && s[i+1] != ' ' && !text.IsDigit(s[i+1]) {
			return true
		}
	}
	return false
}

// isFile reports whether a text is the name of a file of text: notes/rigs.pdf
func isFile(lex *text.Lexicon, s string) bool {
	if !endsName(s) {
		return false
	}
	s = strings.Trim(strings.ToLower(inline.PlainTitle(s)), "`* ")
	return len(s) < 120 && lex.HasSuffix(text.ClassDocumentFiles, s) && text.FirstRune(s) != '.'
}

// isOption reports whether a bullet is the option of a multiple choice at its place: "A. Halyard" is the first.
func isOption(s string, place int32) bool {
	return len(s) > 3 && int32(s[0]) == 'A'+place && (s[1] == '.' || s[1] == ')') && s[2] == ' '
}

// isWork reports whether a bullet is nothing but the title of a work, in two languages maybe: 《海图》（*Charts*）
func isWork(s string) bool {
	if !strings.HasPrefix(s, "《") && !strings.HasPrefix(s, "*") || !strings.Contains(s, "》") {
		return false
	}
	for s != "" {
		var ok bool
		switch {
		case strings.HasPrefix(s, "《"):
			_, s, ok = strings.Cut(s, "》")
		case strings.HasPrefix(s, "*"):
			_, s, ok = strings.Cut(strings.TrimLeft(s, "*"), "*")
		default:
			s, ok = strings.TrimLeft(s, "（）() ：:·"), true
			if s != "" && !strings.HasPrefix(s, "《") && !strings.HasPrefix(s, "*") {
				return false
			}
		}
		if !ok {
			return false
		}
	}
	return true
}

// hasWord reports whether a bullet has a word of the class, or a pattern of it.
func hasWord(lex *text.Lexicon, c text.Class, s string) bool {
	for w := range strings.FieldsSeq(s) {
		if !text.IsAlnum(w[0]) || !text.IsAlnum(w[len(w)-1]) {
			w = strings.Trim(w, "*_`.,:;()[]\"'/")
		}
		if lex.Has(c, w) {
			return true
		}
	}
	return lex.Contains(c, s)
}

// namesMailbox reports whether a bullet starts with a mail address: "crew@example.org: for all who sail".
func namesMailbox(s string) bool {
	at := strings.IndexByte(s[:min(len(s), 60)], '@')
	if at < 1 || strings.IndexFunc(s[:at], endsAddress) >= 0 {
		return false
	}
	host := s[at+1:]
	if end := strings.IndexFunc(host, endsAddress); end >= 0 {
		host = host[:end]
	}
	return strings.IndexByte(host, '.') > 0
}

// endsAddress reports whether a sign can't stand in a mail address.
func endsAddress(r rune) bool {
	return r >= utf8.RuneSelf || !text.IsAlnum(byte(r)) && !strings.ContainsRune("._+-", r)
}

// Things that were bought have an address or a sum of money at their end.

// endsInAddress reports whether a bullet with an address has it at its end.
func endsInAddress(lex *text.Lexicon, s string) bool {
	_, source := inline.CutSource(lex, s)
	return strings.Contains(source, "http")
}

// endsInSum reports whether a bullet has a sum of money at its end.
func endsInSum(lex *text.Lexicon, s string) bool {
	last := s[strings.LastIndexByte(s, ' ')+1:]
	return strings.ContainsAny(last, "0123456789") && isMoney(lex)(last)
}

// isInventory reports whether a title above says that things are listed that someone has.
func (g *Genres) isInventory(p *deck.Place) bool {
	for _, h := range p.Headings {
		if says(g.lex, text.ClassInventoryTitles, text.Lower(inline.TitleText(g.lex, h))) {
			return true
		}
	}
	return says(g.lex, text.ClassInventoryTitles, text.Lower(p.Label)) ||
		says(g.lex, text.ClassInventoryTitles, text.Lower(p.Group))
}
