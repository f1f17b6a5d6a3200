package inline

import (
	"strings"
	"unicode/utf8"

	"recall/deck/text"
)

// PlainTitle makes a heading, a label or a group readable in a card's context. It removes emoji, {#id}, images, HTML,
// bold, the addresses of links and what tools wrote beside it. Numbers and code stay as they are.
func PlainTitle(s string) string {
	s = BoldHighlights(strings.TrimSpace(WithoutDebris(s)))
	if strings.HasSuffix(s, "}") {
		s = titleAttr().ReplaceAllString(s, "")
	}
	if strings.ContainsAny(s, "[<*_") {
		s = outsideCode(s, withoutTitleMarks)
	}
	return strings.TrimSpace(text.DropEmoji(s))
}

// outsideCode rewrites each piece of a title that is no code.
func outsideCode(s string, rewrite func(string) string) string {
	if strings.IndexByte(s, '`') < 0 {
		return rewrite(s)
	}
	parts := strings.Split(s, "`")
	for i := range parts {
		if i%2 == 1 && i < len(parts)-1 {
			continue // code
		}
		parts[i] = rewrite(parts[i])
	}
	return strings.Join(parts, "`")
}

// withoutTitleMarks removes the marks of links, pictures, HTML and bold from a piece of a title without code.
func withoutTitleMarks(s string) string {
	if strings.Contains(s, "![") {
		s = titleImage().ReplaceAllString(s, "")
	}
	if strings.Contains(s, "](") || strings.Contains(s, "][") {
		s = titleLink().ReplaceAllString(s, "$1")
	}
	if strings.IndexByte(s, '<') >= 0 {
		s = titleHTML().ReplaceAllString(s, "")
	}
	if strings.Count(s, "**") > 1 || strings.Count(s, "__") > 1 {
		if inner, ok := allBold(s); ok {
			return inner
		}
		s = titleBold().ReplaceAllString(s, "$1$2")
	}
	return s
}

// allBold returns the text of a title that is one piece of bold text and nothing else, as most bold ones are.
func allBold(s string) (inner string, ok bool) {
	if len(s) < 5 || s[:2] != "**" || s[len(s)-2:] != "**" {
		return "", false
	}
	inner = s[2 : len(s)-2]
	first, last := inner[0], inner[len(inner)-1]
	return inner, strings.IndexByte(inner, '*') < 0 && first > ' ' && last > ' '
}

var (
	titleAttr  = text.Pattern(`\s*\{[#.:][^{}]*\}\s*$`)
	titleImage = text.Pattern(`!\[[^\]]*\]\([^()\s]*(?:\s+"[^"]*")?\)`)
	titleLink  = text.Pattern(`\[([^\[\]]+)\](?:\([^()\s]*(?:\([^()\s]*\)[^()\s]*)?(?:\s+"[^"]*")?\)|\[[^\[\]]*\])`)
	titleHTML  = text.Pattern(`</?[A-Za-z][A-Za-z0-9-]*(?:\s[^<>]*)?/?>|<!--.*?-->`)
	titleBold  = text.Pattern(`\*\*(\S|\S[^*]*[^*\s])\*\*|__(\S|\S[^_]*[^_\s])__`)
)

// TitleText is a heading, label or group as a card's context shows it: without its number, its colon and its bold.
func TitleText(lex *text.Lexicon, s string) string {
	s = Unmarked(s)
	if rest, ok := cutNumber(lex, s); ok {
		s = rest
	}
	return s
}

// WholeTitle is a title without an end that breaks off, as what goes on is the list below: "Three kinds of ..." names
// three kinds.
func WholeTitle(lex *text.Lexicon, s string) string {
	if s == "" || text.IsAlnum(s[len(s)-1]) {
		return s
	}
	t := strings.TrimRight(s, " .…,，")
	if dots := s[len(t):]; !strings.Contains(dots, "..") && !strings.Contains(dots, "…") {
		return s
	}
	for {
		at := strings.LastIndexByte(t, ' ')
		if at < 0 || !lex.CutsOff(t[at+1:]) {
			return t
		}
		t = strings.TrimRight(t[:at], " ,")
	}
}

// cutNumber cuts "5.1 ", "5. ", "一、" or "第5章 " off a title, if a word is left.
func cutNumber(lex *text.Lexicon, s string) (string, bool) {
	if s == "" {
		return s, false
	}
	i := 0
	for i < len(s) && (text.IsDigit(s[i]) || s[i] == '.' && i > 0) {
		i++
	}
	if i == 0 {
		if rest, ok := cutCounted(lex, s); ok {
			return rest, true
		}
		return CutHanNumber(lex, s)
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

// CutHanNumber cuts the number that Chinese writes before a title off, if a word is left: "二、", "（二）", 第二章.
func CutHanNumber(lex *text.Lexicon, s string) (string, bool) {
	rest, _ := lex.CutPrefix(text.ClassOrdinals, strings.TrimPrefix(s, "（"))
	behind := strings.TrimLeftFunc(rest, func(r rune) bool {
		return r == ' ' || r >= '0' && r <= '9' || lex.HasRune(text.ClassNumeralsTitle, r)
	})
	if len(behind) == len(rest) {
		return s, false
	}
	ends := []string{"、", "）", "．"}
	if lex.HasPrefix(text.ClassOrdinals, s) {
		ends = append(ends, lex.Words(text.ClassCountedWordsTitle)...)
	}
	for _, end := range ends {
		if title, ok := strings.CutPrefix(behind, end); ok {
			title = strings.TrimLeft(title, " :：、.")
			return title, text.HasWord(title)
		}
	}
	return s, false
}

// cutCounted cuts the number of a part of a book or a course off the title behind it: "Lecture 3: ", "Chapter 4.7 ", and
// the numbers "II. " and "A.2 ". "Chapter 11 bankruptcy" keeps its number, as it may be a name.
func cutCounted(lex *text.Lexicon, s string) (string, bool) {
	word, rest, ok := strings.Cut(s, " ")
	if !ok || !text.HasWord(rest) {
		return s, false
	}
	if number := strings.TrimRight(word, "."); text.IsUpper(rest[0]) {
		point := strings.IndexByte(number, '.')
		switch {
		case number != word && number != "" && strings.Trim(number, "IVX") == "",
			point == 1 && number[0] >= 'A' && number[0] <= 'F' && len(number) < 8 && strings.Trim(number[1:], ".0123456789") == "":
			return rest, true
		}
	}
	behind := strings.TrimLeft(rest, ".0123456789")
	if number := rest[:len(rest)-len(behind)]; number == "" || !lex.Has(text.ClassCountedWordsContents, word) {
		return s, false
	} else if strings.HasPrefix(behind, " ") && strings.Contains(strings.TrimRight(number, "."), ".") {
		behind = strings.TrimLeft(behind, " ")
		if !text.HasAnyPrefix(behind, "- ", "– ", "— ", ": ") {
			return behind, text.HasWord(behind)
		}
	}
	for _, sign := range [...]string{": ", "：", " - ", " – ", " — ", ". "} {
		if title, ok := strings.CutPrefix(behind, sign); ok {
			title = strings.TrimLeft(title, " ")
			return title, text.HasWord(title)
		}
	}
	return s, false
}

// Stem returns the name of a file without its folders, its extension and the id of an export.
func Stem(name string) string {
	name = name[strings.LastIndexAny(name, `/\`)+1:]
	if i := strings.LastIndexByte(name, '.'); i > 0 {
		name = name[:i]
	}
	return WithoutExportID(name)
}

// WithoutExportID takes off the end of a name the id of 32 hexadecimal figures that Notion gives each exported file and
// folder.
func WithoutExportID(name string) string {
	i := strings.LastIndexByte(name, ' ')
	if i > 0 && len(name)-i-1 == 32 && strings.Trim(name[i+1:], "0123456789abcdef") == "" {
		return name[:i]
	}
	return name
}

// Mentions reports whether a prompt holds a term that is no part of a longer word.
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

// NamedBy reports whether a prompt starts with a title as a whole. The title before it would only repeat that.
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
