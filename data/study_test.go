package data

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"recall/srs"
)

// study writes years of a learner's reviews: on most days the due cards and a few new ones, nine in ten known, in the
// evening more often than at night. It ends after the given number of answers, or on day0.
func study(tb testing.TB, s *Store, perDay, answers int, seed uint64) {
	tb.Helper()
	rng := rand.New(rand.NewPCG(seed, 1))
	ids, err := s.numbers("SELECT card FROM schedule s JOIN deck d ON d.id = s.deck WHERE d.active = 1 AND hold = 0 AND follower <> 1 ORDER BY s.deck, rank")
	if err != nil {
		tb.Fatal(err)
	}
	uids := map[int64][16]byte{}
	states := map[int64]srs.State{}
	due := map[srs.Day][]int64{}
	days := answers / (2 * perDay)
	err = s.write(func() error {
		seq, last := int64(0), int64(0)
		if err := s.get([]any{&seq, &last},
			"SELECT coalesce(max(seq), 0), coalesce(max(tick), 0) FROM log WHERE device = ?", s.own.id); err != nil {
			return err
		}
		if last > 0 { // the import wrote the first log entries: continue after them
			days = 0
		}
		for day := day0 - srs.Day(days); answers > 0; day++ {
			clock := day.Time().Add(time.Duration(6+rng.IntN(5)) * time.Hour)
			if rng.IntN(3) == 0 {
				clock = clock.Add(9 * time.Hour)
			}
			cards := due[day]
			delete(due, day)
			if rng.IntN(9) == 0 {
				due[day+1] = append(due[day+1], cards...)
				continue
			}
			fresh := min(len(ids), max(0, perDay-len(cards)/2), 40*perDay)
			cards = append(cards, ids[:fresh]...)
			ids = ids[fresh:]
			for len(cards) > 0 && answers > 0 {
				card := cards[0]
				cards = cards[1:]
				answers--
				before, ok := states[card]
				if !ok {
					before = srs.Fresh
					var uid []byte
					if err := s.get([]any{&uid}, "SELECT uid FROM subject WHERE id = ?", card); err != nil {
						return err
					}
					uids[card] = [16]byte(uid)
				}
				grade := srs.Grade([]srs.Grade{1, 3, 3, 4, 4, 4, 4, 4, 4, 5}[rng.IntN(10)])
				took := time.Duration(2000+rng.IntN(14000)) * time.Millisecond
				clock = clock.Add(took)
				seq++
				e := entry{device: s.own, seq: seq, tick: max(clock.UnixMilli(), last+1), subject: card,
					uid: uids[card], kind: srs.Review, day: day, zone: 60,
					grade: grade, form: Form(rng.IntN(3)), took: took.Milliseconds()}
				last = e.tick
				e.lag = e.tick - clock.UnixMilli()
				what, err := e.schedules()
				if err != nil {
					return err
				}
				after := srs.Published.Apply(before, what)
				e.intervalBefore, e.easeBefore, e.intervalAfter, e.easeAfter = before.Interval, before.Ease,
					after.Interval, after.Ease
				e.sum = e.checksum()
				if err := s.insert(&e); err != nil {
					return err
				}
				states[card] = after
				if grade < srs.Good {
					cards = append(cards, card)
				} else if after.Due > day {
					due[after.Due] = append(due[after.Due], card)
				}
			}
			if day > day0+4000 {
				return fmt.Errorf("%d answers are left after %d days", answers, day-day0)
			}
		}
		for card, state := range states {
			if err := s.writeState(card, state); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		tb.Fatal(err)
	}
}
