package inline

import (
	"strings"
	"unicode/utf8"

	"recall/deck/text"
)

// Unmarked removes the marks of bold, the addresses of links and the colon at the end. Code keeps its backquotes.
func Unmarked(s string) string {
	s = text.TrimSpace(s)
	if strings.HasPrefix(s, "**") && strings.HasSuffix(s, "**") && len(s) > 3 && strings.IndexByte(s[2:len(s)-2], '*') < 0 {
		s = s[2 : len(s)-2] // as most have it
	} else if strings.Contains(s, "**") {
		s = strings.ReplaceAll(s, "**", "")
	}
	if strings.Contains(s, "](") || strings.Contains(s, "][") {
		s = Unlink(s)
	}
	s = cutColons(s)
	if len(s) > 2 && s[0] == '*' && s[len(s)-1] == '*' && strings.Count(s, "*") == 2 {
		s = s[1 : len(s)-1]
	}
	if len(s) > 2 && s[0] == '_' && s[len(s)-1] == '_' && strings.Count(s, "_") == 2 {
		s = s[1 : len(s)-1]
	}
	if strings.HasPrefix(s, "__") && strings.HasSuffix(s, "__") && len(s) > 4 {
		s = s[2 : len(s)-2]
	}
	return text.TrimSpace(s)
}

// EvenBold removes the marks of bold from a piece of a text in which one of them has lost its partner.
func EvenBold(s string) string {
	if strings.IndexByte(s, '*') < 0 || strings.Count(s, "**")%2 == 0 || strings.IndexByte(s, '`') >= 0 || strings.Contains(s, "$") {
		return s
	}
	return strings.ReplaceAll(s, "**", "")
}

// cutColons cuts colons and blanks off the end.
func cutColons(s string) string {
	for s != "" {
		switch last := s[len(s)-1]; {
		case last == ' ' || last == ':':
			s = s[:len(s)-1]
		case last >= utf8.RuneSelf && strings.HasSuffix(s, "："):
			s = s[:len(s)-len("：")]
		default:
			return s
		}
	}
	return s
}

// Unlink replaces links by their text, and removes pictures.
func Unlink(s string) string {
	var l Scanner
	l.scan(s)
	var out strings.Builder
	at := 0
	for _, p := range l.Spans {
		if (p.Kind == LinkSpan || p.Kind == ImageSpan) && p.At >= at {
			out.WriteString(s[at:p.At])
			if p.Kind == LinkSpan {
				out.WriteString(s[p.From:p.To])
			}
			at = p.End
		}
	}
	out.WriteString(s[at:])
	return out.String()
}

// Trim cuts off what ends a bullet and is no part of an answer: signs, and the addresses of links.
func Trim(lex *text.Lexicon, s string) string {
	s = text.TrimSpace(s)
	if strings.Contains(s, "](") || strings.Contains(s, "][") {
		s = Unlink(s)
	}
	for s != "" {
		switch last := s[len(s)-1]; {
		case last >= utf8.RuneSelf && text.HasAnySuffix(s, "。", "；", "，", "、"):
			s = strings.TrimSpace(s[:len(s)-3])
		case last == ';' || last == ',':
			s = strings.TrimSpace(s[:len(s)-1])
		case last == ')' && strings.Count(s, "(") < strings.Count(s, ")") && !strings.Contains(s, "`"): // nothing opens it
			s = strings.TrimSpace(s[:len(s)-1])
		case last == '.' && !strings.HasSuffix(s, "..") && !abbreviated(lex, s):
			return strings.TrimSpace(s[:len(s)-1])
		default:
			return s
		}
	}
	return s
}

// abbreviated reports whether the point at the end belongs to the last word: etc., U.S. The name Al is no "et al".
func abbreviated(lex *text.Lexicon, s string) bool {
	word := s[strings.LastIndexAny(s, " (")+1 : len(s)-1]
	return lex.Has(text.ClassAbbreviationsEnd, word) && word == strings.ToLower(word) ||
		strings.Contains(word, ".") && len(word) < 5
}

// IsLinkOnly reports whether a text is one link or picture and nothing else.
func IsLinkOnly(s string) bool {
	s = strings.Trim(s, "*_ ")
	if strings.HasPrefix(s, "http://") || strings.HasPrefix(s, "https://") || strings.HasPrefix(s, "![") {
		return true
	}
	var l Scanner
	l.scan(s)
	return len(l.Spans) > 0 && (l.Spans[0].Kind == LinkSpan || l.Spans[0].Kind == ImageSpan) && l.Spans[0].At == 0 &&
		l.Spans[0].End == len(s)
}

// CutRemark cuts a bracket off the end of s: "托管（小流量时相反）".
func CutRemark(s string) (str, remark string) {
	if s == "" || s[len(s)-1] != ')' && s[len(s)-1] != "）"[2] {
		return s, ""
	}
	for _, pair := range [...][2]string{{"（", "）"}, {"(", ")"}, {"（", ")"}, {"(", "）"}} {
		inner, ok := strings.CutSuffix(s, pair[1])
		if !ok {
			continue
		}
		i := strings.LastIndex(inner, pair[0])
		if i > 0 && inner[i-1] != 'O' && inner[i-1] != ']' &&
			(inner[i-1] == ' ' || pair[0] == "（" || !text.IsAlnum(inner[i-1])) {
			return strings.TrimSpace(inner[:i]), strings.TrimSpace(inner[i+len(pair[0]):])
		}
	}
	return s, ""
}

// CutBracket divides "base (inner)" where a round bracket ends the text. f(x) is a call and stays whole.
func CutBracket(s string) (base, inner string) {
	at := max(strings.LastIndexByte(s, '('), strings.LastIndex(s, "（"))
	if at <= 0 || !strings.HasSuffix(s, ")") && !strings.HasSuffix(s, "）") {
		return s, ""
	}
	_, open := utf8.DecodeRuneInString(s[at:])
	_, close := utf8.DecodeLastRuneInString(s)
	if at+open >= len(s)-close || strings.Count(s, "`")%2 == 1 ||
		s[at] == '(' && text.IsAlnum(s[at-1]) && !text.IsUpper(s[at+1]) {
		return s, ""
	}
	return strings.TrimSpace(s[:at]), strings.TrimSpace(s[at+open : len(s)-close])
}
