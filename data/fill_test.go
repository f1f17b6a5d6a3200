package data

import (
	"cmp"
	"flag"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"recall/srs"
)

// TestSpeed of package cmd runs this as a program: it gives a database that it has made a past of some years.
var (
	fillPath = flag.String("fill", "", "TestFill gives the cards of the database `PATH` a past")
	fillDay  = flag.Int("fill-day", 0, "the `DAY` on which cards are due, counted from 1970-01-01")
	fillPer  = flag.Int("fill-answers", 10, "answers to each card")
	fillDue  = flag.Int("fill-due", 150, "how many cards are due on that day")
	fillDeck = flag.String("fill-deck", "", "the deck whose cards are filled")
)

// pastAnswer is an answer of a past that is being made.
type pastAnswer struct {
	day   srs.Day
	card  int
	grade srs.Grade
}

// TestFill writes what recall itself would have written, had each card been answered on the days on which it was due.
func TestFill(t *testing.T) {
	if *fillPath == "" {
		t.Skip("needs a database: -fill PATH")
	}
	s := open(t, *fillPath)
	d, err := s.FindDeck(*fillDeck)
	if err != nil {
		t.Fatal(err)
	}
	cards, err := s.numbers("SELECT card FROM schedule WHERE deck = ? AND hold = 0 ORDER BY card", d.ID)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.execScript("PRAGMA synchronous = OFF"); err != nil { // a filling that fails is begun anew
		t.Fatal(err)
	}
	err = s.write(func() error {
		if err := s.fill(cards, pastOf(len(cards), srs.Day(*fillDay))); err != nil {
			return err
		}
		_, err := s.rebuild()
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// pastOf makes up the answers to a number of cards, oldest first: the last ones are three days before the given day, on
// which -fill-due cards are due.
func pastOf(cards int, today srs.Day) []pastAnswer {
	rng := rand.New(rand.NewPCG(7, 1))
	all := make([]pastAnswer, 0, cards**fillPer)
	every := max(1, cards/max(1, *fillDue))
	for card := range cards {
		state, day := srs.Fresh, srs.Day(0)
		own := make([]pastAnswer, *fillPer)
		for i := range own {
			grade := srs.Grade(4)
			switch p := rng.IntN(100); {
			case i == 0 || i >= *fillPer-4:
			case i == *fillPer-5 && state.Interval > 20, p < 14, state.Interval > 250:
				grade = 1 // keeps the past within a few years
			case p < 24:
				grade = 3
			case p > 88:
				grade = 5
			}
			if i > 0 {
				day = state.Due
			}
			own[i] = pastAnswer{day, card, grade}
			state = srs.Published.Apply(state, srs.Entry{Kind: srs.Review, Day: day, Grade: grade})
		}
		due := today + 1 + srs.Day(rng.IntN(max(1, state.Interval-4)))
		if card%every == 0 && card/every < *fillDue {
			due = today
		}
		for i := range own {
			own[i].day += due - state.Due
		}
		all = append(all, own...)
	}
	slices.SortFunc(all, func(a, b pastAnswer) int {
		mix := func(x pastAnswer) uint64 {
			return (uint64(x.card)*0x9E3779B97F4A7C15 + uint64(x.day)) * 0xD1B54A32D192ED03
		}
		return cmp.Or(cmp.Compare(a.day, b.day), cmp.Compare(mix(a), mix(b)))
	})
	return all
}

// fill appends answers to the log. The caller rebuilds schedules and counts.
func (s *Store) fill(cards []int64, answers []pastAnswer) error {
	uids := make([][16]byte, len(cards))
	for i, card := range cards {
		var uid []byte
		if err := s.get([]any{&uid}, "SELECT uid FROM subject WHERE id = ?", card); err != nil {
			return err
		}
		uids[i] = [16]byte(uid)
	}
	perDay := map[srs.Day]int64{}
	for _, a := range answers {
		perDay[a.day]++
	}
	var e entry // what comes before: the rules of the deck
	if err := s.next(&e, Moment{}); err != nil {
		return err
	}
	seq, tick, day := e.seq, e.tick, srs.Day(-1)
	states := make([]srs.State, len(cards))
	for i := range states {
		states[i] = srs.Fresh
	}
	for _, a := range answers {
		if a.day != day {
			day = a.day
			tick = max(tick, day.Time().Add(7*time.Hour).UnixMilli())
		}
		tick += min(8000, int64(14*time.Hour/time.Millisecond)/perDay[day]) // all of a day within 14 hours
		before := states[a.card]
		after := srs.Published.Apply(before, srs.Entry{Kind: srs.Review, Day: day, Grade: a.grade})
		states[a.card] = after
		e := entry{device: s.own, seq: seq, tick: tick, subject: cards[a.card], uid: uids[a.card], kind: srs.Review,
			day: day, zone: 60, grade: a.grade, form: Form(seq % 3), took: 2000 + seq*7919%9000,
			intervalBefore: before.Interval, easeBefore: before.Ease, intervalAfter: after.Interval, easeAfter: after.Ease}
		e.sum = e.checksum()
		if err := s.store(&e); err != nil {
			return err
		}
		seq++
	}
	return nil
}
