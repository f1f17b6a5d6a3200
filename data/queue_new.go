package data

import (
	"cmp"
	"encoding/json"
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
	most, had := make([]int, len(decks)), make([]int, len(decks))
	for i, deck := range decks {
		had[i], most[i] = introduced[deck].Cards, o.NewLimit
		if o.NewLimit < 0 {
			if most[i] = max(0, limits.of(deck).new-had[i]); q.Overdue.Waits(deck) {
				most[i] = 0
			}
		}
	}
	lists, err := s.newIn(f, day, taken, decks, most)
	if err != nil {
		return err
	}
	divided := srs.Divide(total, had, func(i, room int) []srs.Candidate {
		return srs.New(lists[i], taken, srs.NewLimits{Cards: min(room, most[i]), Met: introduced[decks[i]]})
	})
	for i, list := range divided {
		q.tally(decks[i]).New += len(list)
	}
	q.New = srs.InTurn(had, divided)
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

// nextNew are the new cards of one kind that come next in a deck, as many as a day can ask.
type nextNew struct {
	most          int
	found         []candidate
	first, second map[int64]bool // notes, by what the card is to them
	read          int
	enough        bool
}

// take takes the next card of the deck, and reports whether it takes more. Leaders are enough once a day can't ask more of
// them.
func (n *nextNew) take(c candidate, leads bool, taken map[int64]bool) bool {
	if n.enough {
		return false
	}
	notes := &n.first
	if c.Follower {
		notes = &n.second
	}
	if !taken[c.Note] && len(*notes) < n.most {
		if *notes == nil {
			*notes = map[int64]bool{}
		}
		if n.found == nil {
			n.found = make([]candidate, 0, min(n.most, mostAtOnce))
		}
		n.found = append(n.found, c)
		(*notes)[c.Note] = true
	}
	n.read++
	n.enough = len(n.first) >= n.most && (leads || len(n.second) >= n.most) || !leads && n.read >= n.most+unlockedRead
	return !n.enough
}

// newIn returns the new cards of a filter that come next in some decks, of which a day can ask so many.
func (s *Store) newIn(f Filter, day srs.Day, taken map[int64]bool, decks []int64, most []int) ([][]srs.Candidate, error) {
	found := make([][]candidate, len(decks))
	for _, kind := range []string{"{leads}", "{unlocked}"} { // were it bound, SQLite would prepare the statement for each deck
		next, err := s.nextNew(f, day, taken, decks, most, kind)
		if err != nil {
			return nil, err
		}
		for i, n := range next {
			if found[i] == nil {
				found[i] = n.found
			} else {
				found[i] = append(found[i], n.found...)
			}
		}
	}
	fresh := make([][]srs.Candidate, len(decks))
	for i, list := range found {
		slices.SortStableFunc(list, func(a, b candidate) int {
			return cmp.Or(cmp.Compare(when(a.Follower, 1), when(b.Follower, 1)), cmp.Compare(a.rank, b.rank))
		})
		fresh[i] = make([]srs.Candidate, len(list))
		for k, c := range list {
			fresh[i][k] = c.Candidate
		}
	}
	return fresh, nil
}

// nextNew reads the new cards of one kind. Of several decks it reads the first few at once. That is mostly enough, and a
// statement for each would take longer than its cards. What is left to read comes deck by deck.
func (s *Store) nextNew(f Filter, day srs.Day, taken map[int64]bool, decks []int64, most []int, kind string) ([]nextNew, error) {
	const of = " AND hold = 0 AND interval = 0 AND follower = "
	next, at, asking := make([]nextNew, len(decks)), make(map[int64]*nextNew, len(decks)), []int64{}
	for i, deck := range decks {
		next[i].most = most[i]
		if at[deck] = &next[i]; most[i] > 0 {
			asking = append(asking, deck)
		}
	}
	few := 0
	if len(asking) > 1 {
		few = min(slices.Max(most), mostAtOnce)
		where, args := f.cards("schedule")
		numbers, _ := json.Marshal(asking) // numbers can always be encoded
		err := s.bulk(ranked.each(func(c candidate) bool {
			at[c.Deck].take(c, kind == "{leads}", taken)
			return true
		}), "SELECT count(("+ranked.sql(where+of+kind+" AND deck = d.value ORDER BY rank LIMIT ?")+")) FROM json_each(?) d",
			slices.Concat([]any{int(day)}, args, []any{few, string(numbers)})...)
		if err != nil {
			return nil, err
		}
	}
	for _, deck := range asking {
		n := at[deck]
		if n.enough || n.read < few {
			continue
		}
		*n = nextNew{most: n.most}
		where, args := f.In(deck).cards("schedule")
		err := s.candidates(day, func(c candidate) bool { return n.take(c, kind == "{leads}", taken) }, ranked,
			where+of+kind+" ORDER BY rank", args...)
		if err != nil {
			return nil, err
		}
	}
	return next, nil
}

// mostAtOnce is how many new cards of a deck are read together with those of other decks.
const mostAtOnce = 50
