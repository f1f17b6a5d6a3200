package quiz

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"recall/data"
	"recall/srs"
)

const weak = `# sea

- persistence modes: RDB, AOF, both
- sail plans: sloop, ketch, yawl
- Keel: stops drift
`

// walk presses keys on the drafts of a store.
func walk(t *testing.T, s *data.Store, keys string, edit func(*data.Card) (string, error)) (*script, *Drafts, error) {
	t.Helper()
	ui := &script{t: t, in: strings.Fields(keys)}
	tick := clock0(0)
	d, err := NewDrafts(s, ui, func() data.Moment { return data.Moment{Time: tick(), Day: srs.Date(2026, 11, 22)} },
		data.Filter{}, edit)
	if err != nil {
		t.Fatal(err)
	}
	return ui, d, d.Run(context.Background())
}

// states returns the state of each card in words, in the order of the roadmap.
func states(t *testing.T, s *data.Store) (list []string) {
	t.Helper()
	if err := s.Cards(data.Filter{}, func(c *data.Card) error {
		list = append(list,
			c.Status())
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	return list
}

func waiting(t *testing.T, s *data.Store, state string) (n int) {
	t.Helper()
	for _, st := range states(t, s) {
		if st == state {
			n++
		}
	}
	return n
}

func TestDrafts(t *testing.T) {
	s := store(t)
	importText(t, s, weak, 0)
	drafts := waiting(t, s, "draft")
	if drafts < 3 {
		t.Fatalf("the text makes %d drafts", drafts)
	}
	for _, test := range []struct {
		name, keys         string
		accepted, rejected int // afterwards
		quit               bool
	}{
		{"quit at once", "q", 0, 0, true},
		{"the gaps of a bullet are one draft", "r u a q", 3, 0, true},
		{"and undone as one, in a later walk too", "u q", 0, 0, true},
		{"Enter takes them apart: accept and reject", "enter a r q", 1, 1, true},
		{"undo goes back, into an earlier walk too", "u u q", 0, 0, true},
		{"skip decides nothing, and is undone too", "s u a u s q", 0, 0, true},
		{"all of a form are rejected, and undone as one", "R u s q", 0, 0, true},
		{"help keeps the draft", "? enter a q", 1, 0, true},
		{"interrupted", "^C", 1, 0, false},
	} {
		ui, d, err := walk(t, s, test.keys, nil)
		if test.quit != errors.Is(err, ErrQuit) || strings.Contains(test.keys, "^C") != errors.Is(err, ErrInterrupt) {
			t.Fatalf("%s: %v", test.name, err)
		}
		var got [2]int
		if err := s.Cards(data.Filter{}, func(c *data.Card) error {
			if c.State.Accepted {
				got[0]++
			}
			if c.State.Rejected {
				got[1]++
			}
			return nil
		}); err != nil {
			t.Fatal(err)
		}
		if got != [2]int{test.accepted, test.rejected} {
			t.Errorf("%s: %v accepted and rejected, want %d and %d", test.name, got, test.accepted, test.rejected)
		}
		if len(ui.in) > 0 {
			t.Errorf("%s: keys %q are left", test.name, ui.in)
		}
		if want := waiting(t, s, "draft"); d.Left() > want {
			t.Errorf("%s: %d drafts left, %d wait", test.name, d.Left(), want)
		}
	}
}

// One key accepts all drafts of a form, and one key undoes that.
func TestDraftsOfOneForm(t *testing.T) {
	s := store(t)
	importText(t, s, weak, 0)
	before := states(t, s)
	ui, d, err := walk(t, s, "A u A q", nil)
	if err != nil && !errors.Is(err, ErrQuit) {
		t.Fatal(err)
	}
	accepted := 0
	if err := s.Cards(data.Filter{}, func(c *data.Card) error {
		if c.State.Accepted {
			accepted++
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	if accepted < 2 || d.accepted != accepted {
		t.Errorf("%d of a form are accepted, the walk says %d", accepted, d.accepted)
	}
	all := hint("A R", fmt.Sprintf("accept, reject all %d of this form", accepted))
	if s := ui.shown[0]; !slices.Contains(s.Keys.Hints, all) || s.Back == "" ||
		!strings.HasPrefix(s.Remark, "weak: it is a gap in ") {
		t.Errorf("the first screen is %+v", ui.shown[0])
	}
	if !strings.Contains(ui.shown[2].Notice, "wait again") {
		t.Errorf("after undo: %q", ui.shown[2].Notice)
	}
	for range accepted {
		if _, err := s.Undo(data.Moment{Time: clock0(0)(), Day: srs.Date(2026, 11, 22)}); err != nil {
			t.Fatal(err)
		}
	}
	if after := states(t, s); strings.Join(after, " ") != strings.Join(before, " ") {
		t.Errorf("after all is undone: %v, before: %v", after, before)
	}
}

// Decisions are the learner's: they survive an edit of the text and every later import.
func TestDecisionsSurviveImports(t *testing.T) {
	s := store(t)
	importText(t, s, weak, 0)
	if _, _, err := walk(t, s, "enter a r q", nil); !errors.Is(err, ErrQuit) {
		t.Fatal(err)
	}
	decided := func() (fronts []string) {
		if err := s.Cards(data.Filter{}, func(c *data.Card) error {
			if c.State.Accepted || c.State.Rejected {
				fronts = append(fronts, c.Slot+" "+c.Status())
			}
			return nil
		}); err != nil {
			t.Fatal(err)
		}
		return fronts
	}
	want := decided()
	for day, text := range []string{
		strings.Replace(weak, "persistence modes", "Persistence modes", 1),
		"# sea\n\n## Moved\n" + strings.TrimPrefix(weak, "# sea\n"),
		"# sea\n\n- Keel: stops drift\n",
		weak,
	} {
		importText(t, s, text, day+1)
		if got := decided(); day != 2 && strings.Join(got, ", ") != strings.Join(want, ", ") {
			t.Errorf("import %d: %v, want %v", day+1, got, want)
		}
	}
	if c, err := s.Check(false); err != nil || len(c.Faults) > 0 {
		t.Errorf("check: %v, %v", c.Faults, err)
	}
}

func TestDraftsAreEdited(t *testing.T) {
	s := store(t)
	importText(t, s, weak, 0)
	edits := 0
	ui, _, err := walk(t, s, "e e q", func(*data.Card) (string, error) {
		edits++
		if edits == 2 {
			return "", errors.New("the editor failed")
		}
		return "edited", nil
	})
	if !errors.Is(err, ErrQuit) || edits != 2 || ui.shown[1].Notice != "edited" ||
		ui.shown[2].Notice != "the editor failed" {
		t.Errorf("%d edits, %v, then %q", edits, err, ui.shown[len(ui.shown)-1].Notice)
	}
}

// u in a walk undoes decisions, but never a grade given before the walk.
// A gap that stands alone in its bullet is asked once it is accepted, and no more when that is undone.
func TestAnAcceptedGapIsAsked(t *testing.T) {
	s := empty(t)
	importText(t, s, "# sea\n\n- By day the harbour radio listens on `channel 16`\n", 0)
	asked := func() int {
		session, err := New(s, &script{t: t}, clock0(0),
			Options{Queue: data.QueueOptions{Settings: data.DefaultSettings, NewLimit: -1}})
		if err != nil {
			t.Fatal(err)
		}
		return len(session.new)
	}
	if n := asked(); n != 0 {
		t.Errorf("%d cards are asked before one is accepted", n)
	}
	if _, _, err := walk(t, s, "a q", nil); err != nil && !errors.Is(err, ErrQuit) {
		t.Fatal(err)
	}
	if n := asked(); n != 1 {
		t.Errorf("%d cards are asked after one is accepted", n)
	}
	if _, err := s.Undo(data.Moment{Time: clock0(0)(), Day: srs.Date(2026, 11, 22)}); err != nil {
		t.Fatal(err)
	}
	if n := asked(); n != 0 {
		t.Errorf("%d cards are asked after that is undone", n)
	}
}

func TestDraftsUndoNoGrade(t *testing.T) {
	s := empty(t)
	importText(t, s, weak, 0)
	play(t, s, 0, Options{}, "space 3 q")
	before := log(t, s)
	ui, _, err := walk(t, s, "u q", nil)
	if !errors.Is(err, ErrQuit) || len(before) != 1 {
		t.Fatal(err, before)
	}
	if got := log(t, s); !slices.Equal(got, before) || ui.shown[1].Notice != "There is no decision to undo." {
		t.Errorf("the log says %v, before %v; notice %q", got, before, ui.shown[1].Notice)
	}
}

// R asks before it rejects many drafts; anything but y is no.
func TestRejectingMany(t *testing.T) {
	text := "# sea\n\n"
	for i := range 11 {
		text += fmt.Sprintf("- By day the %s radio listens on `channel %d`\n", strings.Repeat("o", i+1), i)
	}
	for keys, want := range map[string]int{"R n q": 0, "R enter q": 0, "R y": 11, "a R u q": 0, "R y u q": 0} {
		s := empty(t)
		importText(t, s, text, 0)
		if _, _, err := walk(t, s, keys, nil); err != nil && !errors.Is(err, ErrQuit) {
			t.Fatal(err)
		}
		if got := waiting(t, s, "rejected"); got != want {
			t.Errorf("%s: %d are rejected, want %d", keys, got, want)
		}
	}
}
