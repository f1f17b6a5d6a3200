package read

import (
	"bytes"
	"path"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"recall/deck/card"
	"recall/deck/inline"
	"recall/deck/text"
)

// Fields of HTML become Markdown. They are read by golang.org/x/net/html and not by patterns: only a parser knows where
// a <li> ends that nobody closed, which blanks count, and what is an entity. It reads from memory and imports no net.

// maxDepth is how deep elements are nested that keep their form. What is deeper is text.
const maxDepth = 40

// looksHTML reports whether a text is HTML: it has tags that nobody writes elsewhere.
func looksHTML(s string) bool {
	if !strings.ContainsAny(s, "<&") {
		return false
	}
	for z := html.NewTokenizer(strings.NewReader(s)); ; {
		switch z.Next() {
		case html.ErrorToken:
			return strings.Contains(s, "&nbsp;")
		case html.StartTagToken, html.SelfClosingTagToken:
			name, _ := z.TagName()
			switch atom.Lookup(name) {
			case atom.Br, atom.Div, atom.Span, atom.Img, atom.Li, atom.P, atom.Pre, atom.Td:
				return true
			}
		}
	}
}

// fieldText makes Markdown of a field of HTML. Lines, lists, tables, bold, italics, code, formulas and pictures stay
// what they are, and other tags are removed. What is no tag of HTML is text.
func fieldText(s string) string {
	if len(s) > maxRow {
		return s // too long for a card anyway
	}
	if !strings.ContainsAny(s, "<&") {
		return withoutSound(s)
	}
	body := &html.Node{Type: html.ElementNode, DataAtom: atom.Body, Data: "body"}
	nodes, err := html.ParseFragment(strings.NewReader(knownTags(s)), body)
	if err != nil { // nested too deep
		return withoutSound(inline.WithoutTags(s))
	}
	var w htmlWriter
	for _, n := range nodes {
		w.node(n, 0)
	}
	return withoutSound(strings.ReplaceAll(w.String(), "\u00a0", " "))
}

// withoutSound takes the names of sounds out of a field, unless it is nothing else.
func withoutSound(s string) string {
	if kept := strings.TrimSpace(inline.WithoutSounds(s)); kept != "" {
		return kept
	}
	return strings.TrimSpace(s)
}

// knownTags leaves the tags of HTML in a text, and writes as text what only looks like one: List<T>.
func knownTags(s string) string {
	var b strings.Builder
	z := html.NewTokenizer(strings.NewReader(s))
	for {
		kind := z.Next()
		raw := string(z.Raw())
		switch kind {
		case html.ErrorToken:
			b.WriteString(html.EscapeString(raw)) // a tag that does not end
			return b.String()
		case html.StartTagToken, html.EndTagToken, html.SelfClosingTagToken:
			name, _ := z.TagName()
			if !inline.KnownTags.Has(string(name)) {
				raw = html.EscapeString(raw)
			}
		case html.CommentToken, html.DoctypeToken:
			if strings.HasPrefix(raw, "<!--") {
				continue
			}
			raw = html.EscapeString(raw)
		}
		b.WriteString(raw)
	}
}

// htmlWriter writes elements as Markdown.
type htmlWriter struct {
	out     []byte
	pending int    // line ends that must stand before what comes next
	fence   string // the marks of a fence of Markdown that the text has opened
}

func (w *htmlWriter) String() string { return strings.TrimSpace(string(w.out)) }

// part writes the children of an element apart from the others.
func (w *htmlWriter) part(n *html.Node, depth int) string {
	var p htmlWriter
	p.children(n, depth)
	return strings.Trim(string(p.out), "\n")
}

func (w *htmlWriter) children(n *html.Node, depth int) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		w.node(c, depth)
	}
}

// need asks for line ends before what comes next: one for a line of its own, two for a paragraph.
func (w *htmlWriter) need(lines int) { w.pending = max(w.pending, lines) }

// write adds text with the line ends that were asked for. At the start none are needed.
func (w *htmlWriter) write(s string) {
	if s == "" {
		return
	}
	if w.pending > 0 {
		if w.fence == "" {
			w.out = bytes.TrimRight(w.out, " ")
		}
		for have := len(w.out) - len(bytes.TrimRight(w.out, "\n")); len(w.out) > 0 && have < w.pending; have++ {
			w.out = append(w.out, '\n')
		}
		w.pending = 0
	}
	w.out = append(w.out, s...)
}

// block writes a block, with line ends around it.
func (w *htmlWriter) block(s string, before, after int) {
	w.need(before)
	w.write(s)
	w.need(after)
}

func (w *htmlWriter) node(n *html.Node, depth int) {
	if n.Type == html.TextNode {
		w.text(n.Data)
		return
	}
	if depth > maxDepth {
		w.text(textOf(n))
		return
	}
	depth++
	switch n.DataAtom {
	case atom.Style, atom.Script, atom.Video, atom.Audio, atom.Rp:
	case atom.Br:
		w.write("\n")
	case atom.Div, atom.Tr, atom.Dt, atom.Dd, atom.Section, atom.Details, atom.Summary, atom.Center, atom.Figure:
		w.need(1)
		w.children(n, depth)
		w.need(1)
	case atom.P, atom.Hr:
		w.need(2)
		w.children(n, depth)
		w.need(2)
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		w.need(2)
		w.marked("**", w.part(n, depth))
		w.need(2)
	case atom.Blockquote:
		if s := w.part(n, depth); s != "" {
			w.block("> "+strings.ReplaceAll(s, "\n", "\n> "), 1, 2)
		}
	case atom.Pre:
		if code := strings.Trim(textOf(n), "\n"); strings.TrimSpace(code) != "" {
			w.block(card.CodeBlock(code), 2, 2)
		}
	case atom.Code, atom.Kbd, atom.Samp, atom.Tt:
		switch code := strings.Trim(textOf(n), "\n"); {
		case strings.TrimSpace(code) == "":
		case strings.Contains(code, "\n"):
			w.block(card.CodeBlock(code), 2, 2)
		default:
			w.write(card.CodeBlock(code))
		}
	case atom.Ul, atom.Ol:
		if s := w.list(n, depth); s != "" {
			w.block(s, 1, 2)
		}
	case atom.Li: // without a list around it
		if s := strings.TrimSpace(w.part(n, depth)); s != "" {
			w.block("- "+strings.TrimLeft(inset(s, 2), " "), 1, 1)
		}
	case atom.Table:
		w.table(n, depth)
	case atom.B, atom.Strong:
		w.marked("**", w.part(n, depth))
	case atom.I, atom.Em:
		w.marked("*", w.part(n, depth))
	case atom.Del, atom.S, atom.Strike:
		w.marked("~~", w.part(n, depth))
	case atom.Sup:
		w.write(inline.Raised(textOf(n)))
	case atom.Sub:
		w.write(inline.Lowered(textOf(n)))
	case atom.Rt:
		if s := w.part(n, depth); s != "" {
			w.write(" (" + s + ")")
		}
	case atom.A:
		w.link(n, depth)
	case atom.Img:
		w.write(picture(n))
	default:
		if n.Data == "anki-mathjax" {
			w.write(formula(n))
			return
		}
		w.children(n, depth)
	}
}

// link writes a link to the web. Others lead nowhere from here.
func (w *htmlWriter) link(n *html.Node, depth int) {
	label, to := w.part(n, depth), attribute(n, "href")
	if !text.HasAnyPrefix(to, "http://", "https://") || strings.ContainsAny(to, " ()") || to == label ||
		strings.TrimSpace(label) == "" || strings.Contains(label, "\n") {
		w.write(label)
		return
	}
	w.write("[" + label + "](" + to + ")")
}

// picture writes a picture, with the name of its file where nothing else says what it is.
func picture(n *html.Node) string {
	from, says := attribute(n, "src"), text.OneLine(attribute(n, "alt"))
	if strings.HasPrefix(from, "data:") {
		from = ""
	}
	if says == "" {
		says = path.Base("/" + from)
	}
	if from == "" && says == "/" {
		return ""
	}
	return "![" + strings.NewReplacer("[", "(", "]", ")").Replace(says) + "](" + strings.ReplaceAll(from, " ", "%20") + ")"
}

// formula writes a formula of Anki's editor as Anki itself writes it elsewhere.
func formula(n *html.Node) string {
	if attribute(n, "block") == "true" {
		return `\[` + textOf(n) + `\]`
	}
	return `\(` + textOf(n) + `\)`
}

func attribute(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

// textOf returns the text of an element as it stands there, as code is written. It walks without recursion: nothing
// bounds how deep an element is.
func textOf(n *html.Node) string {
	var b strings.Builder
	lineEnd := func() {
		if b.Len() > 0 && !strings.HasSuffix(b.String(), "\n") {
			b.WriteByte('\n')
		}
	}
	for c := n; c != nil; {
		switch {
		case c.Type == html.TextNode:
			b.WriteString(strings.ReplaceAll(c.Data, "\u00a0", " "))
		case c.DataAtom == atom.Br:
			b.WriteByte('\n')
		case c.DataAtom == atom.Div, c.DataAtom == atom.P, c.DataAtom == atom.Li, c.DataAtom == atom.Tr:
			lineEnd()
		}
		if c.FirstChild != nil {
			c = c.FirstChild
			continue
		}
		for c != n && c.NextSibling == nil {
			c = c.Parent
		}
		if c == n {
			break
		}
		c = c.NextSibling
	}
	return b.String()
}
