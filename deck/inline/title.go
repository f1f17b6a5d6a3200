package inline

import (
	"recall/deck/text"
	"regexp"
	"strings"
	"unicode/utf8"
)

// PlainTitle makes a heading, a label or a group readable as a card's context: without emoji, {#id}, images,
// links, HTML and bold. Code keeps its backquotes and numbers stay. Within backquotes all is literal.
func PlainTitle(s string) string {
	s = strings.TrimSpace(s)
	s = titleAttr.ReplaceAllString(s, "")
	if strings.ContainsAny(s, "[<*_") {
		parts := strings.Split(s, "`")
		for i := range parts {
			if i%2 == 1 && i < len(parts)-1 {
				continue // code
			}
			p := titleImage.ReplaceAllString(parts[i], "")
			p = titleLink.ReplaceAllString(p, "$1")
			p = titleHTML.ReplaceAllString(p, "")
			parts[i] = titleBold.ReplaceAllString(p, "$1$2")
		}
		s = strings.Join(parts, "`")
	}
	return strings.TrimSpace(text.DropEmoji(s))
}

var (
	titleAttr  = regexp.MustCompile(`\s*\{[#.:][^{}]*\}\s*$`)
	titleImage = regexp.MustCompile(`!\[[^\]]*\]\([^()\s]*(?:\s+"[^"]*")?\)`)
	titleLink  = regexp.MustCompile(`\[([^\[\]]+)\](?:\([^()\s]*(?:\([^()\s]*\)[^()\s]*)?(?:\s+"[^"]*")?\)|\[[^\[\]]*\])`)
	titleHTML  = regexp.MustCompile(`</?[A-Za-z][A-Za-z0-9-]*(?:\s[^<>]*)?/?>|<!--.*?-->`)
	titleBold  = regexp.MustCompile(`\*\*(\S|\S[^*]*[^*\s])\*\*|__(\S|\S[^_]*[^_\s])__`)
)

// TitleText is a heading, label or group as it is shown in a card's context: without its number, its colon and
// its bold.
func TitleText(s string) string {
	s = Plain(s)
	if rest, ok := cutNumber(s); ok {
		s = rest
	}
	return s
}

// cutNumber takes "5.1 ", "5. ", "一、", "第5章 " off a title, if a word is left.
func cutNumber(s string) (string, bool) {
	if s == "" {
		return s, false
	}
	i := 0
	for i < len(s) && (text.IsDigit(s[i]) || s[i] == '.' && i > 0) {
		i++
	}
	if i == 0 {
		return CutHanNumber(s)
	}
	rest := s[i:]
	switch {
	case strings.HasPrefix(rest, " "), strings.HasPrefix(rest, ")"), s[i-1] == '.':
		rest = rest[min(1, len(rest)):]
		if s[i-1] == '.' {
			rest = s[i:]
		}
	case strings.HasPrefix(rest, "、"), strings.HasPrefix(rest, "）"), strings.HasPrefix(rest, "．"):
		rest = rest[3:]
	default:
		return s, false
	}
	rest = strings.TrimSpace(strings.TrimLeft(rest, ") :"))
	return rest, text.HasWord(rest)
}

func CutHanNumber(s string) (string, bool) {
	rest := strings.TrimPrefix(strings.TrimPrefix(s, "（"), "第")
	at := strings.TrimLeft(rest, "一二三四五六七八九十百0123456789 ")
	if len(at) == len(rest) {
		return s, false
	}
	for _, end := range [...]string{"、", "）", "．", "章", "节", "部分", "篇", "讲", "课"} {
		if t, ok := strings.CutPrefix(at, end); ok {
			if end != "、" && end != "）" && end != "．" && !strings.HasPrefix(s, "第") {
				break
			}
			t = strings.TrimLeft(t, " :：、.")
			return t, text.HasWord(t)
		}
	}
	return s, false
}

// Stem is the name of a file without folders and extension.
func Stem(name string) string {
	name = name[strings.LastIndexAny(name, `/\`)+1:]
	if i := strings.LastIndexByte(name, '.'); i > 0 {
		name = name[:i]
	}
	return name
}

// Mentions tells whether a prompt holds a term as words of its own.
func Mentions(prompt, term string) bool {
	at := strings.Index(prompt, term)
	if at < 0 || term == "" {
		return false
	}
	before, _ := utf8.DecodeLastRuneInString(prompt[:at])
	after, _ := utf8.DecodeRuneInString(prompt[at+len(term):])
	first, _ := utf8.DecodeRuneInString(term)
	last, _ := utf8.DecodeLastRuneInString(term)
	inWord := func(a, b rune) bool {
		return text.IsLetterOrDigit(a) && text.IsLetterOrDigit(b) && !text.IsHan(a) && !text.IsHan(b)
	}
	return !inWord(before, first) && !inWord(last, after)
}

// NamedBy tells whether prompt starts with title as a whole: shown before it, the title would only repeat it.
func NamedBy(prompt, title string) bool {
	if len(prompt) < len(title) || !strings.EqualFold(prompt[:len(title)], title) {
		return false
	}
	rest := strings.TrimLeft(prompt[len(title):], " ")
	if rest == "" {
		return true
	}
	r, _ := utf8.DecodeRuneInString(rest)
	return strings.ContainsRune("·（(,，从?？:：\n", r)
}
