package quiz

import (
	"errors"
	"slices"
	"strings"

	"golang.org/x/text/width"

	"recall/data"
	"recall/deck"
	"recall/deck/answer"
	"recall/deck/text"
	"recall/quiz/draw"
	"recall/srs"
)

// Ways are the ways in which a session can be told to ask. auto decides by the card and its age; each of the others
// applies to every card that allows it.
var Ways = []string{"auto", "reveal", "type", "choice", "order", "set"}

const esc = 0x1b

// pickForm decides how the card is asked. A card that was never seen can't be typed or put in order. It is a multiple
// choice if nearby cards provide options that fit, otherwise it is just shown.
func (q *question) pickForm() (data.Form, error) {
	c := q.card
	way, err := q.way(c)
	if err != nil {
		return 0, err
	}
	unseen := c.State.New() && c.State.Seen == 0
	forms := c.Forms
	if answer.Pictured(c.Answer) {
		forms &^= deck.Type | deck.Choice
	}
	if forms.Has(deck.Choice) && (way == "choice" || way == "auto" && unseen) {
		if q.options, err = q.choices(way == "auto"); err != nil || q.options != nil {
			return data.Chosen, err
		}
	}
	asks := func(ways ...string) bool { return slices.Contains(ways, way) }
	switch {
	case asks("reveal", "choice") || asks("auto") && unseen:
	case forms.Has(deck.Order) && len(c.Members) > 1 && len(c.Members) <= 9 && asks("auto", "type", "order"):
		return data.Ordered, nil
	case forms.Has(deck.Set) && len(c.Members) > 0 &&
		(asks("set", "type") || asks("auto") && recallable(c.Members)):
		return data.Listed, nil
	case forms.Has(deck.Type) && !forms.Has(deck.Set) && (asks("type") || asks("auto") && answer.Typable(c.Answer)):
		return data.Typed, nil
	}
	return data.Revealed, nil
}

// way returns how the person or, failing that, the deck wants cards to be asked.
func (s *Session) way(c *data.Card) (string, error) {
	set, err := s.set(c)
	if err != nil {
		return "", err
	}
	way := s.opt.Way
	if way == "" {
		way = set.Form
	}
	if way == "auto" && s.opt.Lines {
		way = "reveal"
	}
	return way, nil
}

// memberWidth is how wide a member of a set may be, in columns, for auto to ask for the set.
const memberWidth = 24

// recallable reports whether all members of a set are short enough to be typed one by one. Those in Han must have one
// wording, too.
func recallable(members []string) bool {
	return !slices.ContainsFunc(members, func(m string) bool {
		return draw.Width(m) > memberWidth || text.HasHan(m) && !answer.Typable(m)
	})
}

// put asks in the question's form until there is a reply, or until a key other than a reply is pressed.
func (q *question) put() (key rune, err error) {
	if q.form == data.Typed || q.form == data.Revealed { // the other forms list members in their own way
		n, err := q.seed()
		if err != nil {
			return 0, err
		}
		if list := q.card.Listed(n); list != nil {
			q.screen.Front = q.prompt() + "\n\n" + strings.Join(list, " / ")
		}
	}
	switch q.form {
	case data.Chosen:
		return q.putChoice()
	case data.Typed:
		return q.putTyped()
	case data.Ordered:
		return q.putOrder()
	case data.Listed:
		return q.putSet()
	}
	q.screen.Keys = q.keyed(toShow, toUndo, toEdit, toSuspend, toReject, toLegend, toQuit)
	if q.opt.Edit == nil {
		q.screen.Keys = q.keyed(toShow, toUndo, toSuspend, toReject, toLegend, toQuit)
	}
	key, err = q.ui.Key(q.screen, " \r"+q.others())
	if key == ' ' || key == '\r' {
		key = 0
	}
	q.reply = reply{form: data.Revealed, most: srs.Easy}
	return key, err
}

// line reads a line of text. Commands such as :q stand for keys, for people who have only lines.
func (q *question) line() (typed string, key rune, err error) {
	typed, err = q.ui.Line(q.screen)
	switch {
	case errors.Is(err, ErrEscape):
		return "", esc, nil
	case err != nil:
		return "", 0, err
	}
	typed = strings.TrimSpace(typed)
	// an input method may have sent full-width letters
	if c := width.Fold.String(typed); len(c) == 2 && c[0] == ':' && strings.Contains(q.others(), c[1:]) {
		return "", rune(c[1]), nil
	}
	return typed, 0, nil
}
