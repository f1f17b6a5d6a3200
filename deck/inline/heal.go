package inline

import (
	"strings"
	"unicode/utf8"

	"recall/deck/text"
)

// boldInitial is a word whose first letter alone is bold, as in a mnemonic: **C**haracteristics.
var boldInitial = text.Pattern(`(^|[^\p{L}\p{N}*])\*\*(\p{L})\*\*([a-zà-ÿ])`)

// boldsLetter is a quick look for bold text of one letter, of which few texts have any.
func boldsLetter(s string) bool {
	for at := strings.Index(s, "**"); at >= 0; {
		rest := s[at+2:]
		next := strings.Index(rest, "**")
		if next < 0 {
			return false
		}
		if next > 0 && next <= utf8.UTFMax {
			return true
		}
		at += 2 + next
	}
	return false
}

// Heal rewrites what Markdown would not show as its author meant it. HTML tags for bold and code become Markdown;
// comments and the other tags of HTML are removed. A name such as __init__ becomes code, as it is no bold "init"; other
// text between __ is bold, but no first letter of a word alone. Arrows, comparisons and sums lose the backslashes that
// some formatters put before their signs. Runs of blanks become one blank. What is no tag of HTML, as in vector<int>, is
// text and stays. What tools write beside the text goes; see WithoutDebris. A highlight is bold; one that is a card was
// read before.
func Heal(s string) string {
	s = text.TrimSpace(s)
	if isPlain(s) {
		return s
	}
	leads := strings.HasPrefix(s, "<")
	s = BoldHighlights(text.TrimSpace(WithoutDebris(s)))
	if strings.Contains(s, "***") && strings.IndexByte(s, '`') < 0 {
		s = strings.ReplaceAll(s, "***", "**") // bold and italic: bold will do
	}
	if boldsLetter(s) && strings.IndexByte(s, '`') < 0 && strings.IndexByte(s, '$') < 0 {
		s = boldInitial().ReplaceAllString(s, "$1$2$3") // the word is meant, its letter is only stressed
	}
	s = withoutLoneStars(s)
	tags, dunder := strings.IndexByte(s, '<') >= 0, strings.Contains(s, "__")
	blanks := strings.Contains(s, "  ") || strings.IndexByte(s, '\t') >= 0 || strings.IndexByte(s, '\n') >= 0
	escapes := strings.IndexByte(s, '\\') >= 0
	if !tags && !dunder && !blanks && !escapes {
		return s
	}
	var b strings.Builder
	b.Grow(len(s) + 8)
	for i := 0; i < len(s); {
		switch c := s[i]; {
		case c == '`':
			n := text.CodeSpanEnd(s, i)
			b.WriteString(s[i:n])
			i = n
		case c == '$' && escapes:
			n := mathEnd(s, i)
			b.WriteString(s[i:n])
			i = n
		case c == '\\' && i > 0 && isNeedless(s[i+1:]):
			b.WriteByte(s[i+1])
			i += 2
		case c == '<' && tags:
			n, as := knownTag(s[i:])
			if n == 0 {
				b.WriteByte(c)
				n = 1
			}
			if as != " " || !strings.HasSuffix(b.String(), " ") {
				b.WriteString(as)
			}
			i += n
		case c == '_' && dunder && (i == 0 || !text.IsAlnum(s[i-1])):
			switch n, bold := dunderEnd(s, i), boldEnd(s, i); {
			case n > i:
				b.WriteString("`" + s[i:n] + "`")
				i = n
			case bold > i:
				b.WriteString("**" + s[i+2:bold-2] + "**")
				i = bold
			default:
				b.WriteByte(c)
				i++
			}
		case c == ' ' || c == '\t' || c == '\n':
			for i < len(s) && (s[i] == ' ' || s[i] == '\t' || s[i] == '\n') {
				i++
			}
			b.WriteByte(' ')
		default:
			b.WriteByte(c)
			i++
		}
	}
	s = strings.TrimSpace(b.String())
	if leads { // a sign that stood between a picture and the text
		s = strings.TrimLeft(s, "-–—:： ")
	}
	return s
}

// isPlain reports whether a text has nothing that Heal looks at. Many have not.
func isPlain(s string) bool {
	bold := -len(s) // where the marks of bold before this place ended
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case !healed[c]:
		case c == '*':
			// Two that mark a word as bold stay. A letter alone, and a bracket beside a star, are looked at closely.
			if text.Run(s[i:], '*') != 2 || i-bold <= utf8.UTFMax || i > 0 && s[i-1] == ')' || i+2 < len(s) && s[i+2] == '(' {
				return false
			}
			i++
			bold = i + 1
		case c == ' ':
			if i+1 < len(s) && s[i+1] == ' ' {
				return false
			}
		case c < utf8.RuneSelf:
			return false
		default:
			if n, shown := widthless(s, i); shown != s[i:i+n] {
				return false
			}
		}
	}
	return true
}

// healed holds true for the bytes that Heal looks at.
var healed = func() (t [256]bool) {
	t = opensDebris
	for _, c := range []byte("=*_\\ \t\n") {
		t[c] = true
	}
	return t
}()

// withoutLoneStars removes a star that opens or closes italics at a bracket within bold text, where its partner is
// missing: "**thrust *(forward push)**" would show it.
func withoutLoneStars(s string) string {
	if !strings.Contains(s, "*(") && !strings.Contains(s, ")*") || strings.IndexByte(s, '`') >= 0 {
		return s
	}
	parts := strings.Split(s, "**")
	for i := 1; i < len(parts)-1; i += 2 {
		if strings.Count(parts[i], "*") == 1 {
			parts[i] = strings.Replace(strings.Replace(parts[i], "*(", "(", 1), ")*", ")", 1)
		}
	}
	return strings.Join(parts, "**")
}

// dunderEnd returns the end of a name such as __init__, __iter__() or __init__.py that starts at i, or i without one.
func dunderEnd(s string, i int) int {
	end := i
	for end < len(s) && (text.IsAlnum(s[end]) || s[end] == '_') {
		end++
	}
	name := s[i:end]
	if len(name) < 5 || !strings.HasPrefix(name, "__") || !text.IsLower(name[2]) || !strings.HasSuffix(name, "__") {
		return i
	}
	for end+1 < len(s) && s[end] == '.' && text.IsAlnum(s[end+1]) {
		for end++; end < len(s) && (text.IsAlnum(s[end]) || s[end] == '_'); end++ {
		}
	}
	if strings.HasPrefix(s[end:], "()") {
		end += 2
	}
	return end
}

// boldEnd returns the end of the __bold text__ that starts at i, or i without any.
func boldEnd(s string, i int) int {
	if !strings.HasPrefix(s[i:], "__") || !startsWord(s, i, 2) || strings.HasPrefix(s[i:], "___") {
		return i
	}
	end := strings.Index(s[i+2:], "__")
	if end <= 0 || strings.IndexByte(s[i+2:i+2+end], '`') >= 0 || !endsWord(s, i+2+end, 2) {
		return i
	}
	return i + 2 + end + 2
}

// isNeedless reports whether a backslash before s, within a text, only keeps a formatter's mind at rest: before the
// signs of arrows, comparisons and sums.
func isNeedless(s string) bool {
	return s != "" && (strings.IndexByte("+-=>#", s[0]) >= 0 || s[0] == '<' && (len(s) == 1 || s[1] == ' ' || s[1] == '='))
}

// tagAs is what replaces each tag of HTML; "" removes it.
var tagAs = map[string]string{
	"b": "**", "strong": "**", "i": "*", "em": "*", "code": "`", "kbd": "`", "samp": "`", "tt": "`",
	"br": " ", "wbr": "", "hr": " ", "sup": "^", "sub": "", "u": "", "s": "", "del": "", "ins": "", "mark": "",
	"small": "", "big": "", "span": "", "font": "", "a": "", "img": "", "p": " ", "div": " ", "center": " ",
	"details": " ", "summary": " ", "ul": " ", "ol": " ", "li": " ", "strike": "", "var": "", "cite": "", "q": "",
	"abbr": "",
}

// IsTag reports whether s starts with a tag of HTML or a comment that would not be shown.
func IsTag(s string) bool {
	n, _ := knownTag(s)
	return n > 0
}

// knownTag reads the HTML tag or comment at the start of s. It returns its length, 0 without one, and what replaces it.
func knownTag(s string) (n int, as string) {
	if strings.HasPrefix(s, "<!--") {
		if end := strings.Index(s, "-->"); end > 0 {
			return end + 3, ""
		}
		return 0, ""
	}
	i := 1
	closes := i < len(s) && s[i] == '/'
	if closes {
		i++
	}
	at := i
	for i < len(s) && i < at+10 && text.IsAlnum(s[i]) {
		i++
	}
	as, ok := tagAs[strings.ToLower(s[at:i])]
	if !ok || i >= len(s) || s[i] != '>' && s[i] != ' ' && s[i] != '/' {
		return 0, ""
	}
	end := strings.IndexByte(s, '>')
	if end < 0 || strings.IndexByte(s[1:end], '<') >= 0 {
		return 0, ""
	}
	if as == "^" && closes {
		as = ""
	}
	return end + 1, as
}
