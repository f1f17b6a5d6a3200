package srs

import (
	"cmp"
	"slices"
)

// Candidate is a card that could be asked today.
type Candidate struct {
	Card     int64
	Note     int64
	Due      Day
	Interval int
	Seed     uint64 // orders the cards of one due day at random; see Shuffle
	Follower bool   // a new card that another one of its note had to unlock first: reverse or cloze
}

// Limits bound how much a day may ask.
type Limits struct {
	Reviews int // due cards left for today; below 0: no limit
	New     int // new cards left for today; below 0: no limit
	Met     Met // new cards already asked today
}

// Met counts new cards.
type Met struct {
	Cards     int
	Followers int // how many of Cards are followers
}

// Queue returns the cards to ask, in order: due cards, then new ones. It takes at most one card of a note, and none of
// a note in seen.
//
// Due cards come by due day, shuffled within the day. If more are due than the limit allows, the cards least overdue
// for their interval come first, because that clears a backlog soonest.
//
// New cards keep the order they are given in. At most half of the day's new cards, rounded up, are followers. Those met
// earlier today count too, so that the rest of the queue does not change while it is being asked.
func Queue(due, fresh []Candidate, seen map[int64]bool, today Day, limit Limits) []Candidate {
	taken := make(map[int64]bool, len(seen))
	for note := range seen {
		taken[note] = true
	}
	byDay := func(a, b Candidate) int {
		return cmp.Or(cmp.Compare(a.Due, b.Due), cmp.Compare(a.Seed, b.Seed), cmp.Compare(a.Card, b.Card))
	}
	queue := firstOfNote(slices.SortedFunc(slices.Values(due), byDay), taken)
	if limit.Reviews >= 0 && len(queue) > limit.Reviews {
		slices.SortStableFunc(queue, func(a, b Candidate) int {
			return cmp.Or(cmp.Compare(overdue(a, today), overdue(b, today)), byDay(a, b))
		})
		queue = queue[:limit.Reviews]
	}
	for _, c := range queue {
		taken[c.Note] = true
	}
	return append(queue, pickNew(fresh, taken, limit.New, limit.Met)...)
}

func pickNew(fresh []Candidate, taken map[int64]bool, limit int, met Met) []Candidate {
	fresh = firstOfNote(fresh, taken)
	if limit < 0 || limit > len(fresh) {
		limit = len(fresh)
	}
	half := max(0, (limit+met.Cards+1)/2-met.Followers)
	followers := min(count(fresh, func(c Candidate) bool { return c.Follower }), half, limit)
	leaders := limit - followers
	var picked []Candidate
	for _, c := range fresh {
		room := &leaders
		if c.Follower {
			room = &followers
		}
		if *room > 0 {
			*room--
			picked = append(picked, c)
		}
	}
	return picked
}

func count(list []Candidate, is func(Candidate) bool) (n int) {
	for _, c := range list {
		if is(c) {
			n++
		}
	}
	return n
}

// firstOfNote keeps the first card of each note that is not taken. It does not mark the notes as taken.
func firstOfNote(list []Candidate, taken map[int64]bool) []Candidate {
	kept, own := make([]Candidate, 0, len(list)), map[int64]bool{}
	for _, c := range list {
		if !taken[c.Note] && !own[c.Note] {
			own[c.Note] = true
			kept = append(kept, c)
		}
	}
	return kept
}

// overdue returns how late a card is, relative to its interval.
func overdue(c Candidate, today Day) float64 {
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
