package draw

import (
	"html"
	"net/url"
	"path"
	"strings"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
)

// inline returns the text of a block as spans.
func (r *renderer) inline(parent ast.Node, ink Ink) []span {
	var spans []span
	add := func(s string) { spans = append(spans, span{s, ink}) }
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		switch n := n.(type) {
		case *ast.Text:
			add(unescape(string(n.Segment.Value(r.src))))
			switch {
			case n.HardLineBreak():
				add("\n")
			case n.SoftLineBreak() && !r.betweenWide(n):
				add(" ")
			}
		case *ast.String:
			add(Clean(string(n.Value)))
		case *ast.CodeSpan:
			spans = append(spans, r.marked("`", ink.and(Cyan), []span{{r.verbatim(n), ink.and(Cyan)}})...)
		case *ast.Emphasis:
			mark, style := "*", italic
			if n.Level == 2 {
				mark, style = "**", Bold
			}
			spans = append(spans, r.marked(mark, ink.and(style), r.inline(n, ink.and(style)))...)
		case *east.Strikethrough:
			spans = append(spans, r.marked("~~", ink.and(strike), r.inline(n, ink.and(strike)))...)
		case *east.TaskCheckBox:
			add(map[bool]string{true: "[x] ", false: "[ ] "}[n.IsChecked])
		case *ast.Link:
			label := r.inline(n, ink.and(underline))
			spans = append(spans, label...)
			if url := Clean(string(n.Destination)); strings.Contains(url, ":") && textOf(label) != url {
				spans = append(spans, span{" <" + url + ">", Dim})
			}
		case *ast.AutoLink:
			spans = append(spans, span{string(n.Label(r.src)), ink.and(underline)})
		case *ast.Image:
			add(EmbedText(textOf(r.inline(n, "")), string(n.Destination), false))
		case *ast.RawHTML:
			add(tag(r.segments(n)))
		default:
			spans = append(spans, r.inline(n, ink)...)
		}
	}
	return spans
}

// EmbedText is what stands for a picture or a sound: what it shows in words, else the name of its file.
func EmbedText(says, file string, sound bool) string {
	switch {
	case sound:
		return "[sound: " + file + "]"
	case says == "":
		says = fileName(file)
	}
	return "[picture: " + says + "]"
}

// fileName returns the name of the file at an address, with what %20 and the like stand for.
func fileName(address string) string {
	if plain, err := url.PathUnescape(address); err == nil {
		address = plain
	}
	return Clean(path.Base("/" + address))
}

// marked puts a sign on both sides of text if there is no colour to mark it.
func (r *renderer) marked(sign string, ink Ink, spans []span) []span {
	if r.st.Color || r.st.Plain {
		return spans
	}
	return append(append([]span{{sign, ink}}, spans...), span{sign, ink})
}

// verbatim returns the text of a code span, in which a line break counts as a space.
func (r *renderer) verbatim(n ast.Node) string {
	var b strings.Builder
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if t, ok := c.(*ast.Text); ok {
			b.Write(t.Segment.Value(r.src))
		}
	}
	return strings.ReplaceAll(b.String(), "\n", " ")
}

func (r *renderer) segments(n *ast.RawHTML) string {
	var b strings.Builder
	for i := range n.Segments.Len() {
		segment := n.Segments.At(i)
		b.Write(segment.Value(r.src))
	}
	return b.String()
}

// tag returns an inline HTML tag as text. Formatting tags become nothing. Unknown tags stay, because a card about HTML
// may be about them.
func tag(source string) string {
	if strings.HasPrefix(source, "<!--") {
		return ""
	}
	name, _, _ := strings.Cut(strings.ToLower(strings.Trim(source, "</> ")), " ")
	opens := !strings.HasPrefix(source, "</")
	switch name {
	case "br":
		return "\n"
	case "sup":
		return map[bool]string{true: "^"}[opens]
	case "sub":
		return map[bool]string{true: "_"}[opens]
	case "b", "i", "u", "s", "em", "strong", "kbd", "code", "mark", "small", "font", "del", "ins":
		return ""
	}
	return source
}

// betweenWide reports whether a line break is between two wide characters. Chinese needs no space there.
func (r *renderer) betweenWide(n *ast.Text) bool {
	next, ok := n.NextSibling().(*ast.Text)
	if !ok {
		return false
	}
	before, _ := utf8.DecodeLastRune(n.Segment.Value(r.src))
	after, _ := utf8.DecodeRune(next.Segment.Value(r.src))
	return Width(string(before)) == 2 && Width(string(after)) == 2
}

func textOf(spans []span) string {
	var b strings.Builder
	for _, s := range spans {
		b.WriteString(s.text)
	}
	return b.String()
}

// unescape resolves backslashes and entities, which goldmark leaves to its renderer. An entity may be a control
// character, so the result is cleaned again.
func unescape(s string) string {
	if !strings.ContainsAny(s, `\&`) {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		switch end := strings.IndexByte(s[i:], ';'); {
		case s[i] == '\\' && i+1 < len(s) && isPunctuation(s[i+1]):
			i++
			b.WriteByte(s[i])
		case s[i] == '&' && end > 0 && end < 40:
			b.WriteString(html.UnescapeString(s[i : i+end+1]))
			i += end
		default:
			b.WriteByte(s[i])
		}
	}
	return Clean(b.String())
}

func isPunctuation(c byte) bool {
	return c >= '!' && c <= '/' || c >= ':' && c <= '@' || c >= '[' && c <= '`' || c >= '{' && c <= '~'
}
