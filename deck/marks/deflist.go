package marks

import (
	"strings"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"

	"recall/deck"
	"recall/deck/blocks"
	"recall/deck/card"
	"recall/deck/inline"
	"recall/deck/text"
)

// definitions reads a definition list: lines of terms, and under them definitions, each behind a colon.
func definitions(w *blocks.Walker, list *east.DefinitionList, s blocks.Scope) {
	s.List, s.Ordered, s.Group = w.StartList(list), false, ""
	for n := list.FirstChild(); n != nil; {
		var terms, answers []string
		line := w.LineOf(n)
		for ; n != nil && n.Kind() == east.KindDefinitionTerm; n = n.NextSibling() {
			terms = append(terms, text.JoinLines(w.SourceLines(n)))
		}
		var rest []ast.Node
		for ; n != nil && n.Kind() == east.KindDefinitionDescription; n = n.NextSibling() {
			first := n.FirstChild()
			switch first.(type) {
			case *ast.Paragraph, *ast.TextBlock:
				said := text.JoinLines(w.SourceLines(first))
				answers = append(answers, strings.TrimPrefix(said, ": "))
				first = first.NextSibling()
			}
			if first != nil {
				rest = append(rest, first)
			}
		}
		for i, term := range terms {
			definitionNote(w, line+i, term, answers, s)
		}
		for _, n := range rest { // further paragraphs and lists of a definition
			inner := s
			if len(terms) > 0 && len(answers) > 0 {
				inner.Parent = len(w.Notes) - 1
			}
			for ; n != nil; n = n.NextSibling() {
				inner = w.WalkBlock(n, inner)
			}
		}
		if len(terms) == 0 && len(answers) == 0 && len(rest) == 0 {
			break
		}
	}
}

// definitionNote makes a note of a term and its definitions.
func definitionNote(w *blocks.Walker, line int, term string, answers []string, s blocks.Scope) {
	if len(answers) == 0 {
		return
	}
	answer := strings.Join(answers, w.Lex.Say("group-sign", text.HasHan(answers[0])))
	w.AddBullet(line, term+": "+answer, s)
	n := &w.Notes[len(w.Notes)-1]
	if rule, cards := cardsIn(n.Text, standingOf(w.File), inBullets); len(cards) > 0 {
		n.Rule, n.Cards = rule, cards
		return
	}
	prompt, _ := blocks.CutID(term)
	prompt = inline.PlainTitle(prompt)
	answer, _ = blocks.CutID(answer)
	if !text.HasWord(prompt) || !text.HasWord(answer) {
		return
	}
	if c, ok := card.Judged(prompt, answer); ok {
		if text.HasAnySuffix(prompt, "...", "…") {
			c.Weaken(deck.ReasonCut) // a sentence that goes on in its definitions
		}
		n.Rule, n.Cards = "deflist", []deck.Card{c}
	} else {
		n.Reason = deck.ReasonTooLong
	}
}
