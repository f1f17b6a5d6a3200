package data

import (
	"cmp"
	"database/sql"
	"slices"
	"time"

	"recall/srs"
)

// assumed is how a learner about whom nothing is known is assumed to grade, in percent.
var assumed = srs.Habit{
	First:   srs.Odds{srs.Hard: 15, srs.Good: 75, srs.Easy: 10},
	Young:   srs.Odds{srs.Again: 12, srs.Hard: 12, srs.Good: 66, srs.Easy: 10},
	Mature:  srs.Odds{srs.Again: 8, srs.Hard: 10, srs.Good: 70, srs.Easy: 12},
	NewTook: 20 * time.Second,
	Took:    10 * time.Second,
}

const (
	habitSample = 5000 // how many of each device's newest answers are read
	habitLeast  = 50   // how many answers of a kind it takes to use the learner's own
)

// Habit is how the learner has graded lately, with assumptions for what is not known.
type Habit struct {
	srs.Habit
	OwnFirst, OwnYoung, OwnMature, OwnTook bool // true if known, false if assumed
}

// Habit derives the learner's habit from the newest answers.
func (s *Store) Habit() (h Habit, err error) {
	h.Habit = assumed
	answers, err := s.newestAnswers(habitSample)
	if err != nil {
		return h, err
	}
	type cardDay struct {
		card int64
		day  srs.Day
	}
	took := map[cardDay]time.Duration{}
	fresh := map[cardDay]bool{}
	var first, young, mature srs.Odds
	for i := range answers {
		e := &answers[i]
		key := cardDay{e.subject, e.day}
		_, again := took[key]
		took[key] += min(LongAnswer, time.Duration(e.took)*time.Millisecond)
		switch {
		case e.intervalBefore == 0:
			fresh[key] = true
			if e.grade.Passed() {
				first[e.grade]++
			}
		case again: // drill
		case e.intervalBefore < Mature:
			young[e.grade]++
		default:
			mature[e.grade]++
		}
	}
	believe := func(own *bool, to *srs.Odds, seen srs.Odds) {
		if *own = seen.Of() >= habitLeast; *own {
			*to = seen
		}
	}
	believe(&h.OwnFirst, &h.First, first)
	believe(&h.OwnYoung, &h.Young, young)
	believe(&h.OwnMature, &h.Mature, mature)
	var sums [2]time.Duration // for due and for new cards
	var counts [2]int
	for key, d := range took {
		sums[when(fresh[key], 1)] += d
		counts[when(fresh[key], 1)]++
	}
	if h.OwnTook = counts[0] >= habitLeast && counts[1] >= habitLeast; h.OwnTook {
		h.Took, h.NewTook = sums[0]/time.Duration(counts[0]), sums[1]/time.Duration(counts[1])
	}
	return h, nil
}

// newestAnswers returns up to most of the newest answers of each device, by tick, without practice and undone answers.
func (s *Store) newestAnswers(most int) (list []entry, err error) {
	devices, err := s.devices()
	if err != nil {
		return nil, err
	}
	for _, dev := range devices {
		n := 0
		err := s.backward(dev, func(e *entry) (bool, error) {
			if e.counts() {
				list = append(list, *e)
				n++
			}
			return n < most, nil
		})
		if err != nil {
			return nil, err
		}
	}
	slices.SortFunc(list, func(a, b entry) int { return cmp.Compare(a.tick, b.tick) })
	return list, nil
}

// Course returns the start of a simulation of a filter's cards over the given number of days, by someone of this habit.
// New cards a day are as set, or newPerDay for every deck unless that is below 0.
func (s *Store) Course(f Filter, h Habit, set Settings, newPerDay, days int) (c srs.Course, err error) {
	c.Reviews, c.New, c.Habit = set.ReviewsPerDay, set.NewTotal, h.Habit
	if newPerDay >= 0 {
		c.New = -1
	}
	err = s.read(func() error {
		decks, err := s.DecksOf(f)
		if err != nil {
			return err
		}
		limits, err := s.deckLimits(set)
		if err != nil {
			return err
		}
		pauses, err := s.pauses()
		if err != nil {
			return err
		}
		until := map[int64]srs.Day{}
		for _, p := range pauses {
			until[p.Deck] = max(until[p.Deck], p.Until)
		}
		for _, d := range decks {
			of := limits.of(d)
			deck := srs.CourseDeck{New: newPerDay, Reviews: of.reviews, Paused: until[d]}
			if newPerDay < 0 {
				deck.New = of.new
			}
			if deck.Rules, err = s.rules(d); err != nil {
				return err
			}
			c.Decks = append(c.Decks, deck)
			if err := s.courseCards(&c, f.In(d), deck.New*days); err != nil {
				return err
			}
		}
		return nil
	})
	return c, err
}

// DecksOf returns the decks in which a filter can find cards.
func (s *Store) DecksOf(f Filter) (decks []int64, err error) {
	if len(f.Decks) > 0 {
		return f.Decks, nil
	}
	list, err := s.Decks()
	for _, d := range list {
		if d.Active {
			decks = append(decks, d.ID)
		}
	}
	return decks, err
}

// spare is how many times as many new cards are read as the days can introduce, because some of them share a note.
const spare = 4

// courseCards adds the cards of a course's last deck: the learnt ones, and as many new ones as can matter.
func (s *Store) courseCards(c *srs.Course, f Filter, introduced int) error {
	where, args := f.cards("schedule")
	where += " AND hold = 0 AND NOT (follower = {locked} AND " + unwanted + ") AND "
	fresh := 0
	take := func(rows *sql.Rows) error {
		var scan stateScan
		card := srs.CourseCard{Deck: len(c.Decks) - 1}
		var uid sql.RawBytes
		if err := rows.Scan(append([]any{&card.Note, &uid, &card.Follower, &card.Locked}, scan.dest()...)...); err != nil {
			return err
		}
		copy(card.UID[:], uid)
		card.State = scan.state()
		c.Cards = append(c.Cards, card)
		fresh += when(card.State.New(), 1)
		return nil
	}
	columns := "SELECT note, u.uid, " + behind + ", follower = {locked}, " + stateColumns +
		" FROM schedule JOIN subject u ON u.id = schedule.card WHERE "
	if err := s.each(take, columns+where+"interval > 0 ORDER BY rank", args...); err != nil {
		return err
	}
	if err := s.each(take, columns+where+
		"interval = 0 ORDER BY rank LIMIT ?", append(slices.Clone(args), introduced*spare)...); err != nil {
		return err
	}
	all := 0
	if err := s.get([]any{&all}, "SELECT count(*) FROM schedule WHERE "+where+"interval = 0", args...); err != nil {
		return err
	}
	c.Beyond += all - fresh
	return nil
}
