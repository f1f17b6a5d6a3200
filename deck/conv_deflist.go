package deck

import (
	"recall/deck/inline"
	"recall/deck/text"
	"strings"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
)

// definitions reads a definition list: lines of terms, and under them definitions behind a colon each.
func definitions(w *walker, list *east.DefinitionList, s scope) {
	s.list, s.ordered, s.group = w.startList(list), false, ""
	for n := list.FirstChild(); n != nil; {
		var terms, answers []string
		line := w.lineOf(n)
		for ; n != nil && n.Kind() == east.KindDefinitionTerm; n = n.NextSibling() {
			terms = append(terms, text.JoinLines(w.texts(n)))
		}
		var rest []ast.Node
		for ; n != nil && n.Kind() == east.KindDefinitionDescription; n = n.NextSibling() {
			first := n.FirstChild()
			switch first.(type) {
			case *ast.Paragraph, *ast.TextBlock:
				answers = append(answers, text.JoinLines(w.texts(first)))
				first = first.NextSibling()
			}
			if first != nil {
				rest = append(rest, first)
			}
		}
		for i, term := range terms {
			definitionNote(w, line+i, term, answers, s)
		}
		for _, n := range rest { // a definition's further paragraphs and lists
			inner := s
			if len(terms) > 0 && len(answers) > 0 {
				inner.parent = len(w.notes) - 1
			}
			for ; n != nil; n = n.NextSibling() {
				inner = w.block(n, inner)
			}
		}
		if len(terms) == 0 && len(answers) == 0 && len(rest) == 0 {
			break
		}
	}
}

func definitionNote(w *walker, line int, term string, answers []string, s scope) {
	if len(answers) == 0 {
		return
	}
	between := "; "
	if text.HasHan(answers[0]) {
		between = "；"
	}
	answer := strings.Join(answers, between)
	w.bullet(line, term+": "+answer, s)
	n := &w.notes[len(w.notes)-1]
	if rule, cards := markedCards(n.Text, w.declared); len(cards) > 0 {
		n.Rule, n.Cards = rule, cards
		return
	}
	prompt, _ := cutID(term)
	prompt = inline.PlainTitle(prompt)
	answer, _ = cutID(answer)
	if !text.HasWord(prompt) || !text.HasWord(answer) {
		return
	}
	if c, ok := judged(prompt, answer); ok {
		n.Rule, n.Cards = "deflist", []Card{c}
	} else {
		n.Reason = ReasonTooLong
	}
}
