package quiz

import (
	"fmt"
	"net/url"
	"strings"

	"recall/data"
	"recall/deck/card"
	"recall/deck/inline"
	"recall/deck/text"
	"recall/quiz/draw"
)

// findMedia finds the pictures and sounds that the key o opens: those of the question, and once it is answered those of
// all that the answer shows.
func (q *question) findMedia(answered bool) error {
	list, err := q.store.Media(q.card, answered)
	if q.opened > 0 && len(list) > len(q.media) { // what came with the answer is next
		q.opened = len(q.media)
	}
	q.media = list
	return err
}

// prompt is the question as it is shown. Files are often called after what they show, so that their names would give
// the answer away: such a name is left out.
func (q *question) prompt() string {
	c, s := q.card, q.card.Prompt
	list := inline.Embeds(s)
	for i := len(list) - 1; i >= 0; i-- { // from the end, so that the places of the others stay
		if e := list[i]; tells(c, e.File+" "+e.Says) {
			s = s[:e.At] + map[bool]string{true: "[sound]", false: "[picture]"}[e.Sound] + s[e.End:]
		}
	}
	return s
}

// tells reports whether the name of a file gives the answer of a card away.
func tells(c *data.Card, name string) bool {
	if plain, err := url.PathUnescape(name); err == nil {
		name = plain
	}
	answer := strings.TrimSpace(inline.WithoutSounds(inline.Unlink(c.Answer)))
	return card.Leaks(text.Lex(""), "", strings.NewReplacer("_", " ", "-", " ", ".", " ", "/", " ").Replace(name), answer)
}

// nameOf is what a picture or a sound is called, if that may be said now.
func (q *question) nameOf(m data.Media) string {
	if len(q.screen.Buttons) == 0 && tells(q.card, m.Name) {
		return map[bool]string{true: "the picture", false: "the sound"}[m.Picture]
	}
	return m.Name
}

// keyed returns the keys of a screen, with the one that opens the card's pictures and sounds behind the first if it has
// some.
func (q *question) keyed(list ...draw.Hint) draw.Keys {
	if len(q.media) > 0 {
		list = append([]draw.Hint{list[0], toOpen}, list[1:]...)
	}
	return hints(list...)
}

// openMedia opens the next picture or sound of the card, and returns what to say about it. Nothing opens by itself: a
// sound might be heard by others.
func (q *question) openMedia() string {
	m := q.media[q.opened%len(q.media)]
	q.opened++
	name := q.nameOf(m)
	path, err := m.Path()
	if err != nil {
		return fmt.Sprintf("Not opened: %s %v.", name, err)
	}
	if q.opt.Open == nil {
		return name + ": " + path
	}
	if err := q.opt.Open(path); err != nil {
		return fmt.Sprintf("Not opened: %s, as %v. It is %s", name, err, path)
	}
	if n := len(q.media); n > 1 {
		return fmt.Sprintf("Opened: %s. o opens the next of %d.", name, n)
	}
	return fmt.Sprintf("Opened: %s.", name)
}
