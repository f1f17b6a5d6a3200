package data

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"recall/deck/match"
	"recall/srs"
)

// learn passes all cards once.
func learn(t testing.TB, s *Store, m Moment) {
	t.Helper()
	for _, c := range cards(t, s) {
		record(t, s, c.ID, srs.Good, m)
	}
}

// fell lists the fallout of a plan, one line a card.
func fell(p *Plan) (list []string) {
	for _, f := range p.Fallout {
		list = append(list, fmt.Sprintf("%s %s:%d %s: %s", f.Kind, f.Path, f.Line, f.Front, f.Why))
	}
	return list
}

// An import names each learnt card that starts over or is parked, with its line and the reason. It is silent about
// cards that were never passed, and about those that go on as they were.
func TestFalloutNamesLearntCards(t *testing.T) {
	const before = "## Ports\n\n- HTTPS port: 443\n- SSH port: 22\n- map: lookup O(1), insertion O(n)\n" +
		"- SFTP port: 115 <!-- id:aaaaaaaa -->\n- Which masts does a ketch have?\n  - a main mast and a mizzen\n"
	for _, test := range []struct {
		name, old, new string
		want           []string
	}{
		{"nothing", "", "", nil},
		{"a bullet above", "- HTTPS", "- Mast: carries the sails\n- HTTPS", nil},
		{"layout", "HTTPS port: 443", "**HTTPS port**: 443", nil},
		{"the answer", "SSH port: 22", "SSH port: 23", []string{"restarted /a.md:4 Ports › SSH port: answer"}},
		{"one answer of two", "O(n)", "O(log n)", []string{"restarted /a.md:5 Ports › map · insertion: answer"}},
		{"an answer below its question", "a mizzen", "a foremast",
			[]string{"restarted /a.md:7 Ports › Which masts does a ketch have?: answer"}},
		{"the bullet is gone", "- SSH port: 22\n", "", []string{"parked /a.md:4 Ports › SSH port: gone"}},
		{"the colon is gone", "S port: 443", "S port 443", []string{"parked /a.md:3 Ports › HTTPS port: no-card bare"}},
		{"one card of two is gone", ", insertion O(n)", "", []string{"parked /a.md:5 Ports › map · insertion: no-card"}},
		{"the card of another bullet", "SFTP port: 115", "SSH port: 22",
			[]string{"parked /a.md:6 Ports › SFTP port: duplicate 4"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			for _, learnt := range []bool{true, false} {
				s := fresh(t)
				mustImport(t, s, at(0), []File{fileOf(t, "/a.md", before)})
				want := test.want
				if learnt {
					learn(t, s, at(0))
				} else {
					want = nil
				}
				old := map[int64]srs.State{}
				for _, c := range cards(t, s) {
					old[c.ID] = c.State
				}
				p := mustImport(t, s, at(1), []File{fileOf(t, "/a.md", strings.Replace(before, test.old, test.new, 1))})
				if got := fell(p); !slices.Equal(got, want) {
					t.Errorf("learnt %v: the import tells\n%q\nwant\n%q", learnt, got, want)
				}
				for _, c := range cards(t, s) {
					told := slices.ContainsFunc(p.Fallout, func(f Fallout) bool { return f.Card == c.ID && f.UID == c.UID })
					if before, known := old[c.ID]; learnt && known && told != (before != c.State) {
						t.Errorf("%s was %+v and is %+v; told: %v", c.Front(), before, c.State, told)
					}
				}
			}
		})
	}
}

// If another program learns a card between the plan and its import, the import would touch a card that it did not name.
// It is refused.
func TestFalloutHoldsUntilTheImport(t *testing.T) {
	s := fresh(t)
	mustImport(t, s, at(0), []File{fileOf(t, "/a.md", hull)})
	p, err := s.Plan("sea", []File{fileOf(t, "/a.md", "## Hull\n\n- Rudder: gives a course\n")})
	if err != nil || len(p.Fallout) > 0 {
		t.Fatalf("%v, %v", fell(p), err)
	}
	learn(t, open(t, s.Path()), at(0))
	if _, err := s.Apply(p, at(0)); err != ErrPlanIsOld {
		t.Errorf("%v", err)
	}
}

// Kept schedules go on through any edit; what is parked is parked all the same.
func TestKeepSchedules(t *testing.T) {
	s := fresh(t)
	mustImport(t, s, at(0), []File{fileOf(t, "/a.md", hull)})
	learn(t, s, at(0))
	keel := card(t, s, "Keel")
	p, err := s.Plan("sea", []File{fileOf(t, "/a.md",
		"## Hull\n\n- Keel: stops 90 % of the drift\n- Rudder: gives a course\n")})
	if err != nil {
		t.Fatal(err)
	}
	if got := counts(p); got != "same 1 changed 1 parked 1 " {
		t.Fatal(got)
	}
	p.KeepSchedules()
	learn(t, open(t, s.Path()), at(0)) // the plan is made again
	if _, err := s.Apply(p, at(1)); err != nil {
		t.Fatal(err)
	}
	want := []string{"parked /a.md:5 Hull › Bow: gone", "parked /a.md:5 Hull › the front of a boat: gone"}
	got := fell(p)
	if counts(p) != "same 1 fixed 1 parked 1 " || !slices.Equal(got, want) || p.Changes[0].Kind != match.Fixed {
		t.Errorf("%s, %q, %+v", counts(p), got, p.Changes)
	}
	if c := card(t, s, "Keel"); c.ID != keel.ID || c.State != keel.State || c.Answer != "stops 90 % of the drift" {
		t.Errorf("it is %+v with %q", c.State, c.Answer)
	}
	sound(t, s)
}

// Many cards that start over are worth a question: more than five in all, or two that are a fifth of a deck. A single
// one is not.
func TestRestartMany(t *testing.T) {
	for _, test := range []struct {
		learnt, restarts, elsewhere int
		want                        bool
	}{
		{1, 1, 0, false}, {2, 2, 0, true}, {10, 2, 0, true}, {11, 2, 0, false}, {25, 5, 0, true}, {26, 5, 0, false},
		{100, 6, 0, true}, {100, 3, 2, false}, {100, 3, 3, true},
	} {
		plan := func(restarts int) *Plan {
			cards := []Fallout{{Kind: CardParked}, {Kind: CardEdited}}
			return &Plan{learnt: test.learnt,
				Fallout: append(cards, slices.Repeat([]Fallout{{Kind: CardRestarted}}, restarts)...)}
		}
		if got := RestartMany([]*Plan{plan(test.restarts), plan(test.elsewhere)}); got != test.want {
			t.Errorf("%d of %d and %d elsewhere: %v", test.restarts, test.learnt, test.elsewhere, got)
		}
	}
}

// A bullet that stays and loses a card that was learnt counts like one that is gone.
func TestParksMany(t *testing.T) {
	for _, test := range []struct {
		gone, lost, stored int
		want               bool
	}{{11, 0, 50, true}, {10, 0, 20, false}, {6, 5, 50, true}, {0, 11, 54, true}, {0, 11, 55, false}, {5, 5, 20, false}} {
		p := &Plan{Stored: test.stored, Count: map[match.Fate]int{match.Parked: test.gone}}
		for note := range int64(test.gone) {
			p.Fallout = append(p.Fallout, Fallout{Kind: CardParked, Why: WhyGone, note: 100 + note})
		}
		for note := range int64(test.lost) { // two cards each
			lost := Fallout{Kind: CardParked, Why: WhyNoCard, note: note}
			p.Fallout = append(p.Fallout, lost, lost)
		}
		if p.ParksMany() != test.want {
			t.Errorf("%d gone and %d lost of %d: %v", test.gone, test.lost, test.stored, !test.want)
		}
	}
}
