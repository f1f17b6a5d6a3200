package srs

import (
	"cmp"
	"maps"
	"slices"
)

// Candidate is a card that could be asked today.
type Candidate struct {
	Card     int64
	Note     int64
	Deck     int64
	Due      Day
	Interval int
	Seed     uint64 // orders the cards of one due day at random; see Shuffle
	Follower bool   // a new card that another one of its note had to unlock first: reverse or cloze
}

// Limits bound how many due cards a day may ask.
type Limits struct {
	Reviews int           // left for today, over all decks; below 0: no limit
	Decks   map[int64]int // left for today, of each deck that has a limit of its own
}

// Late are the due cards that a day's limits leave for later.
type Late struct {
	Cards int
	All   bool           // some of them because of the limit over all decks
	Decks map[int64]bool // decks that have reached their own limit
}

// Waits reports whether the new cards of a deck wait until its due cards are done with.
func (l Late) Waits(deck int64) bool { return l.All || l.Decks[deck] }

// Due returns the due cards to ask, in order, and what the limits leave for later. It takes at most one card of a note,
// and none of a note in seen.
//
// Cards come by due day, shuffled within the day. If more are due than a limit allows, the cards least overdue for their
// interval come first, because that clears a backlog soonest.
//
// draw gives cards their seeds. It is asked once or twice, and only for cards whose place depends on them, since of a
// large backlog few are asked. If it is nil, the cards in due have their seeds already, or their order makes no difference.
func Due(due []Candidate, seen map[int64]bool, today Day, limit Limits, draw func([]*Candidate)) ([]Candidate, Late) {
	queue := firstDue(due, seen, draw)
	if !limit.exceeded(queue) {
		if draw != nil {
			draw(queue)
		}
		slices.SortFunc(queue, byDay)
		return values(queue), Late{}
	}
	order := make([]place, len(queue))
	for i, c := range queue {
		order[i] = place{c, overdue(c, today)}
	}
	slices.SortFunc(order, byPlace)
	if draw != nil {
		order := order[:limit.inReach(order)]
		for i, p := range order {
			queue[i] = p.Candidate
		}
		draw(queue[:len(order)])
		slices.SortFunc(order, byPlace)
	}
	late := Late{Decks: map[int64]bool{}}
	left := maps.Clone(limit.Decks)
	var asked []Candidate
	for _, c := range order {
		room, limited := left[c.Deck]
		switch {
		case limited && room <= 0:
			late.Decks[c.Deck] = true
			late.Cards++
		case limit.Reviews >= 0 && len(asked) >= limit.Reviews:
			late.All = true
			late.Cards++
		default:
			if limited {
				left[c.Deck]--
			}
			asked = append(asked, *c.Candidate)
		}
	}
	return asked, late
}

// firstDue returns the card of each note that is due first. Of two that are due on one day, their seeds say which.
func firstDue(due []Candidate, seen map[int64]bool, draw func([]*Candidate)) []*Candidate {
	tied := map[int64]bool{} // notes
	queue := firstOfNote(due, seen, func(a, b *Candidate) int {
		if a.Due == b.Due {
			tied[a.Note] = true
		}
		return byDay(a, b)
	})
	if draw == nil || len(tied) == 0 {
		return queue
	}
	var both []*Candidate
	for i := range due {
		if tied[due[i].Note] {
			both = append(both, &due[i])
		}
	}
	draw(both)
	return firstOfNote(due, seen, byDay)
}

// place is a card's place in a backlog. A sort moves these, and divides no interval twice.
type place struct {
	*Candidate
	overdue float64
}

func byPlace(a, b place) int {
	if late := cmp.Compare(a.overdue, b.overdue); late != 0 {
		return late
	}
	return byDay(a.Candidate, b.Candidate)
}

// inReach returns how many cards at the front of a backlog could be asked, whatever their seeds are.
func (l Limits) inReach(order []place) int {
	left, asked := maps.Clone(l.Decks), 0
	for i, c := range order {
		tied := i > 0 && c.overdue == order[i-1].overdue && c.Due == order[i-1].Due
		if l.Reviews >= 0 && asked >= l.Reviews && !tied {
			return i
		}
		if room, limited := left[c.Deck]; !limited {
			asked++
		} else if room > 0 {
			left[c.Deck]--
			asked++
		}
	}
	return len(order)
}

// exceeded reports whether there are more cards than a limit allows.
func (l Limits) exceeded(queue []*Candidate) bool {
	if l.Reviews >= 0 && len(queue) > l.Reviews {
		return true
	}
	if len(l.Decks) == 0 {
		return false
	}
	of := map[int64]int{}
	for _, c := range queue {
		of[c.Deck]++
		if most, ok := l.Decks[c.Deck]; ok && of[c.Deck] > most {
			return true
		}
	}
	return false
}

// byDay compares by due day, and at random within one. No two cards are equal, so a sort by it need not be stable.
func byDay(a, b *Candidate) int {
	if a.Due != b.Due {
		return cmp.Compare(a.Due, b.Due)
	}
	return cmp.Or(cmp.Compare(a.Seed, b.Seed), cmp.Compare(a.Card, b.Card))
}

// asGiven is the order in which cards come.
func asGiven(_, _ *Candidate) int { return 0 }

// firstOfNote returns the first card of each note that is not taken, by an order. It does not mark the notes as taken.
func firstOfNote(list []Candidate, taken map[int64]bool, order func(a, b *Candidate) int) []*Candidate {
	kept, at := make([]*Candidate, 0, len(list)), make(map[int64]int32, len(list))
	for i := range list {
		c := &list[i]
		if taken[c.Note] {
			continue
		}
		if i, ok := at[c.Note]; !ok {
			at[c.Note] = int32(len(kept))
			kept = append(kept, c)
		} else if order(c, kept[i]) < 0 {
			kept[i] = c
		}
	}
	return kept
}

func values(list []*Candidate) []Candidate {
	to := make([]Candidate, len(list))
	for i, c := range list {
		to[i] = *c
	}
	return to
}

// overdue returns how late a card is, relative to its interval.
func overdue(c *Candidate, today Day) float64 {
	return float64(today-c.Due) / float64(max(c.Interval, 1))
}

// Shuffle returns a Candidate's seed. A card keeps its seed all day and gets another the next day.
func Shuffle(day Day, uid [16]byte) uint64 {
	h := uint64(14695981039346656037) // FNV-1a with a final mix, so that similar ids end up far apart
	for _, b := range uid {
		h = (h ^ uint64(b)) * 1099511628211
	}
	h ^= uint64(day) * 0x9e3779b97f4a7c15
	h ^= h >> 30
	h *= 0xbf58476d1ce4e5b9
	h ^= h >> 27
	h *= 0x94d049bb133111eb
	return h ^ h>>31
}
