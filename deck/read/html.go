package read

import (
	"html"
	"regexp"
	"strconv"
	"strings"

	"recall/deck/inline"
)

var (
	htmlTag   = regexp.MustCompile(`<(/?)([A-Za-z][A-Za-z0-9-]*)((?:\s[^<>]*)?)/?>`)
	htmlStyle = regexp.MustCompile(`(?is)<(style|script)[^>]*>.*?</(?:style|script)>`)
	htmlNote  = regexp.MustCompile(`(?s)<!--.*?-->`)
	imageSrc  = regexp.MustCompile(`(?i)src\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))`)
	soundMark = regexp.MustCompile(`\[sound:[^\]]*\]`)
	blockRun  = regexp.MustCompile(`[ \t]*\x01[ \t\x01]*`)
	blankRun  = regexp.MustCompile(`\n{3,}`)
	tightRun  = regexp.MustCompile(`[ \t]*\n[ \t]*`)
)

// Signs that take the place of tags until the text is complete.
const (
	block = '\x01' // a block begins or ends: several of them make one line end
	inset = '\x02' // a list item has more indent
)

// looksHTML reports whether a text is HTML: it has tags that nobody writes elsewhere.
func looksHTML(s string) bool {
	if !strings.ContainsAny(s, "<&") {
		return false
	}
	for _, m := range htmlTag.FindAllStringSubmatch(s, -1) {
		switch strings.ToLower(m[2]) {
		case "br", "div", "span", "img", "li", "p":
			return true
		}
	}
	return strings.Contains(s, "&nbsp;")
}

// fieldText makes Markdown of a field of HTML. Lines, lists, bold, italics, code and pictures stay what they are, and
// other tags are removed. What is no tag of HTML is text.
func fieldText(s string) string {
	s = soundMark.ReplaceAllString(s, "")
	if !strings.ContainsAny(s, "<&") {
		return strings.TrimSpace(s)
	}
	s = htmlNote.ReplaceAllString(htmlStyle.ReplaceAllString(inline.Raise(s), ""), "")
	var out strings.Builder
	at := 0
	var lists []int // the open lists: -1 for bullets, else the number of the last item
	for _, m := range htmlTag.FindAllStringSubmatchIndex(s, -1) {
		name := strings.ToLower(s[m[4]:m[5]])
		if !inline.KnownTags.Has(name) {
			continue
		}
		out.WriteString(s[at:m[0]])
		at = m[1]
		closing := m[2] < m[3]
		switch name {
		case "ul", "ol":
			switch {
			case closing && len(lists) > 0:
				lists = lists[:len(lists)-1]
			case !closing && len(lists) < 8:
				lists = append(lists, map[string]int{"ul": -1, "ol": 0}[name])
			}
			out.WriteRune(block)
		default:
			out.WriteString(tagText(name, closing, s[m[6]:m[7]], lists))
		}
	}
	out.WriteString(s[at:])
	text := strings.ReplaceAll(html.UnescapeString(out.String()), "\u00a0", " ")
	text = strings.ReplaceAll(text, "****", "") // bold without text
	text = blockRun.ReplaceAllString(text, "\n")
	text = tightRun.ReplaceAllString(text, "\n")
	text = strings.ReplaceAll(text, string(inset), "  ")
	return strings.TrimSpace(blankRun.ReplaceAllString(text, "\n\n"))
}

// tagText returns what a tag is in Markdown.
func tagText(name string, closing bool, attributes string, lists []int) string {
	switch name {
	case "br":
		return "\n"
	case "hr", "div", "p", "tr", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6",
		"dt", "dd", "table", "section", "pre":
		return string(block)
	case "td", "th":
		if closing {
			return " "
		}
	case "b", "strong":
		return "**"
	case "i", "em":
		return "*"
	case "code", "kbd", "samp", "tt":
		return "`"
	case "img":
		if m := imageSrc.FindStringSubmatch(attributes); m != nil {
			return "![](" + strings.ReplaceAll(m[1]+m[2]+m[3], " ", "%20") + ")"
		}
	case "li":
		if closing {
			return ""
		}
		marker := "- "
		if n := len(lists); n > 0 && lists[n-1] >= 0 {
			lists[n-1]++
			marker = strconv.Itoa(lists[n-1]) + ". "
		}
		return string(block) + strings.Repeat(string(inset), max(len(lists)-1, 0)) + marker
	}
	return ""
}
