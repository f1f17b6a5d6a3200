package srs

import (
	"math/rand/v2"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func review(day Day, g Grade) Entry { return Entry{Kind: Review, Day: day, Grade: g} }

func TestApply(t *testing.T) {
	for _, test := range []struct {
		name    string
		entries []Entry
		want    State
	}{
		{"failing a new card leaves it new, with its ease",
			[]Entry{review(10, 1), review(10, 0)},
			State{Ease: 250, Seen: 10, Grade: 0, Answered: 10}},
		{"its first pass is its first repetition, whatever failed before",
			[]Entry{review(10, 1), review(10, 4)},
			State{Reps: 1, Interval: 1, Ease: 250, Due: 11, Last: 10, Seen: 10, Grade: 4, Answered: 10}},
		{"hard on a new card schedules; the good that follows is drill",
			[]Entry{review(10, 3), review(10, 4)},
			State{Reps: 1, Interval: 1, Ease: 236, Due: 11, Last: 10, Seen: 10, Grade: 4, Answered: 10}},
		{"a lapse counts once however often the card is drilled",
			[]Entry{review(10, 4), review(11, 4), review(17, 1), review(17, 1), review(17, 4)},
			State{Reps: 0, Lapses: 1, Tested: 2, Held: 1, Interval: 1, Ease: 196, Due: 18, Last: 17, Seen: 17, Grade: 4, Answered: 17}},
		{"late reviews use the scheduled interval",
			[]Entry{review(10, 4), review(11, 4), review(40, 4)},
			State{Reps: 3, Tested: 2, Held: 2, Interval: 15, Ease: 250, Due: 55, Last: 40, Seen: 40, Grade: 4, Answered: 40, Ripe: true}},
		{"an early pass counts for the days that went by",
			[]Entry{review(10, 4), review(11, 4), review(14, 5)},
			State{Reps: 3, Tested: 2, Held: 2, Interval: 8, Ease: 250, Due: 22, Last: 14, Seen: 14, Grade: 5, Answered: 14, Ripe: true}},
		{"an early pass that gains nothing is no repetition",
			[]Entry{review(10, 4), review(11, 4), review(12, 4)},
			State{Reps: 2, Tested: 2, Held: 2, Interval: 6, Ease: 250, Due: 17, Last: 11, Seen: 12, Grade: 4, Answered: 12}},
		{"an early failure is a lapse",
			[]Entry{review(10, 4), review(11, 4), review(12, 2)},
			State{Reps: 0, Lapses: 1, Tested: 2, Held: 1, Interval: 1, Ease: 218, Due: 13, Last: 12, Seen: 12, Grade: 2, Answered: 12}},
		{"cram never counts",
			[]Entry{review(10, 4), {Kind: Review, Day: 11, Grade: 0, Cram: true}},
			State{Reps: 1, Interval: 1, Ease: 250, Due: 11, Last: 10, Seen: 10, Grade: 4, Answered: 10}},
		{"a day before the last one, from a clock set back, is drill",
			[]Entry{review(10, 4), review(5, 1)},
			State{Reps: 1, Interval: 1, Ease: 250, Due: 11, Last: 10, Seen: 5, Grade: 1, Answered: 10}},
		{"a changed fact is due at once and keeps its ease",
			[]Entry{review(10, 4), review(11, 3), {Kind: Changed, Day: 12}},
			State{Reps: 0, Tested: 1, Held: 1, Interval: 1, Ease: 236, Due: 12, Last: 11, Grade: 3, Answered: 11}},
		{"a changed fact starts over with its next pass",
			[]Entry{review(10, 4), review(11, 4), {Kind: Changed, Day: 11}, review(11, 4)},
			State{Reps: 1, Tested: 1, Held: 1, Interval: 1, Ease: 250, Due: 12, Last: 11, Seen: 11, Grade: 4, Answered: 11}},
		{"reset makes a card new",
			[]Entry{review(10, 4), {Kind: Suspend}, {Kind: Reset}},
			State{Ease: 250, Answered: 10, Suspended: true}},
		{"reset does not change what retention counts",
			[]Entry{review(10, 4), review(11, 1), {Kind: Reset}, review(12, 4), review(13, 4)},
			State{Reps: 2, Tested: 2, Held: 1, Interval: 6, Ease: 250, Due: 19, Last: 13, Seen: 13, Grade: 4, Answered: 13}},
		{"resume ends suspension and burial",
			[]Entry{{Kind: Bury, Day: 10}, {Kind: Suspend}, {Kind: Resume}},
			State{Ease: 250}},
		{"accepting overrules rejecting", []Entry{{Kind: Reject}, {Kind: Accept}}, State{Ease: 250, Accepted: true}},
		{"a card made a draft is one, also after a reset", []Entry{{Kind: Accept}, {Kind: Redraft}, {Kind: Reset}},
			State{Ease: 250, Drafted: true}},
		{"accepting takes it out of the drafts", []Entry{{Kind: Redraft}, {Kind: Accept}}, State{Ease: 250, Accepted: true}},
		{"so does rejecting", []Entry{{Kind: Redraft}, {Kind: Reject}}, State{Ease: 250, Rejected: true}},
		{"a flag is taken off by the next", []Entry{{Kind: Flag}, {Kind: Flag}}, Fresh},
		{"parked and back", []Entry{{Kind: Park}, {Kind: Revive}}, Fresh},
		{"a kind from a newer version changes nothing", []Entry{{Kind: 200}}, Fresh},
		{"a grade that is none changes nothing", []Entry{review(10, 6), review(10, -1)}, Fresh},
	} {
		t.Run(test.name, func(t *testing.T) {
			for i := range test.entries {
				test.entries[i].Tick, test.entries[i].Seq = int64(i), int64(i)
			}
			if got := Replay(test.entries); got != test.want {
				t.Errorf("got  %+v\nwant %+v", got, test.want)
			}
		})
	}
}

// Every first failure of a day counts once a card has passed, also when it follows another, comes early or finds a
// changed fact. Repeats, practice and what was answered after a later day do not; and a reset card is new.
func TestLapses(t *testing.T) {
	failed := func(from, to Day) (list []Entry) {
		for day := from; day <= to; day++ {
			list = append(list, review(day, Again))
		}
		return list
	}
	cram := review(12, Again)
	cram.Cram = true
	for _, test := range []struct {
		name    string
		entries []Entry
		want    int
		leech   []Day // on which it is reported
	}{
		{"not passed yet", failed(10, 20), 0, nil},
		{"fourteen mornings in a row", append([]Entry{review(10, Good)}, failed(11, 24)...), 14, []Day{18, 22}},
		{"passed and failed on one day", []Entry{review(10, Good), review(10, Again)}, 0, nil},
		{"failed and passed each day",
			[]Entry{review(10, Good), review(11, Again), review(11, Good), review(12, Again), review(12, Good)}, 2, nil},
		{"practice", []Entry{review(10, Good), cram}, 0, nil},
		{"practice before the day's first answer", []Entry{review(10, Good), cram, review(12, Again)}, 1, nil},
		{"early", []Entry{review(10, Good), review(11, Good), review(13, Again), review(14, 0)}, 2, nil},
		{"early after an early pass that day",
			[]Entry{review(10, Good), review(11, Good), review(12, Good), review(12, Again)}, 0, nil},
		{"a changed fact", []Entry{review(10, Good), {Kind: Changed, Day: 11}, review(11, Again), review(12, 2)}, 2, nil},
		{"a fact that changed after the day's first answer",
			[]Entry{review(10, Good), {Kind: Changed, Day: 10}, review(10, Again)}, 0, nil},
		{"new again", []Entry{review(10, Good), review(11, Again), {Kind: Reset, Day: 11}, review(12, Again)}, 0, nil},
		{"new again, and passed on a day it was answered",
			[]Entry{review(10, Good), {Kind: Reset, Day: 10}, review(10, Good), review(11, Again)}, 1, nil},
		{"a clock set back and forth", []Entry{review(10, Good), review(9, Again), review(10, Again)}, 0, nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			p := Begin
			var leech []Day
			for _, e := range test.entries {
				st := p.Take(e)
				if st.After.Lapses > st.Before.Lapses && st.After.Leech(LeechAt) {
					leech = append(leech, e.Day)
				}
			}
			if p.State.Lapses != test.want || !slices.Equal(leech, test.leech) {
				t.Errorf("%d lapses, a leech on %v; want %d, %v", p.State.Lapses, leech, test.want, test.leech)
			}
		})
	}
}

func TestConfigRulesFromThereOn(t *testing.T) {
	rules := func(r Rules, isNew bool) Entry { return Entry{Kind: Config, Rules: r, New: isNew} }
	pass, fail := Entry{Kind: Review, Grade: 4}, Entry{Kind: Review, Grade: 1}
	for _, test := range []struct {
		name    string
		entries []Entry
		want    int // ease: each failure by Unlogged takes 54
	}{
		{"no rules", []Entry{pass, fail, fail}, 142},
		{"rules from then on", []Entry{pass, fail, rules(Published, false), fail}, 196},
		{"those of a new deck", []Entry{rules(Published, true), pass, fail, fail}, 250},
		{"those of a deck that was made elsewhere later", []Entry{pass, fail, rules(Published, true), fail}, 196},
		{"the newer ones", []Entry{rules(Published, true), pass, fail, rules(Unlogged, false), fail}, 196},
		{"made twice", []Entry{rules(Unlogged, true), pass, fail, rules(Published, true), fail}, 142},
		{"made again after the learner set them",
			[]Entry{rules(Published, true), rules(Unlogged, false), pass, rules(Published, true), fail}, 196},
		{"taken back", []Entry{{Kind: Config, Rules: Published, Undone: true}, pass, fail}, 196},
	} {
		t.Run(test.name, func(t *testing.T) {
			for i := range test.entries {
				test.entries[i].Tick, test.entries[i].Day = int64(i), Day(10+i)
			}
			if got := Replay(test.entries); got.Ease != test.want {
				t.Errorf("ease %d, want %d", got.Ease, test.want)
			}
		})
	}
}

// journal writes the way a store does: each entry gets a tick above all others, and the live state follows from Apply
// alone. After an undo, the remaining entries are replayed.
type journal struct {
	entries []Entry
	live    State
	tick    int64
}

func (j *journal) add(now int64, e Entry) {
	j.tick = max(now, j.tick+1)
	e.Tick, e.Seq = j.tick, j.tick
	j.entries = append(j.entries, e)
	j.live = Unlogged.Apply(j.live, e)
}

func (j *journal) undo() {
	j.entries = j.entries[:max(0, len(j.entries)-1)]
	j.live = Replay(j.entries)
}

// Whatever two devices do to one card, with clocks that jump back, the replay gives the live state, whatever order the
// entries are read in.
func TestReplayIsTheLiveState(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		j := journal{live: Fresh}
		now, day := int64(1_000_000), Day(20000)
		for range rapid.IntRange(0, 40).Draw(t, "acts") {
			now += int64(rapid.IntRange(-5000, 50000).Draw(t, "ms"))
			day += Day(rapid.IntRange(-2, 9).Draw(t, "days"))
			e := Entry{Device: [16]byte{byte(rapid.IntRange(0, 1).Draw(t, "device"))}, Day: day}
			e.Kind = rapid.SampledFrom([]Kind{Review, Review, Review, Review, Undo, Suspend, Resume, Bury, Flag,
				Changed, Park, Revive, Reset}).Draw(t, "kind")
			e.Grade = Grade(rapid.IntRange(0, 5).Draw(t, "grade"))
			if e.Kind == Undo {
				j.undo()
			} else {
				j.add(now, e)
			}
		}
		shuffled := append([]Entry(nil), j.entries...)
		seed := rapid.Uint64().Draw(t, "order")
		rand.New(rand.NewPCG(seed, 1)).Shuffle(len(shuffled),
			func(a, b int) { shuffled[a], shuffled[b] = shuffled[b], shuffled[a] })
		if got := Replay(shuffled); got != j.live {
			t.Fatalf("replay %+v\nlive   %+v", got, j.live)
		}
	})
}

// A grade does what its button promised.
func TestPreviewIsWhatApplyDoes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r, s, day := anyRules(t), Fresh, Day(20000)
		for range rapid.IntRange(0, 8).Draw(t, "reviews") {
			day += Day(rapid.IntRange(0, 9).Draw(t, "days"))
			list := r.Preview(s, day)
			g := Grade(rapid.IntRange(0, 5).Draw(t, "grade"))
			before := s
			s = r.Apply(s, review(day, g))
			if list[g].State != s || list[g].Returns != r.Returns(s, day) {
				t.Fatalf("promised %+v, got %+v", list[g], s)
			}
			if list[g].Drill && (s.Due != before.Due || s.Ease != before.Ease) {
				t.Fatal("a drill changed the schedule")
			}
		}
	})
}
