package anki

import (
	"errors"
	"slices"
	"strings"
)

// Anki's template language stands in HTML: {{Field}}, {{filter:Field}}, {{#Field}}…{{/Field}} where the field holds
// something, and {{^Field}}…{{/Field}} where it is empty. A template that begins with {{=<% %>=}} writes <%Field%>.

// node is a part of a template.
type node struct {
	kind    nodeKind
	text    string   // HTML, or the name of a field
	filters []string // in the order in which they apply: the one next to the name first
	kids    []node
}

// nodeKind is what a node is.
type nodeKind uint8

// The kinds of nodes.
const (
	literal    nodeKind = iota
	replaced            // by what the field holds
	ifFilled            // its kids count where the field holds something
	ifEmpty             // … where it does not
	answerLine          // <hr id=answer>, below which the answer stands
)

// Bounds of a template.
const (
	maxTemplate = 256 << 10 // bytes
	maxNested   = 64        // conditions within conditions
)

var (
	errTemplateOpen = errors.New("a condition of its template is not closed")
	errTemplateLong = errors.New("its template is too long")
)

// parseTemplate reads a template.
func parseTemplate(s string) ([]node, error) {
	if len(s) > maxTemplate {
		return nil, errTemplateLong
	}
	p := templateParser{rest: withoutComments(s), opening: "{{", closing: "}}"}
	if rest, ok := strings.CutPrefix(strings.TrimSpace(p.rest), "{{=<% %>=}}"); ok {
		p = templateParser{rest: rest, opening: "<%", closing: "%>"}
	}
	return p.nodes("", 0)
}

// withoutComments takes the comments of HTML out: what is written in them is no part of a card.
func withoutComments(s string) string {
	var b strings.Builder
	for {
		before, after, ok := strings.Cut(s, "<!--")
		_, rest, closed := strings.Cut(after, "-->")
		if !ok || !closed {
			b.WriteString(s)
			return b.String()
		}
		b.WriteString(before)
		s = rest
	}
}

type templateParser struct {
	rest             string
	opening, closing string
}

// nodes reads up to the end of a condition, or of the template where none is open.
func (p *templateParser) nodes(open string, depth int) (list []node, err error) {
	if depth > maxNested {
		return nil, errTemplateOpen
	}
	for p.rest != "" {
		before, after, ok := strings.Cut(p.rest, p.opening)
		tag, rest, closed := strings.Cut(after, p.closing)
		if !ok || !closed {
			before, rest = p.rest, ""
		}
		list = appendLiteral(list, before)
		if p.rest = rest; !ok || !closed {
			break
		}
		if strings.HasPrefix(tag, "{") { // {{{Field}}} is an old way to write {{Field}}
			p.rest = strings.TrimPrefix(p.rest, "}")
		}
		tag = strings.TrimSpace(strings.TrimLeft(tag, "{"))
		if len(tag) < 2 || !strings.ContainsRune("#^/", rune(tag[0])) {
			list = append(list, replacement(tag))
			continue
		}
		name := strings.TrimSpace(tag[1:])
		if tag[0] == '/' {
			if name != open || depth == 0 {
				return nil, errTemplateOpen
			}
			return list, nil
		}
		kind := ifFilled
		if tag[0] == '^' {
			kind = ifEmpty
		}
		kids, err := p.nodes(name, depth+1)
		if err != nil {
			return nil, err
		}
		list = append(list, node{kind: kind, text: name, kids: kids})
	}
	if depth > 0 {
		return nil, errTemplateOpen
	}
	return list, nil
}

// replacement reads filter:filter:Field.
func replacement(tag string) node {
	parts := strings.Split(tag, ":")
	slices.Reverse(parts)
	return node{kind: replaced, text: strings.TrimSpace(parts[0]), filters: parts[1:]}
}

// appendLiteral adds text, cut at the line above the answer.
func appendLiteral(list []node, s string) []node {
	for s != "" {
		at, end := findAnswerLine(s)
		if at > 0 || end == 0 {
			list = append(list, node{text: s[:at]})
		}
		if end > 0 {
			list = append(list, node{kind: answerLine})
			at = end
		}
		s = s[at:]
	}
	return list
}

// findAnswerLine finds <hr id="answer"> in any spelling. end is 0, and at the length of the text, where there is none.
func findAnswerLine(s string) (at, end int) {
	for {
		i := strings.IndexByte(s[at:], '<')
		if i < 0 {
			return len(s), 0
		}
		at += i
		tag, _, closed := strings.Cut(s[at:], ">")
		if closed && len(tag) > 3 && strings.EqualFold(tag[:3], "<hr") && isAnswerID(tag[3:]) {
			return at, at + len(tag) + 1
		}
		at++
	}
}

// isAnswerID reports whether the attributes of a tag say id=answer.
func isAnswerID(attributes string) bool {
	compact := strings.NewReplacer(`"`, "", "'", "", " =", "=", "= ", "=").Replace(strings.ToLower(attributes))
	return slices.Contains(strings.Fields(strings.TrimSuffix(compact, "/")), "id=answer")
}

// fields lists the names of the fields that a template shows, in its order, up to the line above the answer or from it
// on. What is only spoken, hidden behind a hint, or typed is not shown.
func fields(nodes []node) (above, below []string, line bool) {
	for _, n := range nodes {
		switch n.kind {
		case answerLine:
			line = true
			continue
		case ifFilled, ifEmpty:
			a, b, l := fields(n.kids)
			if line {
				below = append(append(below, a...), b...)
			} else {
				above, below, line = append(above, a...), append(below, b...), l
			}
			continue
		case literal:
			continue
		}
		hidden := slices.ContainsFunc(n.filters, func(f string) bool {
			return f == "hint" || strings.HasPrefix(f, "tts ")
		})
		switch {
		case hidden || n.text == frontSide:
		case line:
			below = append(below, n.text)
		default:
			above = append(above, n.text)
		}
	}
	return above, below, line
}

// frontSide is the name by which a back shows the front.
const frontSide = "FrontSide"
