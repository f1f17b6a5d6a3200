package quiz

import (
	"fmt"
	"slices"

	"recall/data"
	"recall/quiz/draw"
	"recall/srs"
)

// offerKin looks at the card that was rejected last. If enough cards of its kin were rejected (see evidence), it offers,
// once in a session, to make drafts of the others that were never learnt: a table of little worth would otherwise be
// rejected row by row.
func (s *Session) offerKin(c *data.Card) error {
	kin, rejected, err := s.kin(c)
	if err != nil || rejected == 0 {
		return err
	}
	ids, err := s.store.Unlearnt(kin)
	if err != nil || len(ids) == 0 {
		return err
	}
	example, err := s.store.Card(ids[0])
	if err != nil {
		return err
	}
	does := fmt.Sprintf("make %d drafts of them", len(ids))
	if len(ids) == 1 {
		does = "make it a draft"
	}
	screen := draw.Screen{
		Notice: fmt.Sprintf("%d of %s rejected. %s, such as:", rejected, kinName(kin, c),
			Count(len(ids), "more like them waits", "more like them wait")),
		Place: place(example), Context: example.Context, Front: example.Prompt, Back: example.Answer,
		Keys: hints(hint("d", does), hint("k", "keep asking"), toUndo, toQuit),
	}
	for {
		key, err := s.ui.Key(screen, "dkuq \r")
		switch {
		case err != nil:
			return err
		case key == 'd':
			err = s.redraft(ids)
		case key == 'u':
			err = s.undo()
		case key == 'q':
			return ErrQuit
		default:
			s.refused = append(s.refused, kin)
		}
		if err == nil || s.opt.Lines {
			return err
		}
		screen.Notice = s.notStored(err)
	}
}

// evidence returns the least number of rejected cards, and how many there must be for each passed one, before the others
// of a kin are offered. What one rule makes of a whole document is too much to turn off for a few bad cards.
func evidence(k data.Kin) (least, perPassed int) {
	if k.Section == "" {
		return 3, 2
	}
	return 2, 1
}

// kin returns the closest kin of a rejected card of which enough cards were rejected, today or before, and how many
// that are; 0 if there is none. Kins that the person wants to go on with, and what overlaps them, are left out.
func (s *Session) kin(c *data.Card) (kin data.Kin, rejected int, err error) {
	for _, kin := range c.Kins() {
		if slices.ContainsFunc(s.refused, kin.Overlaps) {
			continue
		}
		rejected, passed, err := s.store.Verdicts(kin)
		if err != nil {
			return kin, 0, err
		}
		if least, perPassed := evidence(kin); rejected >= max(least, perPassed*passed) {
			return kin, rejected, nil
		}
	}
	return kin, 0, nil
}

// kinName names a kin by its section, or else by its rule.
func kinName(kin data.Kin, c *data.Card) string {
	if kin.Section == "" {
		if kin.Back {
			return fmt.Sprintf("the cards that ask back by rule %s", kin.Rule)
		}
		return fmt.Sprintf("the cards by rule %s", kin.Rule)
	}
	name := c.Deck
	if c.Depth > 0 {
		name = unmarked(c.Path[c.Depth-1])
	}
	return fmt.Sprintf("%q", name)
}

// redraft makes drafts of cards, which takes them off their lists. Other new cards take the places of new ones: the
// offer is about a section, and the day is not over with it.
func (s *Session) redraft(ids []int64) error {
	changed, err := s.store.MarkAll(ids, srs.Redraft, s.moment())
	if err != nil || len(changed) == 0 {
		return err
	}
	s.unsaved, s.edited = nil, nil
	s.acts = append(s.acts, act{card: changed[len(changed)-1], kind: srs.Redraft, all: len(changed),
		before: [3][]int64{slices.Clone(s.due), slices.Clone(s.new), slices.Clone(s.again)}})
	planned := len(s.new)
	for _, id := range changed {
		s.remove(id)
	}
	if err := s.refill(planned - len(s.new)); err != nil {
		return err
	}
	s.notice = Count(len(changed), "card is a draft now: recall drafts shows it, u takes it back.",
		"cards are drafts now: recall drafts walks through them, u takes it back.")
	return nil
}

// refill puts up to n more of the day's new cards on their list.
func (s *Session) refill(n int) error {
	if n == 0 {
		return nil
	}
	opt := s.opt.Queue
	if opt.NewLimit >= 0 {
		opt.NewLimit = len(s.new) + n
	}
	q, err := s.store.Queue(s.opt.Filter, s.day, opt)
	if err != nil {
		return err
	}
	for _, id := range q.New {
		if n > 0 && !slices.Contains(s.new, id) {
			s.new = append(s.new, id)
			n--
		}
	}
	return nil
}

// relist puts the lists back as they were before the latest act, which was done to several cards and is undone.
func (s *Session) relist(list []data.Undone) error {
	card, err := s.store.Card(list[0].Card)
	if err != nil {
		return err
	}
	last := s.acts[len(s.acts)-1]
	s.acts = s.acts[:len(s.acts)-1]
	s.due, s.new, s.again = last.before[phaseDue], last.before[phaseNew], last.before[phaseAgain]
	s.notice = "Undone: " + Describe(list[0], card) + others(len(list)-1)
	return nil
}
