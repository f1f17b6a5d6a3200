package cmd

import (
	"fmt"
	"slices"

	"recall/data"
	"recall/deck"
	"recall/deck/export"
)

// freshCards are the cards of a command that are to be written, and what is there already.
type freshCards struct {
	write  []export.Sides
	inFile []export.Sides // the file has them, but the deck does not: their import was taken back, or is yet to come
	there  int            // in the deck, or twice among the cards
}

// standing is a card that is there already.
type standing struct {
	front, back string // as shown
	id          string // "" for one that only the file has
	note        int    // in the file
}

// fresh leaves out the cards that are there already. A front that is there with another back is an error, and nothing
// is written then. A card of the own file that is not in the deck gives way: its import was taken back.
func (a *app) fresh(o *opened, t *addTarget, cards []export.Sides) (f freshCards, err error) {
	asked, err := t.asked(o)
	if err != nil {
		return f, err
	}
	given := map[string]string{} // backs by front
	for _, s := range cards {
		front, back := export.Shown(s.Front), export.Shown(s.Back)
		if other, twice := given[front]; twice && other != back {
			return f, fmt.Errorf("the front %s is given twice, with two backs; nothing was added", quoted(s.Front))
		} else if twice {
			f.there++
			continue
		}
		given[front] = back
		list := asked[front]
		if at := slices.IndexFunc(list, func(c standing) bool { return c.back == back }); at >= 0 {
			if list[at].id != "" {
				f.there++
			} else {
				f.inFile = append(f.inFile, s)
			}
			continue
		}
		for _, c := range list {
			if err := a.clash(t, s, c); err != nil {
				return f, err
			}
		}
		f.write = append(f.write, s)
	}
	return f, nil
}

// clash returns the error of a card whose front is there with another back, if it can't be written beside it.
func (a *app) clash(t *addTarget, s export.Sides, c standing) error {
	said := fmt.Sprintf("the front %s is there already, with the back %s", quoted(s.Front), quoted(c.back))
	switch {
	case c.id != "" && c.front == export.Shown(s.Front):
		return hinted{fmt.Errorf("%s (card %s); nothing was added", said, c.id[:8]),
			"recall edit " + c.id[:8] + " changes it"}
	case c.id != "":
		return nil // asked below another title
	case t.own:
		t.stale = append(t.stale, c.note)
		return nil
	}
	return hinted{fmt.Errorf("%s:%d: %s, which is not in the deck; nothing was added", a.tilde(t.path),
		t.doc.Notes[c.note].Line, said), "edit it there, then run recall import " + a.pathArg(t.path)}
}

// asked returns the cards that are there, in the deck or in the file, by what their prompt shows.
func (t *addTarget) asked(o *opened) (map[string][]standing, error) {
	list := map[string][]standing{}
	add := func(c deck.Card, id string, note int) {
		prompt := export.Shown(c.Prompt)
		list[prompt] = append(list[prompt], standing{export.Shown(c.Front()), export.Shown(c.Answer), id, note})
	}
	if t.deck.ID != 0 {
		err := o.Export(data.Filter{}.In(t.deck.ID), func(n *data.ExportedNote) error {
			for k, c := range n.Cards {
				add(c, n.IDs[k], 0)
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	for i, n := range t.doc.Notes {
		for _, c := range n.Cards {
			prompt, back := export.Shown(c.Prompt), export.Shown(c.Answer)
			if !slices.ContainsFunc(list[prompt], func(s standing) bool { return s.back == back }) {
				add(c, "", i)
			}
		}
	}
	return list, nil
}
