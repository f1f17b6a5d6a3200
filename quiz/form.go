package quiz

import (
	"errors"
	"slices"
	"strings"
	"unicode"

	"recall/data"
	"recall/deck"
	"recall/quiz/draw"
	"recall/srs"
)

// Ways are the ways in which a session can be told to ask. auto decides by the card and its age; each of the others
// applies to every card that allows it.
var Ways = []string{"auto", "reveal", "type", "choice", "order", "set"}

// The widths, in columns, up to which auto asks the person to type.
const (
	typedWidth  = 24 // an answer such as code, a number, O(…) or a name
	hanWidth    = 12 // an answer in Han
	memberWidth = 24 // a member of a set
)

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
	if c.Forms.Has(deck.Choice) && (way == "choice" || way == "auto" && unseen) {
		if q.options, err = q.choices(way == "auto"); err != nil || q.options != nil {
			return data.Chosen, err
		}
	}
	asks := func(ways ...string) bool { return slices.Contains(ways, way) }
	switch {
	case asks("reveal", "choice") || asks("auto") && unseen:
	case c.Forms.Has(deck.Order) && len(c.Members) > 1 && len(c.Members) <= 9 && asks("auto", "type", "order"):
		return data.Ordered, nil
	case c.Forms.Has(deck.Set) && len(c.Members) > 0 &&
		(asks("set", "type") || asks("auto") && widest(c.Members) <= memberWidth):
		return data.Listed, nil
	case c.Forms.Has(deck.Type) && !c.Forms.Has(deck.Set) && (asks("type") || asks("auto") && typable(c.Answer)):
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

// typable reports whether an answer can be worded in only one way. A typed phrase may be right without matching, so
// longer phrases are shown and people judge themselves.
func typable(answer string) bool {
	words, width := strings.Fields(answer), draw.Width(answer)
	switch {
	case width > typedWidth:
		return false
	case strings.HasPrefix(answer, "`") &&
		strings.Index(answer[1:], "`") == len(answer)-2, strings.HasPrefix(answer, "O("),
		strings.ContainsAny(answer, "0123456789") && len(words) <= 4:
		return true
	case strings.ContainsFunc(answer, func(r rune) bool { return unicode.Is(unicode.Han, r) }):
		return width <= hanWidth
	}
	return len(words) <= 2
}

func widest(list []string) (most int) {
	for _, m := range list {
		most = max(most, draw.Width(m))
	}
	return most
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
func (q *question) line() (text string, key rune, err error) {
	text, err = q.ui.Line(q.screen)
	switch {
	case errors.Is(err, ErrEscape):
		return "", esc, nil
	case err != nil:
		return "", 0, err
	}
	text = strings.TrimSpace(text)
	if len(text) == 2 && text[0] == ':' && strings.Contains(q.others(), text[1:]) {
		return "", rune(text[1]), nil
	}
	return text, 0, nil
}
