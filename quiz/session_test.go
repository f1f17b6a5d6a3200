package quiz

import (
	"context"
	"errors"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"recall/data"
	"recall/quiz/draw"
	"recall/srs"
)

func TestRun(t *testing.T) {
	for _, test := range []struct {
		name, keys string
		log        []string
		end        error
		left       int
	}{
		{"all good", "space space space 3 enter 4", []string{"Keel Good", "Rudder Good", "Boom Easy"}, nil, 0},
		{"what fails comes back at the end", "space 1 space 3 space 3 space 3", []string{"Keel Again", "Rudder Good", "Boom Good", "Keel Good"}, nil, 0},
		{"hard comes back too, as drill", "space 2 space 3 space 3 space 1 space 3", []string{"Keel Hard", "Rudder Good", "Boom Good", "Keel Again", "Keel Good"}, nil, 0},
		{"quit at the question", "q", nil, ErrQuit, 3},
		{"quit at the answer grades nothing", "space q", nil, ErrQuit, 3},
		{"the end of the input is quit", "space 3", []string{"Keel Good"}, ErrQuit, 2},
		{"cut off at the answer", "space ^C", nil, ErrInterrupt, 3},
		{"undo at the next question", "space 1 u space 4 q", []string{"Keel Easy"}, ErrQuit, 2},
		{"undo at the next answer", "space 3 space u space 4 q", []string{"Keel Easy"}, ErrQuit, 2},
		{"undo twice", "space 3 space 3 u u q", nil, ErrQuit, 3},
		{"undo with nothing done", "u space 3 q", []string{"Keel Good"}, ErrQuit, 2},
		{"undo of a card that came back", "space 1 space 3 space 3 space 3", []string{"Keel Again", "Rudder Good", "Boom Good", "Keel Good"}, nil, 0},
		{"after the last card the grade can be taken back", "space 3 space 3 space 3 u space 4", []string{"Keel Good", "Rudder Good", "Boom Easy"}, nil, 0},
		{"all of them, one by one", "space 3 space 3 space 3 u u u q", nil, ErrQuit, 3},
		{"space leaves after the last card", "space 3 space 3 space 3 space", []string{"Keel Good", "Rudder Good", "Boom Good"}, nil, 0},
		{"suspend", "s space 3 space 3", []string{"Rudder Good", "Boom Good"}, nil, 0},
		{"suspend at the answer, and undo it", "space s u space 3 q", []string{"Keel Good"}, ErrQuit, 2},
		{"bury", "b space 3 space 3", []string{"Rudder Good", "Boom Good"}, nil, 0},
		{"flag stays at the card", "f space f 3 q", []string{"Keel Good"}, ErrQuit, 2},
		{"help stays at the card", "? space space ? esc 3 q", []string{"Keel Good"}, ErrQuit, 2},
	} {
		t.Run(test.name, func(t *testing.T) {
			s := store(t)
			_, session, err := play(t, s, 0, Options{}, test.keys)
			if !errors.Is(err, test.end) {
				t.Errorf("it ended with %v, want %v", err, test.end)
			}
			if got := log(t, s); !slices.Equal(got, test.log) {
				t.Errorf("the log says %v, want %v", got, test.log)
			}
			if session.Left() != test.left {
				t.Errorf("%d cards are left, want %d", session.Left(), test.left)
			}
			if c, err := s.Check(false); err != nil || len(c.Faults) > 0 {
				t.Errorf("check: %v %v", c.Faults, err)
			}
		})
	}
}

func TestTheAnswerIsHiddenUntilItIsShown(t *testing.T) {
	ui, _, _ := play(t, store(t), 0, Options{}, "space 3 q")
	var backs []string
	for _, screen := range ui.shown {
		backs = append(backs, screen.Back)
		if screen.Back == "" && (screen.Source != "" || len(screen.Buttons) > 0) {
			t.Errorf("a question gives its bullet away: %+v", screen)
		}
	}
	if want := []string{"", "stops drift", ""}; !slices.Equal(backs, want) {
		t.Errorf("backs %q, want %q", backs, want)
	}
}

// A card not finished on a day is asked again that day, in any session. The next day it is due or new, as its log says.
func TestUnfinishedCardsComeBack(t *testing.T) {
	s := store(t)
	play(t, s, 0, Options{}, "space 1 space 2 q")
	_, session, _ := play(t, s, 0, Options{}, "")
	if got := session.headline(); got[0] != "3 left" || got[1] != "1 new 2 again" {
		t.Errorf("the head line is %q", got)
	}
	_, session, _ = play(t, s, 1, Options{}, "")
	if got := session.headline(); got[1] != "2 new 1 due" {
		t.Errorf("the next day's head line is %q", got)
	}
}

// A limit takes due cards first, then those that come back, then new ones.
func TestLimit(t *testing.T) {
	s := empty(t)
	importText(t, s, sea+"- Jib: a sail before the mast\n- Sheet: trims a sail\n", 0)
	play(t, s, 0, Options{Limit: 2}, "space 3 space 3")
	play(t, s, 1, Options{}, "space 1 q")
	for limit, want := range []string{"3 new 1 again 1 due", "1 due", "1 again 1 due", "1 new 1 again 1 due",
		"2 new 1 again 1 due"} {
		_, session, _ := play(t, s, 1, Options{Limit: limit}, "")
		if got := session.headline()[1]; got != want {
			t.Errorf("a limit of %d leaves %q, want %q", limit, got, want)
		}
	}
}

// New cards come when the learner wants them: u puts a card back in its place, and a limit takes the first cards of that
// order.
func TestNewOrder(t *testing.T) {
	for order, want := range map[string]string{
		"last":      "Keel Rudder Keel Rudder Jib Sheet Mast",
		"new_first": "Jib Sheet Jib Sheet Mast Keel Rudder",
		"mixed":     "Jib Keel Jib Keel Sheet Rudder Mast",
	} {
		s := store(t)
		play(t, s, 0, Options{Limit: 2}, "space 3 space 3")
		boats, _, _ := strings.Cut(sea, "- Boom")
		importText(t, s, boats+"- Jib: a sail before the mast\n- Sheet: trims a sail\n- Mast: holds the sails\n", 1)
		setting(t, s, "new_order", order)
		ui, _, _ := play(t, s, 1, Options{}, "space 3 u space 3 space 3 space 3 space 3 space 3")
		var fronts []string
		for _, screen := range ui.shown {
			if n := len(fronts); n == 0 || fronts[n-1] != screen.Front {
				fronts = append(fronts, screen.Front)
			}
		}
		got := strings.Join(fronts, " ")
		if strings.Index(got, "Rudder") < strings.Index(got, "Keel") {
			got = strings.NewReplacer("Rudder", "Keel", "Keel", "Rudder").Replace(got) // those due come in any order
		}
		if !strings.HasPrefix(got, want) {
			t.Errorf("%s asks %q, want %q", order, got, want)
		}
	}
}

// What the latest act did is said once: it is gone when the next key shows the answer.
func TestNoticesGo(t *testing.T) {
	for keys, want := range map[string][]string{
		"s space 3 q":   {"", "Suspended: ", "", ""},
		"f space f 3 q": {"", "Flagged.", "", "The flag is off.", ""},
		"space f 3 q":   {"", "", "Flagged.", ""},
		"x space u q":   {"", "Rejected: ", "", "Undone: rejecting "},
	} {
		ui, _, _ := play(t, store(t), 0, Options{}, keys)
		for i, screen := range ui.shown {
			if i >= len(want) || !strings.HasPrefix(screen.Notice, want[i]) || want[i] == "" && screen.Notice != "" {
				t.Errorf("%s: screen %d says %q, want %q", keys, i, screen.Notice, want)
			}
		}
	}
}

// Cards asked before their day are counted apart.
func TestEarlyCardsAreCounted(t *testing.T) {
	s := store(t)
	play(t, s, 0, Options{}, "space 3 space 3 space 3")
	play(t, s, 1, Options{Limit: 1}, "space 3")
	_, session, _ := play(t, s, 1, Options{Queue: data.QueueOptions{Ahead: 6}}, "")
	if got := session.headline()[1]; got != "2 due" { // the third was answered today
		t.Errorf("on day 1: %q", got)
	}
	play(t, s, 2, Options{}, "space 3 space 3")
	_, session, _ = play(t, s, 4, Options{Queue: data.QueueOptions{Ahead: 4}}, "space 3")
	if got, early := session.headline()[1], session.Early(); got != "2 early" || early != 3 {
		t.Errorf("on day 4: %q of %d", got, early)
	}
}

func TestASessionKeepsItsDay(t *testing.T) {
	s := store(t)
	late := time.Date(2026, 11, 23, 3, 58, 30, 0, time.UTC) // the clock is read twice before the rollover
	session, err := New(s, &script{t: t, in: []string{"space", "1", "space", "3", "space", "3", "space", "3"}},
		func() time.Time {
			late = late.Add(time.Minute)
			return late
		}, Options{Way: "reveal", Queue: data.QueueOptions{Settings: data.DefaultSettings, NewLimit: -1}})
	if err != nil {
		t.Fatal(err)
	}
	if err := session.Run(context.Background()); err != nil || session.Left() != 0 {
		t.Fatalf("%d cards are left, %v", session.Left(), err)
	}
	if err := s.Cards(data.Filter{}, func(c *data.Card) error {
		if !c.State.New() && c.State.Due != srs.Date(2026, 11, 23) {
			t.Errorf("%s is due on %v", c.Prompt, c.State.Due)
		}
		return nil
	}); err != nil {
		t.Error(err)
	}
}

func TestCramChangesNoSchedule(t *testing.T) {
	s := store(t)
	play(t, s, 0, Options{}, "space 3 space 3 space 3")
	before := map[int64]srs.State{}
	s.Cards(data.Filter{}, func(c *data.Card) error { before[c.ID] = c.State; return nil })
	_, session, err := play(t, s, 0, Options{Cram: true, Queue: data.QueueOptions{All: true}},
		"space 1 space 3 space 3 space 3")
	if err != nil || session.Left() != 0 {
		t.Errorf("%d left, %v", session.Left(), err)
	}
	s.Cards(data.Filter{}, func(c *data.Card) error {
		if c.State != before[c.ID] {
			t.Errorf("%s: %+v became %+v", c.Prompt, before[c.ID], c.State)
		}
		return nil
	})
}

func TestAnotherSessionWasFaster(t *testing.T) {
	s := store(t)
	ui := &script{t: t, in: []string{"space", "3"}}
	session, err := New(s, ui, clock0(0),
		Options{Way: "reveal", Queue: data.QueueOptions{Settings: data.DefaultSettings, NewLimit: -1}})
	if err != nil {
		t.Fatal(err)
	}
	play(t, s, 0, Options{Limit: 2}, "space 3 space 3")
	if err := session.Run(context.Background()); err != nil {
		t.Fatal(err)
	}
	if got := log(t, s); !slices.Equal(got, []string{"Keel Good", "Rudder Good", "Boom Good"}) {
		t.Errorf("the log says %v", got)
	}
}

// A failing disk loses no earlier grade: the message says what is safe, and the same key tries again.
func TestAGradeThatCannotBeStored(t *testing.T) {
	// a folder in place of SQLite's journal makes writing fail
	inTheWay := func(s *data.Store) string { return s.Path() + "-journal" }
	for _, test := range []struct {
		name  string
		mend  bool
		keys  string
		lines bool
		log   []string
	}{
		{"mended meanwhile", true, "space 3 space 3 q", false, []string{"Keel Good", "Rudder Good"}},
		{"mended, and suspended instead", true, "space 3 space s q", false, []string{"Keel Good"}},
		{"still failing", false, "space 3 space 3 3 q", false, []string{"Keel Good"}},
		{"through a pipe nobody would see it", false, "space 3 space 3 3 3", true, []string{"Keel Good"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			s := store(t)
			ui := &script{t: t, in: strings.Split(test.keys, " ")}
			failed := false
			ui.before = func(screen draw.Screen) {
				switch {
				case screen.Front == "Rudder" && len(screen.Buttons) > 0 && !failed:
					failed = true
					os.Remove(inTheWay(s))
					if err := os.Mkdir(inTheWay(s), 0o700); err != nil {
						t.Error(err)
					}
					if test.mend {
						ui.in = append([]string{ui.in[0]}, ui.in...)
					}
				case strings.HasPrefix(screen.Notice, "Not stored: ") && test.mend:
					os.Remove(inTheWay(s))
				}
			}
			session, err := New(s, ui, clock0(0),
				Options{Way: "reveal", Lines: test.lines,
					Queue: data.QueueOptions{Settings: data.DefaultSettings, NewLimit: -1}})
			if err != nil {
				t.Fatal(err)
			}
			err = session.Run(context.Background())
			os.Remove(inTheWay(s))
			if stored := errors.Is(err, ErrQuit); stored != test.mend {
				t.Errorf("it ended with %v", err)
			}
			if got := log(t, s); !slices.Equal(got, test.log) {
				t.Errorf("the log says %v, want %v", got, test.log)
			}
			told := slices.ContainsFunc(ui.shown, func(screen draw.Screen) bool {
				return strings.HasPrefix(screen.Notice, "Not stored: ") &&
					strings.Contains(screen.Notice, "All that you did before is.") && len(screen.Buttons) > 0
			})
			if told == test.lines {
				t.Errorf("the failure was told with the grade keys: %v", told)
			}
		})
	}
}

// No new card is shown after the session's time is up, but the one on the screen is finished.
func TestTime(t *testing.T) {
	s := store(t)
	_, session, err := play(t, s, 0, Options{Time: 5 * time.Second}, "space 3 space 3 space 3")
	if err != nil || session.Left() == 0 || len(log(t, s)) == 0 {
		t.Errorf("%d cards are left, %v", session.Left(), err)
	}
	lines, err := session.Summary(draw.Style{Width: 79})
	if err != nil || !strings.HasPrefix(lines[0], "Time is up; ") {
		t.Errorf("the summary begins with %q, %v", lines[0], err)
	}
}

// What comes back, comes back apart: at the end, the least recently asked first. Where few cards lie between, it says so.
func TestRepeatsComeBackApart(t *testing.T) {
	s := empty(t)
	importText(t, s, `# sea

- Keel: stops drift
- Rudder: gives a course
- Boom: holds the foot of a sail
- Gooseneck: joins the boom to the mast
- Halyard: hoists a sail
- Painter: ties up a dinghy
- Fender: keeps hulls apart
`, 0)
	ui, _, _ := play(t, s, 0, Options{}, "space 1 space 3 space 3 space 3 space 3 space 3 space 1 space 1 space 1 space 3 space 3 q")
	var got []string
	for i := 14; i < len(ui.shown); i += 2 {
		got = append(got, ui.shown[i].Front+": "+ui.shown[i].Remark)
	}
	if want := []string{
		"Keel: ", // six cards lie between
		"Fender: You saw the answer 1 card ago, so knowing it says little.",
		"Keel: You saw the answer 1 card ago, so knowing it says little.",
		"Fender: You saw the answer 1 card ago, so knowing it says little.",
	}; !slices.Equal(got[:min(len(got), 4)], want) {
		t.Errorf("got %q", got)
	}
	for i := range 14 {
		if ui.shown[i].Remark != "" {
			t.Errorf("%s: a first question says %q", ui.shown[i].Front, ui.shown[i].Remark)
		}
	}
	ui, _, _ = play(t, s, 1, Options{Limit: 1}, "space 1 space 3")
	if got := ui.shown[2].Remark; got != "You saw the answer just now, so knowing it says little." {
		t.Errorf("the only card left says %q", got)
	}
}
