package inline

import (
	"html"
	"strings"
	"unicode/utf8"

	"recall/deck/text"
)

// WithoutDebris takes out of a line what tools write into notes beside the text: embeds, the marks of footnotes, the
// heads of callouts, :shortcodes: of small pictures, %%comments%%, ids of blocks, tags at the end, HTML tags without
// their other half, signs without a width, and entities, for which their signs stand. A wiki link shows its text, and so
// does maths that only styles words. Code and other maths stay as they are.
func WithoutDebris(s string) string { return withoutDebris(s, true) }

// withoutDebris is WithoutDebris of a line. whole says that no other line can have the other half of a tag.
func withoutDebris(s string, whole bool) string {
	if len(s) > MaxLength || !mayHoldDebris(s) {
		return s
	}
	if strings.Contains(s, "[!") {
		quote := ""
		if !whole {
			quote = "$1" // the lines around it are quoted, too
		}
		s = calloutHead().ReplaceAllString(s, quote)
	}
	var b strings.Builder
	done := 0 // bytes of s that are in b, or left out
	for i := 0; i < len(s); {
		n, shown := 1, s[i:i+1]
		switch s[i] {
		case '`':
			n = text.CodeSpanEnd(s, i) - i
			shown = s[i : i+n]
		case '$':
			n = max(mathEnd(s, i)-i, 1)
			shown = s[i : i+n]
			if words, ok := textOfMaths(shown); ok {
				shown = words
			}
		case '\\':
			n = min(2, len(s)-i)
			shown = s[i : i+n]
		case '[', '!':
			n, shown = cutLink(s, i)
		case ':':
			if n = shortcode(s, i); n > 0 {
				shown = ""
			} else {
				n = 1
			}
		case '%':
			n, shown = cutComment(s, i)
		case '&':
			n, shown = entity(s[i:])
		case 0xc2, 0xe1, 0xe2, 0xef:
			n, shown = widthless(s, i)
		case '<':
			if n = halfTag(s, i); n > 0 && whole {
				shown = ""
			} else {
				n = 1
			}
		}
		if shown == s[i:i+n] {
			i += n
			continue
		}
		b.WriteString(s[done:i])
		if shown == "" && (b.Len() == 0 || strings.HasSuffix(b.String(), " ")) {
			for i+n < len(s) && s[i+n] == ' ' {
				n++
			}
		}
		b.WriteString(shown)
		i += n
		done = i
	}
	if done > 0 {
		b.WriteString(s[done:])
		s = b.String()
	}
	for s = strings.TrimRight(s, " "); ; {
		rest := s
		if strings.IndexByte(rest, '^') >= 0 {
			rest = blockMark().ReplaceAllString(rest, "")
		}
		if rest, _ = CutTags(rest); rest == s {
			return s
		}
		s = rest
	}
}

// WithoutDebrisIn does the same for each line of a text. Lines between fences are code.
func WithoutDebrisIn(s string) string {
	if strings.IndexByte(s, '\n') < 0 || !mayHoldDebris(s) {
		return WithoutDebris(s)
	}
	fenced := false
	lines := strings.Split(s, "\n")
	for i, l := range lines {
		if text.FenceMark(l) != "" {
			fenced = !fenced
		} else if !fenced {
			lines[i] = withoutDebris(l, false)
		}
	}
	return strings.Join(lines, "\n")
}

// mayHoldDebris reports whether a text has a sign that debris starts with. Most have none.
func mayHoldDebris(s string) bool {
	bracketed := false
	for i := 0; i < len(s); i++ {
		if !opensDebris[s[i]] {
			continue
		}
		var before, next byte
		if i > 0 {
			before = s[i-1]
		}
		if i+1 < len(s) {
			next = s[i+1]
		}
		found := false
		switch s[i] {
		case '[':
			found = next == '[' || next == '^' || next == '!'
			if !bracketed { // one look: no later bracket has a span behind it that the first has not
				bracketed = true
				found = found || strings.Contains(s[i:], "]{.") || strings.Contains(s[i:], "]{#")
			}
		case ':':
			found = text.IsLower(next) && shortcode(s, i) > 0
		case '%':
			found = next == '%'
		case '&':
			found = next == '#' || text.IsLower(next|0x20)
		case '<':
			found = next == '/' || text.IsLower(next|0x20)
		case '$':
			found = next == '\\'
		case '#', '^': // a tag or the id of a block stands behind a blank
			found = before == ' ' || before == '\t' || before == '\n'
		default:
			n, shown := widthless(s, i)
			found = shown != s[i:i+n]
		}
		if found {
			return true
		}
	}
	return false
}

// opensDebris holds true for the bytes that debris starts with.
var opensDebris = func() (t [256]bool) {
	for _, c := range []byte("[%&<#^$:\xc2\xe1\xe2\xef") {
		t[c] = true
	}
	return t
}()

var (
	calloutHead  = text.Pattern(`^(\s*(?:>\s*)*)\[![A-Za-z][A-Za-z-]*(?:\|[^\[\]]*)?\][+-]?\s*`)
	wikiLink     = text.Pattern(`^(!?)\[\[([^\[\]\n]+)\]\]`)
	footnoteMark = text.Pattern(`^\[\^[A-Za-z0-9_-]+\]`)
	shortcodeOf  = text.Pattern(`^:[a-z][a-z0-9_+-]+:(?:\{[ .:][^{}]*\})?`)
	characters   = text.Pattern(`^.-.`) // of a pattern: [^0-9]
	entityMark   = text.Pattern(`^&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});`)
	// Obsidian's id of a block. A short number behind ^ is a power.
	blockMark = text.Pattern(`\s\^(?:[A-Za-z0-9-]{6,}|[0-9]*[A-Za-z][A-Za-z0-9-]{2,})$`)
	tagMark   = text.Pattern(`^#[\pL\pN_/-]*[\pL_][\pL\pN_/-]*$`)
	colour    = text.Pattern(`^#(?:[0-9A-Fa-f]{3}|[0-9A-Fa-f]{6}|[0-9A-Fa-f]{8})$`)
)

// cutLink returns the length of the wiki link, embed or footnote mark at i and what it shows.
func cutLink(s string, i int) (n int, shown string) {
	if m := wikiLink().FindStringSubmatch(s[i:]); m != nil && isWikiTarget(m[2]) {
		if m[1] == "!" {
			return len(m[0]), ""
		}
		return len(m[0]), wikiText(m[2])
	}
	if m := footnoteMark().FindString(s[i:]); m != "" && i > 0 && endsMark(s[i+len(m):]) {
		label := m[2 : len(m)-1]
		if strings.Trim(label, "0123456789") == "" || s[i-1] != ' ' && !characters().MatchString(label) {
			return len(m), ""
		}
	}
	if inner, n := attributed(s[i:]); n > 0 {
		return n, inner
	}
	return 1, s[i : i+1]
}

// attributed returns the text of a bracketed span of Pandoc, [text]{.class} or [text]{#id}, at the start of s, and the
// span's length; 0 if there is none.
func attributed(s string) (inner string, n int) {
	at := strings.Index(s, "]{")
	if at < 1 || s[0] != '[' || at+2 >= len(s) || s[at+2] != '.' && s[at+2] != '#' ||
		strings.Count(s[1:at], "[") != strings.Count(s[1:at], "]") {
		return "", 0
	}
	end := strings.IndexByte(s[at:], '}')
	if end < 0 {
		return "", 0
	}
	return s[1:at], at + end + 1
}

// isWikiTarget reports whether what stands between [[ and ]] is the name of a note: no test of a shell, [[ -f x ]], and
// no matrix, [[1, 2]].
func isWikiTarget(s string) bool {
	return s[0] != ' ' && s[len(s)-1] != ' ' && strings.Trim(s, "0123456789.,;:- ") != ""
}

// wikiText is what a wiki link shows: the text behind its bar, or the name of the note and of its part.
func wikiText(target string) string {
	target = strings.ReplaceAll(target, `\|`, "|")
	if at := strings.LastIndexByte(target, '|'); at >= 0 && strings.TrimSpace(target[at+1:]) != "" {
		return strings.TrimSpace(target[at+1:])
	}
	target = strings.TrimRight(target, "|")
	note, part, _ := strings.Cut(target, "#")
	part = part[strings.LastIndexByte(part, '#')+1:]
	switch {
	case part == "" || part[0] == '^' && note != "":
		return note
	case note == "":
		return part
	}
	return note + " › " + part
}

// endsMark reports whether the mark of a footnote can end before s. In the pattern [^a-z]+ it doesn't.
func endsMark(s string) bool {
	return s == "" || !text.IsAlnum(s[0]) && s[0] != '+' && s[0] != '{' && (s[0] != '*' || strings.HasPrefix(s, "**"))
}

// shortcode returns the length of the :anchor: or :material-anchor:{ .large } at i, or 0. A site shows a small picture for
// it. Unlike the colons in code and paths, it has no letters right before or behind it.
func shortcode(s string, i int) int {
	if i > 0 && strings.IndexByte(" \t\n(*_>|~", s[i-1]) < 0 {
		return 0
	}
	m := shortcodeOf().FindString(s[i:])
	if rest := s[i+len(m):]; rest != "" && strings.IndexByte(" \t\n)*_<|~:.,;!?", rest[0]) < 0 {
		return 0
	}
	return len(m)
}

// cutComment returns the length of the %%comment%% at i.
func cutComment(s string, i int) (n int, shown string) {
	if strings.HasPrefix(s[i:], "%%") && (i == 0 || !text.IsDigit(s[i-1])) {
		if end := strings.Index(s[i+2:], "%%"); end > 0 {
			return end + 4, ""
		}
	}
	return 1, s[i : i+1]
}

// entity returns the length of the entity that s starts with and its sign. One that would make a tag of text stays.
func entity(s string) (n int, sign string) {
	m := entityMark().FindString(s)
	if m == "" {
		return 1, s[:1]
	}
	sign = html.UnescapeString(m)
	if sign == "\u00a0" {
		sign = " "
	}
	if sign == m {
		return 1, s[:1]
	}
	if sign == "<" {
		if tag, _ := knownTag(sign + html.UnescapeString(s[len(m):])); tag > 0 {
			return len(m), m
		}
	}
	if _, shown := widthless(sign, 0); len(sign) > 1 && shown == "" {
		sign = ""
	}
	return len(m), sign
}

// widthless returns the length of the sign at i and what is shown of it: nothing where it has no width, a blank for one
// that does not break. Joiners are parts of emoji and of some scripts.
func widthless(s string, i int) (n int, shown string) {
	for _, sign := range [...]string{"\u00ad", "\u180e", "\u200b", "\u2060", "\ufeff"} {
		if strings.HasPrefix(s[i:], sign) {
			return len(sign), ""
		}
	}
	if strings.HasPrefix(s[i:], "\u00a0") {
		return len("\u00a0"), " "
	}
	return 1, s[i : i+1]
}

// halfTag returns the length of the HTML tag at i if its other half is missing, else 0.
func halfTag(s string, i int) int {
	n, as := knownTag(s[i:])
	name, closes := strings.CutPrefix(strings.ToLower(strings.Trim(s[i:i+n], "<>")), "/")
	name, _, _ = strings.Cut(name, " ")
	name = strings.TrimSuffix(name, "/") // <br/>
	if n == 0 || as == "" && !closes || name == "br" || name == "hr" || name == "p" || name == "li" {
		return 0
	}
	at, low := i+n, strings.ToLower(s)
	if closes {
		at, low = 0, low[:i]
	}
	for depth := 0; ; { // of the tags of this name up to the one that closes, or behind the one that opens
		next := strings.IndexByte(low[at:], '<')
		if next < 0 {
			if closes && depth > 0 {
				return 0
			}
			return n
		}
		switch at += next + 1; {
		case strings.HasPrefix(low[at:], name+">"), strings.HasPrefix(low[at:], name+" "):
			depth++
		case strings.HasPrefix(low[at:], "/"+name+">"):
			if depth == 0 && !closes {
				return 0
			}
			depth = max(0, depth-1)
		}
	}
}

// CutTags cuts the #tags off the end of a text. A tag is no colour, names nothing that the words before it speak of
// ("the selector is #main"), and leaves words before it.
func CutTags(s string) (rest string, tags []string) {
	rest = s
	for {
		at := strings.LastIndexByte(rest, ' ')
		if at < 0 || at+1 >= len(rest) || rest[at+1] != '#' {
			break
		}
		tag, before := rest[at+1:], strings.TrimRight(rest[:at], " ")
		if !tagMark().MatchString(tag) || colour().MatchString(tag) || !text.HasWord(before) || leadsToName(before) {
			break
		}
		rest, tags = before, append([]string{tag[1:]}, tags...)
	}
	if len(tags) > 0 && leadsToName(rest) {
		return s, nil
	}
	return rest, tags
}

// leadsToName reports whether a text goes on with a name: it ends in a sign that divides, or in a little word.
func leadsToName(s string) bool {
	return text.HasAnySuffix(s, ":", "：", "-", "–", "—", "=", "→", " >", " <", ",", "，", "、", "(", "（", "/", "|", "+") ||
		text.Lex("").Has(text.ClassFunctionWords, s[strings.LastIndexByte(s, ' ')+1:])
}

// IsWikiOnly reports whether a text is nothing but wiki links, with signs between them.
func IsWikiOnly(s string) bool {
	if !strings.Contains(s, "[[") {
		return false
	}
	links := 0
	for i := 0; i < len(s); {
		if m := wikiLink().FindStringSubmatch(s[i:]); m != nil && isWikiTarget(m[2]) {
			links++
			i += len(m[0])
			continue
		}
		if text.HasWord(s[i:i+1]) || s[i] >= utf8.RuneSelf {
			return false
		}
		i++
	}
	return links > 0
}
