package cmd

import (
	"fmt"
	"strings"
	"testing"

	"recall/deck/export"
)

// What a person leaves in the editor is read as they meant it, and nothing of the explanation becomes a card.
func TestCardsOfForm(t *testing.T) {
	for _, c := range []struct {
		name, form, want string
	}{
		{"untouched", addForm, "[]"},
		{"emptied", "", "[]"},
		{"one card", strings.Replace(addForm, "Q: \nA: ", "Q: keel\nA: stops drift #hull", 1), "[{keel stops drift [hull]}]"},
		{"two cards, one of several lines", "Q: keel\nA: stops drift\nQ: tack\nA: ready about\n\n- helm to leeward\n" + addRule,
			"[{keel stops drift []} {tack ready about\\n\\n- helm to leeward []}]"},
		{"a question alone", strings.Replace(addForm, "Q: ", "Q: keel", 1), "the form:1: a card with an empty side; write both"},
		{"no question", "keel stops drift\n" + addRule, "there is no question with an answer in it"},
		{"something beside them", "- keel: stops drift\n\nQ: tack\nA: a turn\n", "line 1 is not a question with an answer: \"keel: stops drift\""},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := cardsOf(c.form)
			if said := strings.ReplaceAll(fmt.Sprint(append([]export.Sides{}, got...)), "\n", "\\n"); err == nil && said != c.want ||
				err != nil && err.Error() != c.want {
				t.Errorf("%v, %s; want %s", err, said, c.want)
			}
		})
	}
}
