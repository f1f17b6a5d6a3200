package data

import (
	"cmp"
	"database/sql"
	"database/sql/driver"
	"encoding/json"
	"fmt"
	"slices"

	"recall/srs"
)

// today is what the log says about a day, without acts that were undone.
type today struct {
	notes   map[int64]bool    // notes with a card that was graded
	new     map[int64]srs.Met // by deck: graded cards that had never been passed
	reviews map[int64]int     // by deck: learnt cards graded
	again   []int64           // cards to ask again, longest waiting first
}

func (s *Store) today(day srs.Day) (today, error) {
	t := today{notes: map[int64]bool{}, new: map[int64]srs.Met{}, reviews: map[int64]int{}}
	graded, err := s.gradedOn(day)
	if err != nil {
		return t, err
	}
	type answer struct{ first, last entry }
	cards := map[int64]*answer{}
	for _, e := range graded { // by tick
		if a, ok := cards[e.subject]; ok {
			a.last = e
		} else {
			cards[e.subject] = &answer{e, e}
		}
	}
	var order []*answer
	for card, a := range cards {
		order = append(order, a)
		var deck, note int64
		var seen srs.Day
		var follower bool
		err := s.get([]any{&deck, &note, &seen, &follower},
			"SELECT deck, note, seen, "+behind+" FROM schedule WHERE card = ?", card)
		if err == sql.ErrNoRows {
			continue // the entry was merged before its card
		}
		if err != nil {
			return t, err
		}
		if seen == day { // but not if its fact changed or it was reset since
			t.notes[note] = true
		}
		if a.first.intervalBefore == 0 {
			met := t.new[deck]
			met.Cards++
			if follower {
				met.Followers++
			}
			t.new[deck] = met
		} else {
			t.reviews[deck]++
		}
	}
	slices.SortFunc(order, func(a, b *answer) int { return cmp.Compare(a.last.tick, b.last.tick) })
	for _, a := range order {
		returns, err := s.returns(a.last.subject, day)
		if err != nil {
			return t, err
		}
		if returns {
			t.again = append(t.again, a.last.subject)
		}
	}
	return t, nil
}

// returns reports whether a card is to be asked again on the day.
func (s *Store) returns(card int64, day srs.Day) (bool, error) {
	var deck int64
	if err := s.get([]any{&deck}, "SELECT deck FROM schedule WHERE card = ?", card); err != nil {
		if err == sql.ErrNoRows {
			return false, nil
		}
		return false, err
	}
	rules, err := s.rules(deck)
	if err != nil {
		return false, err
	}
	var scan stateScan
	if err := s.get(scan.dest(), "SELECT "+stateColumns+" FROM schedule WHERE card = ?", card); err != nil {
		return false, err
	}
	return scan.hold == 0 && scan.Buried != day && rules.Returns(scan.State, day), nil
}

// gradedOn returns a day's reviews on all devices, by tick, without undone reviews and practice.
func (s *Store) gradedOn(day srs.Day) ([]entry, error) {
	// Mostly none wrote on the day yet, or one: there are old machines, and copies.
	devices, err := s.numbers(`SELECT id FROM device d
		WHERE (SELECT tick FROM log l WHERE l.device = d.id ORDER BY seq DESC LIMIT 1) >= ?`, floor(day))
	if err != nil {
		return nil, err
	}
	var list []entry
	for _, dev := range devices {
		err := s.backward(dev, func(e *entry) (bool, error) {
			if e.tick < floor(day) {
				return false, nil
			}
			if e.counts() && e.day == day {
				list = append(list, *e)
			}
			return true, nil
		})
		if err != nil {
			return nil, err
		}
	}
	slices.SortFunc(list, func(a, b entry) int { return cmp.Compare(a.tick, b.tick) })
	return list, nil
}

// QueueOptions set how much a session asks.
type QueueOptions struct {
	Settings
	NewLimit int  // new cards in this session, overriding the daily setting; below 0: as set
	Ahead    int  // days; cards due within them are asked early
	All      bool // practice (cram): every learnt card, due or not

	count bool // set by Count
}

// Queue holds the cards that a day asks, in order.
type Queue struct {
	Due     []int64 // learnt cards
	New     []int64
	Again   []int64  // answered today, and asked again until known
	Early   int      // how many of Due, the last ones, are due on a later day
	Overdue srs.Late // due cards postponed by today's limits
	ByDeck  map[int64]*Tally
}

// Tally counts the cards of a Queue.
type Tally struct{ Due, New, Again int }

func (q *Queue) tally(deck int64) *Tally {
	if q.ByDeck[deck] == nil {
		q.ByDeck[deck] = &Tally{}
	}
	return q.ByDeck[deck]
}

// Len returns the number of cards.
func (q Queue) Len() int { return len(q.Due) + len(q.New) + len(q.Again) }

// Queue returns what is left to ask on a day.
func (s *Store) Queue(f Filter, day srs.Day, o QueueOptions) (q Queue, err error) {
	err = s.read(func() error {
		q, err = s.queue(f, day, o)
		return err
	})
	return q, err
}

// Count is Queue for those who want to know how many cards there are: Due comes in no order, as the order takes a look at
// each card.
func (s *Store) Count(f Filter, day srs.Day, o QueueOptions) (Queue, error) {
	o.count = true
	return s.Queue(f, day, o)
}

func (s *Store) queue(f Filter, day srs.Day, o QueueOptions) (Queue, error) {
	q := Queue{ByDeck: map[int64]*Tally{}}
	t, err := s.today(day)
	if err != nil {
		return q, err
	}
	where, args := f.cards("schedule")
	for _, card := range t.again {
		var deck int64
		err := s.get([]any{&deck}, "SELECT deck FROM schedule WHERE card = ? AND follower <> {locked} AND "+
			where, append([]any{card}, args...)...)
		if err == nil {
			q.Again = append(q.Again, card)
			q.tally(deck).Again++
		} else if err != sql.ErrNoRows {
			return q, err
		}
	}
	until, met := day+srs.Day(o.Ahead), t.notes
	if o.All {
		until, met = srs.Day(1<<40), nil
	}
	var found []srs.Candidate
	err = s.candidates(day, func(c candidate) bool {
		if o.All {
			c.Note = c.Card // practice asks all cards of a note, even if one was asked today
		}
		if len(found) == cap(found) { // append alone would copy a backlog five times
			found = slices.Grow(found, max(64, len(found)))
		}
		found = append(found, c.Candidate)
		return true
	}, indexed, where+" AND "+isAsked+" AND due <= ?", append(args, int(until))...)
	if err != nil {
		return q, err
	}
	decks, err := s.deckLimits(o.Settings)
	if err != nil {
		return q, err
	}
	limit := srs.Limits{Reviews: -1}
	if !o.All && o.Ahead == 0 {
		limit = reviewsLeft(found, o, decks, t)
	}
	var failed error
	draw := func(cards []*srs.Candidate) {
		if failed == nil {
			failed = s.draw(day, cards)
		}
	}
	var picked []srs.Candidate
	if o.count {
		picked, q.Overdue = srs.Due(found, met, day, limit, nil)
	}
	if !o.count || q.Overdue.Cards > 0 && (o.NewLimit > 0 || severalDecks(found)) { // the order says which ones are left
		picked, q.Overdue = srs.Due(found, met, day, limit, draw)
	}
	if failed != nil {
		return q, failed
	}
	taken := t.notes
	for _, c := range picked {
		q.Due = append(q.Due, c.Card)
		q.tally(c.Deck).Due++
		q.Early += when(c.Due > day && !o.All, 1)
		taken[c.Note] = true
	}
	if o.All || o.NewLimit == 0 || q.Overdue.All && o.NewLimit < 0 {
		return q, nil // during a backlog, new cards come only on request
	}
	return q, s.newCards(&q, f, day, o, decks, taken, t.new)
}

func severalDecks(list []srs.Candidate) bool {
	return slices.ContainsFunc(list, func(c srs.Candidate) bool { return c.Deck != list[0].Deck })
}

// reviewsLeft returns how many due cards the day still allows.
func reviewsLeft(due []srs.Candidate, o QueueOptions, decks deckLimits, t today) srs.Limits {
	limit := srs.Limits{Reviews: o.ReviewsPerDay, Decks: map[int64]int{}}
	for _, n := range t.reviews {
		limit.Reviews -= n
	}
	limit.Reviews = max(0, limit.Reviews)
	for _, c := range due {
		if most := decks.of(c.Deck).reviews; most >= 0 {
			limit.Decks[c.Deck] = most - t.reviews[c.Deck]
		}
	}
	return limit
}

// candidate is a card that could be asked, with its place in its document.
type candidate struct {
	srs.Candidate
	rank int64
}

// draw gives cards the seeds of a day. It looks each of them up.
func (s *Store) draw(day srs.Day, cards []*srs.Candidate) error {
	ids := make([]int64, len(cards))
	for i, c := range cards {
		ids[i] = c.Card
	}
	numbers, _ := json.Marshal(ids) // numbers can always be encoded
	at := 0
	return s.bulk(func(row []driver.Value) error {
		uid, _ := row[0].([]byte)
		if len(uid) != 16 {
			return &damage{fmt.Sprintf("card %d has no id", cards[at].Card)}
		}
		cards[at].Seed = srs.Shuffle(day, [16]byte(uid))
		at++
		return nil
	}, "SELECT bulk(?, u.uid) FROM json_each(?) i LEFT JOIN subject u ON u.id = i.value", string(numbers))
}

// reading is what candidates reads of a card besides what the index schedule_due has of it: nothing, or its rank and
// whether it comes after a leader.
type reading string

const (
	indexed reading = ""
	ranked  reading = ", rank, " + behind + " AS follows"
)

// sql returns the query for the cards in schedule that match a condition. Its first parameter is that of bulk, its second
// the day.
func (as reading) sql(where string) string {
	columns := "card, note, due, interval, deck"
	rows := "SELECT " + columns + string(as) + " FROM schedule WHERE buried <> ? AND " + where
	if as == ranked {
		columns += ", rank, follows"
	}
	return "SELECT bulk(?, " + columns + ") FROM (" + rows + ")"
}

// each returns what calls f for the rows of the query, until f returns false.
func (as reading) each(f func(candidate) bool) func([]driver.Value) error {
	return func(row []driver.Value) error {
		c := candidate{Candidate: srs.Candidate{
			Card: integer(row[0]), Note: integer(row[1]), Due: srs.Day(integer(row[2])), Interval: int(integer(row[3])),
			Deck: integer(row[4]),
		}}
		if as == ranked {
			c.rank, c.Follower = integer(row[5]), integer(row[6]) != 0
		}
		if !f(c) {
			return errEnough
		}
		return nil
	}
}

// candidates calls f for the cards in schedule that match a condition, until f returns false. f must not query the store.
func (s *Store) candidates(day srs.Day, f func(candidate) bool, as reading, where string, args ...any) error {
	return s.bulk(as.each(f), as.sql(where), append([]any{int(day)}, args...)...)
}
