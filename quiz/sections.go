package quiz

import (
	"context"
	"fmt"
	"strings"

	"recall/data"
	"recall/quiz/draw"
	"recall/srs"
)

// RunSections shows the drafts by section until none is left: one key decides all of a section, or looks at them more
// closely. It returns ErrQuit or ErrInterrupt if the person leaves before that.
func (d *Drafts) RunSections(ctx context.Context) error {
	for {
		if ctx.Err() != nil {
			return ErrInterrupt
		}
		if len(d.list) == 0 {
			if more, err := d.end(); !more || err != nil {
				return err
			}
			continue
		}
		first, err := d.store.Card(d.list[0])
		if err != nil {
			return err
		}
		if !waits(first) {
			d.drop([]int64{first.ID})
			continue
		}
		d.about[first.ID] = traitOf(first)
		list := d.sections()
		screen, err := d.overview(list)
		if err != nil {
			return err
		}
		key, err := d.ui.Key(screen, "ar\rsuq?")
		if err != nil {
			return err
		}
		path := headings(first)
		if err := d.doSection(ctx, key, list[0], path[len(path)-1]); err != nil {
			return err
		}
	}
}

func (d *Drafts) doSection(ctx context.Context, key rune, cards []int64, name string) error {
	d.notice = ""
	what := fmt.Sprintf("%s of %s.", Count(len(cards), "draft", "drafts"), name)
	switch key {
	case 'a':
		d.notice = "Accepted: " + what
		return d.decide(srs.Accept, cards)
	case 'r':
		d.notice = "Rejected: " + what
		return d.decide(srs.Reject, cards)
	case '\r':
		within := d.about[cards[0]].section
		d.within = &within
		err := d.Run(ctx)
		d.within = nil
		return err
	case 's':
		d.skip(cards)
	case 'u':
		if d.edited != nil {
			d.notice, d.edited = notUndone(d.edited, nil), nil
			return nil
		}
		return d.undo()
	case 'q':
		return ErrQuit
	default:
		return explain(d.ui, d.edit == nil, "The drafts of each section, with one of them as an example.", []draw.Hint{
			hint("a r", "accept or reject all drafts of the section marked >"),
			hint("Enter", "look closer: its drafts one by one"),
			hint("s", "leave the section for later"), hint("u", "take the last decision back"),
			hint("q", "leave; all is stored"),
		}, "")
	}
	return nil
}

// sections returns the drafts that wait by section. The section of the next draft comes first.
func (d *Drafts) sections() (list [][]int64) {
	at := map[section]int{}
	for _, id := range d.list {
		in := d.about[id].section
		i, ok := at[in]
		if !ok {
			i = len(list)
			at[in], list = i, append(list, nil)
		}
		list[i] = append(list[i], id)
	}
	return list
}

func (d *Drafts) overview(list [][]int64) (draw.Screen, error) {
	var rows []draw.Section
	var paths [][]string
	decks, deck := map[int64]bool{}, ""
	for _, cards := range list {
		c, err := d.store.Card(cards[0])
		if err != nil {
			return draw.Screen{}, err
		}
		decks[c.DeckID], deck = true, c.Deck
		paths = append(paths, headings(c))
		rows = append(rows, draw.Section{Count: Count(len(cards), "draft", "drafts"),
			Front: unmarked(c.Prompt), Back: unmarked(c.Answer)})
	}
	if len(decks) > 1 {
		deck = ""
	}
	for i, path := range paths {
		if deck != "" && len(path) > 1 { // the deck stands in the head line
			path = path[1:]
		}
		rows[i].Path = strings.Join(path, " › ")
	}
	return draw.Screen{
		Notice: d.notice,
		Place:  deck,
		Head: []string{fmt.Sprintf("%s in %s", Count(len(d.list), "draft", "drafts"),
			Count(len(list), "section", "sections"))},
		Rows: func(st draw.Style) []string { return draw.Sections(rows, st) },
		Keys: hints(hint("a", "accept"), hint("r", "reject"), hint("Enter", "look closer"), hint("s", "later"),
			toUndo, toLegend, toQuit),
	}, nil
}

// headings returns the place of a card without label and group: deck, chapter, section.
func headings(c *data.Card) []string {
	path := []string{c.Deck}
	for _, name := range c.Path[:c.Depth] {
		path = append(path, unmarked(name))
	}
	return path
}
