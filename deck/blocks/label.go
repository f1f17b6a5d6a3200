package blocks

import (
	"strings"
	"unicode"

	"github.com/yuin/goldmark/ast"

	"recall/deck/inline"
	"recall/deck/text"
)

// mayHead reports whether a paragraph with this last line can be a label or a group. Most are prose.
func mayHead(last string) bool {
	last = strings.TrimSpace(strings.TrimSuffix(last, "\\"))
	return last == "" || text.HasAnySuffix(last, ":", "：", "**", "__")
}

// asLabel returns the text of a paragraph that is all bold, which works as a heading: **Text**, **Text:** or
// **Text**：.
func asLabel(s string) (label string, ok bool) {
	s = strings.TrimSpace(s)
	s = strings.TrimRight(s, ":： ")
	mark := ""
	switch {
	case len(s) > 4 && strings.HasPrefix(s, "**") && strings.HasSuffix(s, "**"):
		mark = "**"
	case len(s) > 4 && strings.HasPrefix(s, "__") && strings.HasSuffix(s, "__"):
		mark = "__"
	default:
		return "", false
	}
	s = s[2 : len(s)-2]
	if strings.Contains(s, mark) {
		return "", false // two bold words with text between them
	}
	s = strings.TrimRight(inline.PlainTitle(s), ":： ")
	return s, s != "" && text.Columns(s) <= maxContext
}

// numberedTitle returns the text of a line that is numbered as headings are in Chinese, and so works as one:
// 一、细胞的组成 or （二）细胞器.
func numberedTitle(lex *text.Lexicon, line string) (title string, ok bool) {
	if !text.IsWide(text.FirstRune(line)) || text.Columns(line) > maxContext/2 || IsGroupLine(line) ||
		strings.ContainsAny(line, "。；，？！") {
		return "", false
	}
	if title, ok = inline.CutHanNumber(lex, line); !ok || strings.ContainsAny(title, ":：") {
		return "", false
	}
	return inline.PlainTitle(title), true
}

// captionOf returns the title in the caption of a table: "Table 2: Knots", 表3 绳结. It heads the table below it.
func captionOf(lex *text.Lexicon, line string) (title string, ok bool) {
	digit := strings.IndexAny(line, "0123456789")
	if digit < 1 || digit > maxCaption || text.Columns(line) > maxContext {
		return "", false
	}
	line = strings.Trim(inline.PlainTitle(line), "*_ ")
	if digit = strings.IndexAny(line, "0123456789"); digit < 1 || !lex.Has(text.ClassCaptions, strings.TrimSpace(line[:digit])) {
		return "", false
	}
	behind := strings.TrimLeft(line[digit:], "0123456789.-")
	title = strings.TrimLeft(behind, ":：.|-–—、 *_")
	return strings.TrimRight(title, ".:： "), title != behind && text.HasWord(title) && !lex.IsSentence(title)
}

// maxCaption is the greatest length, in bytes, of what stands before the number in a caption.
const maxCaption = 16

// maxContext is the widest label or group, in columns. A wider one is prose and no title.
const maxContext = 80

// asGroup returns the last sentence of a text that ends in a colon: the list below completes it.
func asGroup(s string) (group string, ok bool) {
	s = strings.TrimSpace(s)
	bold := ""
	if rest, found := strings.CutSuffix(s, "**"); found {
		s, bold = rest, "**"
	}
	short := strings.TrimSuffix(strings.TrimSuffix(s, ":"), "：")
	if short == s {
		return "", false
	}
	s = short + bold
	cut := 0
	for i, r := range s {
		switch {
		case strings.ContainsRune("。！？；", r):
			cut = i + len(string(r))
		case (r == '.' || r == '!' || r == '?') && strings.HasPrefix(s[i+1:], " ") && !numbered(s[cut:i]):
			cut = i + 1
		}
	}
	s = inline.PlainTitle(s[cut:])
	if s = strings.TrimSpace(strings.Trim(s, "*")); text.Columns(s) > maxContext {
		return "", false
	}
	return s, s != ""
}

// numbered reports whether s is the number of a title such as "2. Types": its point ends no sentence.
func numbered(s string) bool {
	s = strings.TrimSpace(s)
	return s != "" && strings.Trim(s, "0123456789.") == ""
}

// standsOnList reports whether a list begins on the line below a paragraph of one line. It may begin the next piece.
func (w *Walker) standsOnList(n ast.Node) bool {
	below := w.LineOf(n) // counted from 0
	if next := n.NextSibling(); next != nil {
		return next.Kind() == ast.KindList && w.LineOf(next) == below+1
	}
	return n.Parent().Kind() == ast.KindDocument && below < len(w.Lines) &&
		HasListMarker(string(w.Text[w.Lines[below]:w.LineEnd(below)]))
}

// maxTitleWords and maxTitleHan are the length of a line that is the title of the list right below it, without a colon.
const (
	maxTitleWords = 6
	maxTitleHan   = 16
)

// asTitle returns the text of a short line right above a list that names what the list holds. A sentence does not, nor
// does a line that leans on another.
func asTitle(lex *text.Lexicon, s string) (title string, ok bool) {
	s = strings.TrimSpace(s)
	if inline.IsLinkOnly(s) {
		return "", false
	}
	s, _ = inline.CutSource(lex, s)
	title = inline.PlainTitle(s)
	first := text.FirstRune(title)
	if !unicode.IsLetter(first) && !unicode.IsDigit(first) || !text.HasWord(title) ||
		text.CountWords(title) > maxTitleWords || text.CountHan(title) > maxTitleHan ||
		strings.ContainsAny(title, ".!?,;:。！？，；：|=`<>{}#") || !strings.ContainsFunc(title, unicode.IsLetter) {
		return "", false
	}
	for i, word := range strings.Fields(title) {
		if lex.Has(text.ClassFiniteVerbs, word) || i == 0 && (lex.Has(text.ClassPronouns, word) || lex.Has(text.ClassLeaningWord, word)) {
			return "", false
		}
	}
	if lex.IsSentence(title) || lex.HasPrefix(text.ClassLeaningOpener, title) || lex.HasPrefix(text.ClassListOpeners, title) {
		return "", false
	}
	return title, true
}
