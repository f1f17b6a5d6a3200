package cmd

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"recall/data"
	"recall/deck/export"
	"recall/deck/read"
)

// addForm is what the editor opens with. What is below the line of the form is no part of a card.
const addForm = "Q: \nA: \n" + addRule + `
# Write the question behind Q: and the answer behind A:. Both can have several
# lines, and #tags can stand at the end of the answer. For another card, go on
# with Q: and A: on new lines. Leave both empty to add nothing.
`

// addRule divides the cards from the explanation.
const addRule = "# ------------------------ leave this line as it is ------------------------"

// writeCards lets a person write cards in their editor. What can't be read is theirs to mend: the text is not lost.
func (a *app) writeCards(ctx context.Context, t *addTarget) (cards []export.Sides, err error) {
	work, err := data.TempText()
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(work)
	path := filepath.Join(work, "card.md")
	if err := os.WriteFile(path, []byte(addForm), 0o600); err != nil {
		return nil, err
	}
	for {
		if err := a.openEditor(ctx, path, 1); err != nil {
			return nil, err
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return nil, err
		}
		cards, err = cardsOf(string(text))
		if err == nil {
			return cards, nil
		}
		if err := a.confirm(false, err.Error(), "Open it again?", "nothing was added"); err != nil {
			return nil, err
		}
	}
}

// cardsOf reads the cards of a form.
func cardsOf(form string) (cards []export.Sides, err error) {
	text, _, _ := strings.Cut(form, addRule)
	if left := strings.Trim(text, " \t\r\nQA:"); left == "" {
		return nil, nil
	}
	doc, problems := read.Parse("the form", []byte(text))
	if len(problems) > 0 {
		return nil, problems[0]
	}
	for _, n := range doc.Notes {
		if !n.Explicit() || len(n.Cards) != 1 {
			return nil, fmt.Errorf("line %d is not a question with an answer: %s", n.Line, quoted(n.Text))
		}
		cards = append(cards, export.Sides{Front: n.Cards[0].Prompt, Back: n.Cards[0].Answer, Tags: n.Tags})
	}
	if len(cards) == 0 {
		return nil, errors.New("there is no question with an answer in it")
	}
	return cards, nil
}
