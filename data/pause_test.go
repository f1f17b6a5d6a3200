package data

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"recall/srs"
)

// dues returns the day on which each learnt card is due, counted from the first test day.
func dues(t testing.TB, s *Store) map[string]int {
	t.Helper()
	due := map[string]int{}
	for _, c := range cards(t, s) {
		if !c.State.New() {
			due[c.Prompt] = int(c.State.Due - day0)
		}
	}
	return due
}

// studied returns a store with cards that were learnt on the first days, and the ids of its decks.
func studied(t testing.TB) (s *Store, decks []int64) {
	t.Helper()
	s = fresh(t)
	for _, name := range []string{"sea", "land"} {
		var b strings.Builder
		for i := range 8 {
			fmt.Fprintf(&b, "- %s %c: stands for %d metres\n", name, 'a'+i, 100+i*37)
		}
		for i, c := range loadInto(t, s, name, name+".md", b.String(), at(0)) {
			for day := 0; day <= i%4; day++ {
				if day == 0 || day == 1 || day == 7 { // learnt, 6 days, 15 days
					record(t, s, c.ID, srs.Good, at(day))
				}
			}
		}
		d, err := s.FindDeck(name)
		if err != nil {
			t.Fatal(err)
		}
		decks = append(decks, d.ID)
	}
	return s, decks
}

func pause(t testing.TB, s *Store, decks []int64, until, day int) Pausing {
	t.Helper()
	done, err := s.Pause(decks, day0+srs.Day(until), at(day))
	if err != nil {
		t.Fatal(err)
	}
	return done
}

func clear(t testing.TB, s *Store, when string) {
	t.Helper()
	c, err := s.Check(false)
	if err != nil || len(c.Faults) > 0 {
		t.Fatalf("%s, check finds %v, %v", when, c.Faults, err)
	}
}

// A pause moves what would be due to the days after it, and nothing else; undo takes all of it back in one.
func TestPause(t *testing.T) {
	s, decks := studied(t)
	before := dues(t, s)
	states := map[int64]srs.State{}
	for _, c := range cards(t, s) {
		states[c.ID] = c.State
	}
	done := pause(t, s, decks, 14, 4)
	if done.Held == 0 || done.Held != done.Moved || done.Spread != (srs.Spread{Back: day0 + 14, Days: 10}) {
		t.Fatalf("the pause did %+v", done)
	}
	perDay := map[int]int{}
	for front, due := range dues(t, s) {
		if was := before[front]; was >= 14 && due != was {
			t.Errorf("%s would be due on day %d, and moved to %d", front, was, due)
		}
		if due < 14 || due > 23 {
			t.Errorf("%s is due on day %d", front, due)
		}
		perDay[due]++
	}
	for _, c := range cards(t, s) {
		was := states[c.ID]
		if was.Due = c.State.Due; was != c.State {
			t.Errorf("%s: %+v, want %+v", c.Prompt, c.State, was)
		}
	}
	q, err := s.Queue(Filter{}, day0+5, QueueOptions{Settings: DefaultSettings, NewLimit: -1})
	if err != nil || q.Len() > 0 {
		t.Errorf("in the pause %d cards are asked, %v", q.Len(), err)
	}
	clear(t, s, "after a pause")
	undone, err := s.UndoTogether(at(5))
	if err != nil || undone[0].Kind != srs.Pause || len(undone) != done.Moved+len(decks) {
		t.Errorf("%d entries undone, %v", len(undone), err)
	}
	if after := dues(t, s); !maps.Equal(after, before) {
		t.Errorf("after undo %v, want %v", after, before)
	}
	if paused, _, err := s.PausedIn(Filter{}, day0+5); err != nil || len(paused) > 0 {
		t.Errorf("still paused: %v, %v", paused, err)
	}
	clear(t, s, "after undo")
}

// A pause that is prolonged, cut short or ended begins with the days that would have been: what need not wait is due as
// planned, whatever was moved before.
func TestPauseIsChanged(t *testing.T) {
	s, decks := studied(t)
	planned := dues(t, s)
	pause(t, s, decks, 20, 4)
	pause(t, s, decks, 30, 6)
	direct, other := studied(t)
	pause(t, direct, other, 30, 4)
	if got, want := dues(t, s), dues(t, direct); !maps.Equal(got, want) {
		t.Errorf("prolonged:\n got %v\nwant %v", got, want)
	}
	done := pause(t, s, decks, 7, 7) // --end
	for front, due := range dues(t, s) {
		switch was := planned[front]; {
		case was >= 7 && due != was:
			t.Errorf("ended: %s is due on day %d, not as planned on %d", front, due, was)
		case was < 7 && (due < 7 || due > 9): // the pause had 3 days
			t.Errorf("ended: %s was due on day %d, and is on day %d", front, was, due)
		}
	}
	if done.From != day0+4 || done.Spread.Days != 3 {
		t.Errorf("the end did %+v", done)
	}
	clear(t, s, "after the end")
	if _, err := s.UndoTogether(at(7)); err != nil {
		t.Fatal(err)
	}
	if got, want := dues(t, s), dues(t, direct); !maps.Equal(got, want) {
		t.Errorf("after undoing the end:\n got %v\nwant %v", got, want)
	}
	if paused, all, err := s.PausedIn(Filter{}, day0+29); err != nil || !all || len(paused) != 2 || paused[0].From != day0+4 {
		t.Errorf("after undoing the end, %v are paused, all %v, %v", paused, all, err)
	}
}

// The end of pauses that began on different days is undone in one, too, from a session as well.
func TestEndOfSeveralPausesIsUndone(t *testing.T) {
	for name, undo := range map[string]func(*Store) ([]Undone, error){
		"command": func(s *Store) ([]Undone, error) { return s.UndoTogether(at(7)) },
		"session": func(s *Store) ([]Undone, error) { return s.UndoLast(Done{}, 3, at(7)) },
	} {
		s, decks := studied(t)
		pause(t, s, decks[:1], 20, 4)
		pause(t, s, decks[1:], 20, 6)
		before := dues(t, s)
		done := pause(t, s, decks, 7, 7)
		undone, err := undo(s)
		if err != nil || len(undone) != done.Moved+len(decks) {
			t.Errorf("%s: %d entries undone, want %d, %v", name, len(undone), done.Moved+len(decks), err)
		}
		if after := dues(t, s); !maps.Equal(after, before) {
			t.Errorf("%s: after undo %v, want %v", name, after, before)
		}
	}
}

// What is answered or moved by hand during a pause stays as it is when the pause ends.
func TestPauseLeavesAlone(t *testing.T) {
	s, decks := studied(t)
	pause(t, s, decks, 30, 4)
	list := cards(t, s)
	answered, moved := list[0], list[1]
	record(t, s, answered.ID, srs.Good, at(5))
	if changed, err := s.Reschedule([]int64{moved.ID}, day0+50, at(5)); err != nil || len(changed) != 1 {
		t.Fatal(changed, err)
	}
	before := dues(t, s)
	pause(t, s, decks, 8, 8)
	after := dues(t, s)
	if was := before[answered.Prompt]; was >= 8 && after[answered.Prompt] != was {
		t.Errorf("the answered card was due on day %d, and is on %d", was, after[answered.Prompt])
	}
	if after[moved.Prompt] != 50 {
		t.Errorf("the card moved by hand is due on day %d", after[moved.Prompt])
	}
}

// Days on which everything is paused neither count for a streak nor end it; a pause of one of two decks changes nothing.
func TestStreakOverAPause(t *testing.T) {
	for _, test := range []struct {
		name  string
		pause func(t *testing.T, s *Store, decks []int64)
		day   int // that the streak is asked for
		want  int
	}{
		{"no pause", func(*testing.T, *Store, []int64) {}, 20, 0},
		{"all", func(t *testing.T, s *Store, decks []int64) { pause(t, s, decks, 20, 2) }, 15, 2},
		{"the day on which it is over", func(t *testing.T, s *Store, decks []int64) { pause(t, s, decks, 20, 2) }, 20, 2},
		{"a day later without a review", func(t *testing.T, s *Store, decks []int64) { pause(t, s, decks, 20, 2) }, 21, 0},
		{"one deck", func(t *testing.T, s *Store, decks []int64) { pause(t, s, decks[:1], 20, 2) }, 15, 0},
		{"one after the other", func(t *testing.T, s *Store, decks []int64) {
			pause(t, s, decks[:1], 20, 2)
			pause(t, s, decks[1:], 20, 2)
		}, 15, 2},
		{"ended for one deck", func(t *testing.T, s *Store, decks []int64) {
			pause(t, s, decks, 20, 2)
			pause(t, s, decks[:1], 5, 5)
		}, 15, 0},
		{"ended", func(t *testing.T, s *Store, decks []int64) {
			pause(t, s, decks, 20, 2)
			pause(t, s, decks, 5, 5)
		}, 5, 2},
		{"begun a day too late", func(t *testing.T, s *Store, decks []int64) { pause(t, s, decks, 20, 4) }, 15, 0},
	} {
		t.Run(test.name, func(t *testing.T) {
			s, decks := studied(t) // reviews on day 0 and 1
			test.pause(t, s, decks)
			streak, err := s.Streak(day0 + srs.Day(test.day))
			if err != nil || streak != test.want {
				t.Errorf("the streak is %d, %v; want %d", streak, err, test.want)
			}
			st, err := s.Stats(Filter{}, Span{Today: day0 + srs.Day(test.day), Ahead: 1})
			if err != nil || st.Streak != test.want || st.Longest != 2 {
				t.Errorf("the statistics say %d, at most %d, %v; want %d", st.Streak, st.Longest, err, test.want)
			}
		})
	}
	s, decks := studied(t)
	pause(t, s, decks, 20, 2)
	record(t, s, cards(t, s)[0].ID, srs.Good, at(20))
	st, err := s.Stats(Filter{}, Span{Today: day0 + 20, Ahead: 1})
	if err != nil || st.Streak != 3 || st.Longest != 3 {
		t.Errorf("after the pause the streak is %d, at most %d, %v; want 3", st.Streak, st.Longest, err)
	}
}

// Whatever two machines do around pauses, they agree once both have the whole log, and so does a replay.
func TestPausesUnite(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		one, decks := studied(t)
		two := fresh(t)
		exchange := func(to, from *Store) {
			ids, err := from.deckIDs()
			if err != nil {
				t.Fatal(err)
			}
			var text strings.Builder
			if _, err := from.Dump(&text, ids, noon); err != nil {
				t.Fatal(err)
			}
			readDump(t, to, text.String())
		}
		exchange(two, one)
		day := 4
		for range rapid.IntRange(1, 8).Draw(rt, "acts") {
			day += rapid.IntRange(0, 5).Draw(rt, "days")
			s := rapid.SampledFrom([]*Store{one, two}).Draw(rt, "store")
			of := decks
			if s == two {
				var err error
				if of, err = two.deckIDs(); err != nil {
					t.Fatal(err)
				}
			}
			list := cards(t, s)
			c := list[rapid.IntRange(0, len(list)-1).Draw(rt, "card")]
			switch rapid.SampledFrom([]string{"pause", "pause", "grade", "move", "undo"}).Draw(rt, "act") {
			case "pause":
				pause(t, s, of[:rapid.IntRange(1, len(of)).Draw(rt, "decks")], day+rapid.IntRange(0, 20).Draw(rt, "until"), day)
			case "grade":
				record(t, s, c.ID, srs.Grade(rapid.IntRange(0, 5).Draw(rt, "grade")), at(day))
			case "move":
				if _, err := s.Reschedule([]int64{c.ID}, day0+srs.Day(day+rapid.IntRange(0, 9).Draw(rt, "to")), at(day)); err != nil {
					t.Fatal(err)
				}
			case "undo":
				if _, err := s.UndoTogether(at(day)); err != nil && err != ErrNothingToUndo {
					t.Fatal(err)
				}
			}
			clear(t, s, "after an act")
		}
		exchange(one, two)
		exchange(two, one)
		if a, b := dues(t, one), dues(t, two); !maps.Equal(a, b) {
			t.Fatalf("one machine has %v, the other %v", a, b)
		}
		was := dues(t, one)
		if _, err := one.exec("UPDATE schedule SET due = 1 WHERE interval > 0"); err != nil {
			t.Fatal(err)
		}
		if _, err := one.Check(true); err != nil {
			t.Fatal(err)
		}
		if now := dues(t, one); !maps.Equal(was, now) {
			t.Fatalf("rebuilt %v, want %v", now, was)
		}
		a, errA := one.Streak(day0 + srs.Day(day))
		b, errB := two.Streak(day0 + srs.Day(day))
		if a != b || errA != nil || errB != nil {
			t.Fatalf("streaks of %d and %d, %v, %v", a, b, errA, errB)
		}
	})
}

// Reading pauses looks up the entries of each deck, however long the log is.
func TestPausesReadNoLog(t *testing.T) {
	s := fresh(t)
	var plan []string
	rows, err := s.conn.QueryContext(context.Background(), "EXPLAIN QUERY PLAN "+named(selectPauses))
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var id, parent, unused int
		var detail string
		if err := rows.Scan(&id, &parent, &unused, &detail); err != nil {
			t.Fatal(err)
		}
		plan = append(plan, detail)
	}
	if slices.ContainsFunc(plan, func(step string) bool { return step == "SCAN log" || step == "SCAN l" }) ||
		!slices.ContainsFunc(plan, func(step string) bool { return strings.Contains(step, "log_subject") }) {
		t.Errorf("the log is read:\n%s", strings.Join(plan, "\n"))
	}
}

// Two machines pause before they meet: the pauses unite, and both hold back the same cards until the later day. So does one
// that comes then.
func TestPausesUniteOverAPlace(t *testing.T) {
	folder := t.TempDir()
	a, decks := studied(t)
	b, late := fresh(t), fresh(t)
	exchange(t, a, folder, at(2))
	exchange(t, b, folder, at(2))
	pause(t, a, decks[:1], 14, 4)
	pause(t, b, []int64{deckOf(t, b, "sea").ID}, 20, 5)
	pause(t, b, []int64{deckOf(t, b, "land").ID}, 9, 5)
	meet := func(machines ...*Store) {
		t.Helper()
		for range 2 {
			for _, s := range machines {
				exchange(t, s, folder, at(6))
			}
		}
		agree(t, machines...)
	}
	meet(a, b)
	meet(a, b, late)
	paused := func(s *Store, deck string) srs.Day {
		t.Helper()
		list, err := s.Paused(day0 + 6)
		if err != nil {
			t.Fatal(err)
		}
		return list[deckOf(t, s, deck).ID].Until
	}
	for i, s := range []*Store{a, b, late} {
		if sea, land := paused(s, "sea"), paused(s, "land"); sea != day0+20 || land != day0+9 {
			t.Errorf("machine %d: the sea is paused until %s, the land until %s", i, sea, land)
		}
		if q, err := s.Queue(Filter{}, day0+6, QueueOptions{Settings: DefaultSettings, NewLimit: -1}); err != nil || len(q.Due) > 0 {
			t.Errorf("machine %d asks %d cards in the pauses, %v", i, len(q.Due), err)
		}
	}
}
