package srs

import (
	"math/rand/v2"
	"slices"
	"time"
)

// A simulation plays the coming days of a course by the rules that will schedule them, with grades drawn from a habit.
// It shows the load that a given number of new cards a day will bring. No formula can: limits, sibling cards and locked
// cards all matter.

// MatureInterval is the interval in days from which a card counts as mature.
const MatureInterval = 21

// Odds counts the grades given in similar cases. The counts serve as the odds of the next grade.
type Odds [best + 1]int

// Of returns the number of observations.
func (o Odds) Of() (n int) {
	for _, k := range o {
		n += k
	}
	return n
}

// Passed returns the share of grades that count as recalled, from 0 to 1; 0 without observations.
func (o Odds) Passed() float64 {
	passed := 0
	for _, k := range o[pass:] {
		passed += k
	}
	return float64(passed) / float64(max(1, o.Of()))
}

func (o Odds) draw(chance *rand.Rand) Grade {
	n := chance.IntN(o.Of())
	for g, k := range o {
		if n -= k; n < 0 {
			return Grade(g)
		}
	}
	return best
}

// Habit is what a simulation assumes about the learner. None of the Odds may be empty.
type Habit struct {
	First         Odds          // the grade with which a new card first passes; failures before that change no schedule
	Young, Mature Odds          // of due cards, by their interval before the grade
	NewTook, Took time.Duration // time per new and per due card on its day, repeats included
}

// Course is where a simulation starts.
type Course struct {
	Cards   []CourseCard // in roadmap order, in which new ones are introduced
	Decks   []CourseDeck
	Beyond  int // new cards after these, which the simulation is too short to reach
	Reviews int // due cards a day, over all decks; below 0: no limit
	New     int // new cards a day, over all decks; below 0: no limit
	Habit   Habit
}

// CourseCard is a card of a course.
type CourseCard struct {
	Note     int64
	UID      [16]byte // shuffles the card within its day, as in a session
	Deck     int      // index in Course.Decks
	State    State
	Follower bool // not what its note asks first: at most half of a day's new cards are such
	Locked   bool // a follower that is introduced only once a leader of its note is ripe
}

// CourseDeck is how a deck of a course is studied.
type CourseDeck struct {
	Rules   Rules
	New     int // new cards a day
	Reviews int // due cards a day, of this deck; below 0: no limit
	Paused  Day // no new cards come before this day
}

// Load is the work of one simulated day.
type Load struct {
	New     int // cards introduced
	Reviews int // due cards asked
	Waiting int // due cards postponed by the limit
	Left    int // cards still new at the end of the day
	Took    time.Duration
}

// Simulate plays the given number of days, starting with from. The same seed gives the same days.
func (c Course) Simulate(from Day, days int, seed uint64) []Load {
	s := newSimulation(c, from, days, seed)
	loads := make([]Load, days)
	for i := range loads {
		loads[i] = s.day(i)
	}
	return loads
}

type simulation struct {
	Course
	from      Day
	chance    *rand.Rand
	due       [][]int // cards by due day, counted from the first simulated day
	late      []int   // overdue and not asked yet
	fresh     [][2][]int
	followers map[int64][]int // locked cards, by note
	limits    Limits
	left      int
}

// leads and follows are the two lists of a deck's new cards, each in roadmap order.
const (
	leads = iota
	follows
)

func newSimulation(c Course, from Day, days int, seed uint64) *simulation {
	c.Cards = slices.Clone(c.Cards)
	s := &simulation{
		// balancing looks beyond the last day
		Course: c, from: from, chance: rand.New(rand.NewPCG(seed, 0)), due: make([][]int, days+balanceDays),
		fresh: make([][2][]int, len(c.Decks)), followers: map[int64][]int{}, left: c.Beyond,
		limits: Limits{Reviews: c.Reviews, Decks: map[int64]int{}},
	}
	for d, deck := range c.Decks {
		if deck.Reviews >= 0 {
			s.limits.Decks[int64(d)] = deck.Reviews
		}
	}
	for i, card := range c.Cards {
		lists := &s.fresh[card.Deck]
		if card.State.New() {
			s.left++
		}
		switch {
		case !card.State.New():
			s.schedule(i)
		case card.Locked:
			s.followers[card.Note] = append(s.followers[card.Note], i)
		case card.Follower:
			lists[follows] = append(lists[follows], i)
		default:
			lists[leads] = append(lists[leads], i)
		}
	}
	return s
}

// schedule files a card under its due day, if that day is still simulated.
func (s *simulation) schedule(i int) {
	if day := int(s.Cards[i].State.Due - s.from); day < len(s.due) {
		s.due[max(0, day)] = append(s.due[max(0, day)], i)
	}
}

func (s *simulation) day(n int) (l Load) {
	today := s.from + Day(n)
	taken := map[int64]bool{}
	picked, late := s.queue(append(s.late, s.due[n]...), today)
	l.Waiting = late.Cards
	for _, i := range picked {
		odds := s.Habit.Young
		if s.Cards[i].State.Interval >= MatureInterval {
			odds = s.Habit.Mature
		}
		taken[s.Cards[i].Note] = true
		s.answer(i, odds, today)
		l.Reviews++
	}
	s.due[n] = nil
	for _, i := range s.introduce(taken, late, today) {
		s.answer(i, s.Habit.First, today)
		l.New++
	}
	s.left -= l.New
	l.Left = s.left
	l.Took = time.Duration(l.New)*s.Habit.NewTook + time.Duration(l.Reviews)*s.Habit.Took
	return l
}

// queue picks the cards to ask today, as a session would, and keeps the rest for the next day.
func (s *simulation) queue(cards []int, today Day) (picked []int, late Late) {
	due := make([]Candidate, 0, len(cards))
	for _, i := range cards {
		c := &s.Cards[i]
		due = append(due, Candidate{Card: int64(i), Note: c.Note, Deck: int64(c.Deck), Due: c.State.Due,
			Interval: c.State.Interval, Seed: Shuffle(today, c.UID)})
	}
	list, late := Due(due, nil, today, s.limits, nil)
	asked := make(map[int]bool, len(list))
	for _, c := range list {
		picked = append(picked, int(c.Card))
		asked[int(c.Card)] = true
	}
	s.late = slices.DeleteFunc(cards, func(i int) bool { return asked[i] })
	return picked, late
}

// introduce picks the day's new cards. Those of a deck with a backlog wait, and those of a paused deck.
func (s *simulation) introduce(taken map[int64]bool, late Late, today Day) (picked []int) {
	lists := make([][]Candidate, len(s.Decks))
	for d, deck := range s.Decks {
		if !late.Waits(int64(d)) && today >= deck.Paused {
			lists[d] = s.newest(d, taken)
		}
	}
	divided := Divide(s.New, make([]int, len(lists)), func(d, most int) []Candidate {
		return New(lists[d], taken, NewLimits{Cards: min(most, s.Decks[d].New)})
	})
	for d, list := range divided {
		for _, c := range list {
			kind := leads
			if c.Follower {
				kind = follows
			}
			from := &s.fresh[d][kind]
			at := slices.Index(*from, int(c.Card))
			*from = slices.Delete(*from, at, at+1)
			picked = append(picked, int(c.Card))
		}
	}
	return picked
}

// newest returns the new cards of a deck that come next, as many of each kind as a day can ask.
func (s *simulation) newest(deck int, taken map[int64]bool) (fresh []Candidate) {
	for kind, list := range s.fresh[deck] {
		notes := map[int64]bool{}
		for _, i := range list {
			if len(notes) >= s.Decks[deck].New {
				break
			}
			if note := s.Cards[i].Note; !taken[note] {
				notes[note] = true
				fresh = append(fresh, Candidate{Card: int64(i), Note: note, Follower: kind == follows})
			}
		}
	}
	return fresh
}

// answer grades a card and unlocks the cards that wait for it.
func (s *simulation) answer(i int, odds Odds, today Day) {
	c := &s.Cards[i]
	rules, before := s.Decks[c.Deck].Rules, c.State
	c.State = rules.Apply(before, Entry{Kind: Review, Day: today, Grade: odds.draw(s.chance)})
	c.State.move(rules.Balance(before, c.State, s.load))
	s.schedule(i)
	if !c.State.Ripe || c.Follower || len(s.followers) == 0 {
		return
	}
	for _, f := range s.followers[c.Note] {
		list := &s.fresh[c.Deck][follows]
		at, _ := slices.BinarySearch(*list, f)
		*list = slices.Insert(*list, at, f)
	}
	delete(s.followers, c.Note)
}

// load returns the number of cards due on a future day.
func (s *simulation) load(day Day) int {
	if n := int(day - s.from); n >= 0 && n < len(s.due) {
		return len(s.due[n])
	}
	return 0
}
