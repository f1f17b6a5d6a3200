package data

import (
	"errors"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"recall/srs"
)

// isNew reports whether a card is among today's new ones.
func isNew(t testing.TB, s *Store, card int64) bool {
	t.Helper()
	q, err := s.Queue(Filter{}, day0, QueueOptions{NewLimit: 1000})
	if err != nil {
		t.Fatal(err)
	}
	return slices.Contains(q.New, card)
}

// waits is a gap alone in its bullet, and a bullet whose second card waits for its first.
const waits = "## Port\n\n- By day the harbour radio listens on `channel 16`\n- Rudder: turns the boat\n"

// A follower is asked once its leader is well known, or if there is no leader in use to wait for.
func TestFollowersWaitForLeadersInUse(t *testing.T) {
	for _, test := range []struct {
		name string
		do   func(mark func(front string, kind srs.Kind), s *Store) error
		want string // the slots of the rudder's cards and the gap that are new
	}{
		{"at first", nil, "forward"},
		{"a gap is accepted", func(mark func(string, srs.Kind), s *Store) error {
			mark("By day the harbour", srs.Accept)
			return nil
		}, "cloze forward"},
		{"the acceptance is undone", func(mark func(string, srs.Kind), s *Store) error {
			mark("By day the harbour", srs.Accept)
			_, err := s.Undo(at(0))
			return err
		}, "forward"},
		{"the leader is rejected", func(mark func(string, srs.Kind), s *Store) error {
			mark("Rudder", srs.Reject)
			return nil
		}, "reverse"},
		{"the rejection is undone", func(mark func(string, srs.Kind), s *Store) error {
			mark("Rudder", srs.Reject)
			_, err := s.Undo(at(0))
			return err
		}, "forward"},
		{"the leader is made a draft", func(mark func(string, srs.Kind), s *Store) error {
			mark("Rudder", srs.Redraft)
			return nil
		}, "reverse"},
		{"the leader is suspended", func(mark func(string, srs.Kind), s *Store) error {
			mark("Rudder", srs.Suspend)
			return nil
		}, ""},
		{"the leader is parked and comes back", func(mark func(string, srs.Kind), s *Store) error {
			mark("Rudder", srs.Park)
			if !isNew(t, s, card(t, s, "turns the boat").ID) {
				return errors.New("its follower still waits")
			}
			mark("Rudder", srs.Revive)
			return nil
		}, "forward"},
		{"the follower was failed before the leader came back", func(mark func(string, srs.Kind), s *Store) error {
			mark("Rudder", srs.Reject)
			_, _, err := s.Record(Answer{Card: card(t, s, "turns the boat").ID, Grade: srs.Again}, at(-1))
			mark("Rudder", srs.Accept)
			return err
		}, "forward reverse"},
	} {
		t.Run(test.name, func(t *testing.T) {
			s := fresh(t)
			load(t, s, "port.md", waits, at(0))
			if test.do != nil {
				mark := func(front string, kind srs.Kind) {
					for _, c := range cards(t, s) {
						if strings.HasPrefix(c.Prompt, front) {
							if _, err := s.Mark(c.ID, kind, at(0)); err != nil {
								t.Fatal(err)
							}
						}
					}
				}
				if err := test.do(mark, s); err != nil {
					t.Fatal(err)
				}
			}
			var got []string
			for _, c := range cards(t, s) {
				var follower int
				var hold int
				if err := s.get([]any{&follower, &hold}, "SELECT follower, hold FROM schedule WHERE card = ?", c.ID); err != nil {
					t.Fatal(err)
				}
				if hold == 0 && follower != locked {
					got = append(got, strings.SplitN(c.Slot, ":", 2)[0])
				}
			}
			slices.Sort(got)
			if strings.Join(got, " ") != test.want {
				t.Errorf("asked are %v, want %q", got, test.want)
			}
			sound(t, s)
		})
	}
}

// What a merge brings waits, or doesn't, for what is here.
func TestFollowersAfterARestore(t *testing.T) {
	from := fresh(t)
	load(t, from, "port.md", waits, at(0))
	for _, c := range cards(t, from) {
		if c.Draft {
			if _, err := from.Mark(c.ID, srs.Accept, at(0)); err != nil {
				t.Fatal(err)
			}
		}
	}
	b, err := from.Backup(noon)
	if err != nil {
		t.Fatal(err)
	}
	s := open(t, filepath.Join(t.TempDir(), "other.db"))
	if _, err := s.Restore(t.Context(), b.Path, at(1)); err != nil {
		t.Fatal(err)
	}
	sound(t, s)
	for _, c := range cards(t, s) {
		if isNew(t, s, c.ID) == (c.Slot == "reverse") {
			t.Errorf("%s: %v", c.Slot, isNew(t, s, c.ID))
		}
	}
}

// Gaps that have no leader come in the document's order, as many as the day has new cards. Only those that a leader
// unlocked are held to half of them.
func TestGapsWithoutLeadersAreNewLikeOthers(t *testing.T) {
	s := fresh(t)
	load(t, s, "port.md", `- By day the tower radio listens on `+"`channel 16`"+`
- Rudder: turns the boat
- By day the ferry radio listens on `+"`channel 12`"+`
- Keel: stops drift
- By day the pilot radio listens on `+"`channel 9`"+`
`, at(0))
	for _, c := range cards(t, s) {
		if c.Draft {
			if _, err := s.Mark(c.ID, srs.Accept, at(0)); err != nil {
				t.Fatal(err)
			}
		}
	}
	asked := func(limit, day int) (lines []int) {
		q, err := s.Queue(Filter{}, day0+srs.Day(day), QueueOptions{NewLimit: -1, Settings: Settings{NewPerDay: limit,
			NewTotal: -1, ReviewsPerDay: 99, ReviewsPerDeck: -1}})
		if err != nil {
			t.Fatal(err)
		}
		for _, id := range q.New {
			c, err := s.Card(id)
			if err != nil {
				t.Fatal(err)
			}
			lines = append(lines, c.Line)
		}
		return lines
	}
	for _, test := range []struct {
		limit int
		want  []int
	}{{1, []int{1}}, {3, []int{1, 2, 3}}, {5, []int{1, 2, 3, 4, 5}}} {
		if got := asked(test.limit, 0); !slices.Equal(got, test.want) {
			t.Errorf("of %d new cards, those of lines %v come; want %v", test.limit, got, test.want)
		}
	}
	for _, front := range []string{"By day the tower radio listens on ____", "By day the ferry radio listens on ____"} {
		record(t, s, card(t, s, front).ID, srs.Good, at(0))
	}
	if got := asked(5, 0); !slices.Equal(got, []int{2, 4, 5}) {
		t.Errorf("after two, those of lines %v come", got)
	}
}
