package quiz

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"recall/data"
	"recall/deck"
	"recall/quiz/draw"
	"recall/srs"
)

// Ways are the values of the setting form: auto picks by card and its age.
var Ways = []string{"auto", "reveal", "type", "choice"}

// Widths in columns up to which auto asks to type: an answer, and a member of a set.
const (
	typedWidth  = 24
	memberWidth = 24
)

const esc = 0x1b

// form decides how a card is asked. A card that was never seen can't be typed or put in order: it is a choice among options, where
// fitting ones stand near by, else it is shown.
func (s *Session) form(c *data.Card) (data.Form, error) {
	s.options = nil
	way, err := s.way(c)
	if err != nil {
		return 0, err
	}
	if way == "reveal" {
		return data.Revealed, nil
	}
	unseen := c.State.New() && c.State.Seen == 0
	if c.Forms.Has(deck.Choice) && (way == "choice" || way == "auto" && unseen) {
		if s.options, err = s.choices(c); err != nil || s.options != nil {
			return data.Chosen, err
		}
	}
	switch {
	case way == "choice" || way == "auto" && unseen:
		return data.Revealed, nil
	case c.Forms.Has(deck.Order) && len(c.Members) > 1 && len(c.Members) <= 9:
		return data.Ordered, nil
	case c.Forms.Has(deck.Set) && len(c.Members) > 0 && widest(c.Members) <= memberWidth:
		return data.Listed, nil
	case c.Forms.Has(deck.Type) && !c.Forms.Has(deck.Set) && (way == "type" || draw.Width(c.Answer) <= typedWidth):
		return data.Typed, nil
	}
	return data.Revealed, nil
}

// way is how the person, or else the deck, wants cards to be asked.
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

func widest(list []string) (most int) {
	for _, m := range list {
		most = max(most, draw.Width(m))
	}
	return most
}

// put asks in a form, until there is a reply, or a key that is none.
func (s *Session) put(form data.Form, c *data.Card, screen *draw.Screen) (reply, rune, error) {
	switch form {
	case data.Chosen:
		return s.putChoice(c, screen)
	case data.Typed:
		return s.putTyped(c, screen)
	case data.Ordered:
		return s.putOrder(c, screen)
	case data.Listed:
		return s.putSet(c, screen)
	}
	screen.Keys = "Space show   u undo   s suspend   ? keys   q quit"
	key, err := s.ui.Key(*screen, " \r"+s.others())
	if key == ' ' || key == '\r' {
		key = 0
	}
	return reply{form: data.Revealed, suggest: srs.Good, most: srs.Easy}, key, err
}

// line reads a typed line, and the commands that stand for keys where there are no keys.
func (s *Session) line(screen *draw.Screen) (text string, key rune, err error) {
	text, err = s.ui.Line(*screen)
	switch {
	case errors.Is(err, ErrEscape):
		return "", esc, nil
	case err != nil:
		return "", 0, err
	}
	text = strings.TrimSpace(text)
	if len(text) == 2 && text[0] == ':' && strings.Contains(s.others(), text[1:]) {
		return "", rune(text[1]), nil
	}
	return text, 0, nil
}

// choices returns the options of a card, shuffled the same way until it is asked the next time; nil where fewer than two wrong ones fit.
func (s *Session) choices(c *data.Card) ([]string, error) {
	group, around, err := s.store.Neighbours(c.ID)
	if err != nil {
		return nil, err
	}
	seed := srs.Shuffle(s.day, c.UID)
	wrong := deck.Distractors(c.Card, seed, group, around)
	if len(wrong) < 2 {
		return nil, nil
	}
	options := append([]string{c.Answer}, wrong[:2]...)
	shuffle(options, seed)
	return options, nil
}

// shuffle puts a list into one of its orders, picked by a number.
func shuffle(list []string, n uint64) {
	for i := len(list) - 1; i > 0; i-- {
		j := int(n % uint64(i+1))
		n /= uint64(i + 1)
		list[i], list[j] = list[j], list[i]
	}
}

// putChoice asks to pick among options. It is offered at most Good: to recognise is easier than to recall.
func (s *Session) putChoice(c *data.Card, screen *draw.Screen) (reply, rune, error) {
	screen.Items = nil
	for _, o := range s.options {
		screen.Items = append(screen.Items, draw.Item{Text: o})
	}
	screen.Keys = fmt.Sprintf("1-%d answer   Space don't know   u undo   ? keys   q quit", len(s.options))
	key, err := s.ui.Key(*screen, " 123456789"[:len(s.options)+1]+s.others())
	if err != nil || strings.ContainsRune(s.others(), key) {
		return reply{}, key, err
	}
	r := reply{form: data.Chosen, suggest: srs.Again, most: srs.Good, told: true}
	right := slices.Index(s.options, c.Answer)
	screen.Items[right].Remark = "<- right"
	switch picked := int(key - '1'); {
	case picked == right:
		r.suggest = srs.Good
		screen.Items[right].Remark = "<- right, you"
	case picked >= 0:
		screen.Items[picked].Remark = "<- you"
	}
	return r, 0, nil
}

// putTyped asks to type the answer. An empty line means not known.
func (s *Session) putTyped(c *data.Card, screen *draw.Screen) (reply, rune, error) {
	screen.Keys = "Enter answer (empty: don't know)   Esc keys"
	text, key, err := s.line(screen)
	if err != nil || key != 0 {
		return reply{}, key, err
	}
	r := reply{form: data.Typed, suggest: srs.Again, most: srs.Easy}
	if text == "" {
		return r, 0, nil
	}
	screen.Given = text
	switch deck.Compare(c.Card, text).Result {
	case deck.Right:
		r.suggest = srs.Good
	case deck.Almost:
		r.suggest, r.told = srs.Hard, true
		screen.Answer = c.Answer
	default:
		r.told = true
		screen.Answer = c.Answer
	}
	return r, 0, nil
}

// putOrder asks to put the members in order: digits place them.
func (s *Session) putOrder(c *data.Card, screen *draw.Screen) (reply, rune, error) {
	members := slices.Clone(c.Members)
	for n := srs.Shuffle(s.day, c.UID); slices.Equal(members, c.Members); n++ {
		shuffle(members, n)
	}
	var placed []int // indexes into members, in the order of the person
	digits := "123456789"[:len(members)]
	for {
		screen.Items = nil
		for i, m := range members {
			item := draw.Item{Text: m}
			if at := slices.Index(placed, i); at >= 0 {
				item.Remark = ordinal(at + 1)
			}
			screen.Items = append(screen.Items, item)
		}
		screen.Keys = fmt.Sprintf("order: %s   1-%d place   Backspace   Enter done   Space show   ? keys   q quit", slots(placed, len(members)), len(members))
		key, err := s.ui.Key(*screen, digits+" \r\x7f"+s.others())
		switch {
		case err != nil || strings.ContainsRune(s.others(), key):
			return reply{}, key, err
		case key == 0x7f && len(placed) > 0:
			placed = placed[:len(placed)-1]
		case key == ' ' || key == '\r' && len(placed) == len(members):
			return s.ordered(c, screen, members, placed), 0, nil
		case key >= '1' && key <= '9' && !slices.Contains(placed, int(key-'1')):
			placed = append(placed, int(key-'1'))
		}
		screen.Notice = ""
	}
}

// ordered shows the right order, with the place that the person gave each member.
func (s *Session) ordered(c *data.Card, screen *draw.Screen, members []string, placed []int) reply {
	r := reply{form: data.Ordered, suggest: srs.Good, most: srs.Easy, told: true}
	screen.Items = nil
	for i, m := range c.Members {
		item := draw.Item{Text: m}
		at := slices.IndexFunc(placed, func(p int) bool { return members[p] == m })
		if at != i {
			r.suggest = srs.Again
			if at >= 0 {
				item.Remark = "<- you: " + ordinal(at+1)
			}
		}
		screen.Items = append(screen.Items, item)
	}
	return r
}

func slots(placed []int, n int) string {
	list := make([]string, n)
	for i := range list {
		list[i] = "_"
		if i < len(placed) {
			list[i] = fmt.Sprint(placed[i] + 1)
		}
	}
	return strings.Join(list, " ")
}

func ordinal(n int) string {
	switch n {
	case 1:
		return "1st"
	case 2:
		return "2nd"
	case 3:
		return "3rd"
	}
	return fmt.Sprintf("%dth", n)
}

// putSet asks to recall the members one by one, in any order. An empty line ends it.
func (s *Session) putSet(c *data.Card, screen *draw.Screen) (reply, rune, error) {
	found := map[string]bool{}
	var given []string
	for len(found) < len(c.Members) {
		screen.Items = nil
		for _, g := range given {
			screen.Items = append(screen.Items, draw.Item{Text: g})
		}
		screen.Keys = fmt.Sprintf("%d of %d   Enter adds one (empty: that is all)   Esc keys", len(found), len(c.Members))
		text, key, err := s.line(screen)
		if err != nil || key != 0 {
			screen.Items = nil
			return reply{}, key, err
		}
		if text == "" {
			break
		}
		screen.Notice = ""
		missing := deck.Compare(c.Card, text).Missing
		if len(missing) == len(c.Members) {
			screen.Notice = fmt.Sprintf("%q is not one of them.", draw.Clean(text))
		}
		for _, m := range c.Members {
			if !slices.Contains(missing, m) && !found[m] {
				found[m] = true
				given = append(given, m)
			}
		}
	}
	r := reply{form: data.Listed, suggest: srs.Again, most: srs.Easy, told: true}
	screen.Items = nil
	for _, m := range c.Members {
		item := draw.Item{Text: m}
		if !found[m] {
			item.Remark = "<- missing"
		}
		screen.Items = append(screen.Items, item)
	}
	switch missing := len(c.Members) - len(found); {
	case missing == 0:
		r.suggest = srs.Good
	case missing == 1 && len(c.Members) >= 3:
		r.suggest = srs.Hard
	}
	return r, 0, nil
}
