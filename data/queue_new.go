package data

import (
	"cmp"
	"slices"

	"recall/srs"
)

// unlockedRead is how many more unlocked cards are read than a day can ask, to find those without a leader in use among
// those with one. It is bounded so that a day's start takes no longer with a larger deck.
const unlockedRead = 1000

// newCards adds the day's new cards, deck by deck.
func (s *Store) newCards(q *Queue, f Filter, day srs.Day, o QueueOptions, limits deckLimits, taken map[int64]bool,
	introduced map[int64]srs.Met) error {
	decks, err := s.DecksOf(f)
	if err != nil {
		return err
	}
	if decks, err = s.withoutPaused(decks, day, o.NewLimit >= 0); err != nil {
		return err
	}
	total := o.NewLimit
	if o.NewLimit < 0 && o.NewTotal >= 0 {
		total = o.NewTotal
		for _, met := range introduced {
			total -= met.Cards
		}
		total = max(0, total)
	}
	lists, most := make([][]srs.Candidate, len(decks)), make([]int, len(decks))
	had := make([]int, len(decks))
	for i, deck := range decks {
		had[i], most[i] = introduced[deck].Cards, o.NewLimit
		if o.NewLimit < 0 {
			if most[i] = max(0, limits.of(deck).new-had[i]); q.Overdue.Waits(deck) {
				most[i] = 0
			}
		}
		if most[i] == 0 {
			continue
		}
		if lists[i], err = s.newIn(f.In(deck), day, taken, most[i]); err != nil {
			return err
		}
	}
	divided := srs.Divide(total, had, func(i, room int) []srs.Candidate {
		return srs.New(lists[i], taken, srs.NewLimits{Cards: min(room, most[i]), Met: introduced[decks[i]]})
	})
	for i, list := range divided {
		q.tally(decks[i]).New += len(list)
	}
	for _, c := range srs.InTurn(had, divided) {
		q.New = append(q.New, c.Card)
	}
	return nil
}

// withoutPaused leaves out the decks that are paused on a day. If new cards were asked for and all decks are paused, it
// leaves out none.
func (s *Store) withoutPaused(decks []int64, day srs.Day, asked bool) ([]int64, error) {
	paused, err := s.Paused(day)
	left := slices.DeleteFunc(slices.Clone(decks), func(deck int64) bool { return paused[deck].covers(day) })
	if len(left) == 0 && asked {
		left = decks
	}
	return left, err
}

// newIn returns the new cards of a filter that come next, as many of each kind as a day can ask.
func (s *Store) newIn(f Filter, day srs.Day, taken map[int64]bool, limit int) (fresh []srs.Candidate, err error) {
	where, args := f.cards("schedule")
	var found []candidate
	for _, kind := range []string{"{leads}", "{unlocked}"} { // were it bound, SQLite would prepare the statement for each deck
		first, second := map[int64]bool{}, map[int64]bool{} // notes, by what the card is to them
		read := 0
		err := s.candidates(day, func(c candidate) bool {
			notes := first
			if c.Follower {
				notes = second
			}
			if !taken[c.Note] && len(notes) < limit {
				found = append(found, c)
				notes[c.Note] = true
			}
			read++
			if kind == "{leads}" {
				return len(first) < limit
			}
			return (len(first) < limit || len(second) < limit) && read < limit+unlockedRead
		}, ranked, where+" AND hold = 0 AND interval = 0 AND follower = "+kind+" ORDER BY rank", args...)
		if err != nil {
			return nil, err
		}
	}
	slices.SortStableFunc(found, func(a, b candidate) int {
		return cmp.Or(cmp.Compare(when(a.Follower, 1), when(b.Follower, 1)), cmp.Compare(a.rank, b.rank))
	})
	for i := range found {
		fresh = append(fresh, found[i].Candidate)
	}
	return fresh, nil
}
