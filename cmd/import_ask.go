package cmd

import (
	"errors"
	"fmt"
	"strings"

	"recall/data"
	"recall/deck/match"
	"recall/quiz"
	"recall/quiz/draw"
)

// confirmImport asks before an import that parks much of a deck, or starts many learnt cards over. hint says what to do
// where there is nobody to ask.
func (a *app) confirmImport(plans []*data.Plan, f importFlags, hint string) error {
	for _, p := range plans {
		if err := a.confirmParking(p, f, hint); err != nil {
			return err
		}
	}
	return a.confirmRestarts(plans, f, hint)
}

func (a *app) confirmParking(p *data.Plan, f importFlags, hint string) error {
	if !p.ParksMany() {
		return nil
	}
	gone, lost := p.Count[match.Parked], p.Lost()
	how := "are gone from their source"
	switch {
	case gone == 0:
		how = "no longer make the cards that you have learnt"
	case lost > 0:
		how += " or no longer make the cards that you have learnt"
	}
	return a.confirmOr(f.yes, fmt.Sprintf("%d of %d bullets of %s %s; their cards would be parked, with their history",
		gone+lost, p.Stored, clean(p.Deck), how), "Park them?", "nothing was imported", hint)
}

// mostNamed is how many cards a question names.
const mostNamed = 10

func (a *app) confirmRestarts(plans []*data.Plan, f importFlags, hint string) error {
	if f.yes || !data.RestartMany(plans) {
		return nil
	}
	var cards []data.Fallout
	for _, p := range plans {
		for _, c := range p.Fallout {
			if c.Kind == data.CardRestarted {
				cards = append(cards, c)
			}
		}
	}
	say := quiz.Count(len(cards), "learnt card", "learnt cards") + " would start over, as what they ask has changed"
	if !a.canAsk() {
		return hinted{errors.New(say + "; nothing was imported"),
			hint + "; --keep keeps their schedules, --dry-run names them"}
	}
	if err := a.nameRestarts(cards); err != nil {
		return err
	}
	err := a.confirm(false, say, "Start them over?", "nothing was imported")
	if err != nil {
		return hinted{err, "recall import --keep takes all edits as mended, and keeps the schedules"}
	}
	return nil
}

// nameRestarts lists the first of the cards that would start over, with their bullets before and after.
func (a *app) nameRestarts(cards []data.Fallout) error {
	st, err := a.style()
	if err != nil {
		return err
	}
	listFirst(a.Err, len(cards), mostNamed, func(i int) {
		c := cards[i]
		line := st.Signs(inLine(fmt.Sprintf("%s:%d  %s -> %s", a.tilde(c.Path), c.Line, quoted(c.Old), quoted(c.New))))
		fmt.Fprintln(a.Err, "  "+strings.Join(draw.Wrap(line, max(st.Width-2, 20)), "\n    "))
	})
	return nil
}
