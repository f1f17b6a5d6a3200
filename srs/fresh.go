package srs

import (
	"cmp"
	"math"
	"slices"
)

// NewLimits bound how many new cards of a deck a day may ask.
type NewLimits struct {
	Cards int // left for today; below 0: no limit
	Met   Met // already asked today
}

// Met counts new cards.
type Met struct {
	Cards     int
	Followers int // how many of Cards are followers
}

// New returns the new cards of a deck to ask, in the order in which they are given. It takes at most one card of a note,
// and none of a note in taken.
//
// At most half of the day's new cards, rounded up, are followers. Those met earlier today count too, so that the rest of
// the queue does not change while it is being asked.
func New(fresh []Candidate, taken map[int64]bool, limit NewLimits) []Candidate {
	first := firstOfNote(fresh, taken, asGiven)
	room := limit.Cards
	if room < 0 || room > len(first) {
		room = len(first)
	}
	half := max(0, (room+limit.Met.Cards+1)/2-limit.Met.Followers)
	followers := min(count(first, func(c *Candidate) bool { return c.Follower }), half, room)
	leaders := room - followers
	picked := make([]Candidate, 0, room)
	for _, c := range first {
		left := &leaders
		if c.Follower {
			left = &followers
		}
		if *left > 0 {
			*left--
			picked = append(picked, *c)
		}
	}
	return picked
}

func count(list []*Candidate, is func(*Candidate) bool) (n int) {
	for _, c := range list {
		if is(c) {
			n++
		}
	}
	return n
}

// Share divides what is left of a day's new cards among decks, and returns how many each gets. A deck wants as many as
// want says, and has had as many as had says. Each card goes to the deck that has had the fewest; of equals, to the
// first. So it makes no difference whether it is all divided at once or again after some cards were asked.
func Share(left int, had, want []int) []int {
	given := make([]int, len(want))
	for ; left > 0; left-- {
		to := -1
		for i := range want {
			if given[i] < want[i] && (to < 0 || had[i]+given[i] < had[to]+given[to]) {
				to = i
			}
		}
		if to < 0 {
			break
		}
		given[to]++
	}
	return given
}

// Divide picks the new cards of several decks, of which a day may ask so many in all; below 0: any number. pick returns
// up to most cards of a deck. It may return fewer, as only half of them may be followers; others then get the rest.
func Divide(left int, had []int, pick func(deck, most int) []Candidate) [][]Candidate {
	all, want := make([][]Candidate, len(had)), make([]int, len(had))
	for i := range had {
		all[i] = pick(i, math.MaxInt)
		want[i] = len(all[i])
	}
	if left < 0 {
		return all
	}
	for {
		lists, fits := slices.Clone(all), true
		for i, n := range Share(left, had, want) {
			if n < len(all[i]) {
				lists[i] = pick(i, n)
			}
			if len(lists[i]) < n {
				want[i], fits = len(lists[i]), false
			}
		}
		if fits {
			return lists
		}
	}
}

// InTurn returns the new cards of several decks in the order in which they are asked: each time one of the deck that has had
// the fewest today; of equals, of the first. So a session that stops early leaves no deck out, and the next one goes on
// where it stopped.
func InTurn(had []int, lists [][]Candidate) []int64 {
	type turn struct {
		had  int // by its deck, before
		card int64
	}
	n := 0
	for _, list := range lists {
		n += len(list)
	}
	turns := make([]turn, 0, n)
	for i, list := range lists {
		for k, c := range list {
			turns = append(turns, turn{had[i] + k, c.Card})
		}
	}
	slices.SortStableFunc(turns, func(a, b turn) int { return cmp.Compare(a.had, b.had) })
	order := make([]int64, n)
	for i, t := range turns {
		order[i] = t.card
	}
	return order
}

// Order is when a session asks its new cards.
type Order string

// The orders.
const (
	NewLast  Order = "last"      // after those that are due
	NewFirst Order = "new_first" // before them
	NewMixed Order = "mixed"     // spread evenly among them
)

// Mix puts the due and the new cards of a session in order.
type Mix struct {
	Order
	Due, New int // cards that the session began with
}

// NewNext reports whether the next card is a new one, with so many cards left. It depends on nothing else, so an undo
// puts a card back where it was.
func (m Mix) NewNext(due, fresh int) bool {
	switch {
	case fresh == 0 || due == 0:
		return fresh > 0
	case m.Order == NewMixed:
		return fresh*(m.Due+1) > due*(m.New+1)
	}
	return m.Order == NewFirst
}
