package quiz

import (
	"cmp"
	"context"
	"crypto/sha256"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"recall/data"
	"recall/deck"
	"recall/quiz/draw"
	"recall/srs"
)

// script is a UI that plays keys and lines given beforehand. It fails the test when it has a key that the session does not offer.
type script struct {
	t     *testing.T
	in    []string // a key, or a line; "" is an empty line
	shown []draw.Screen
	// before is called before a key is given, where it is set: what happens meanwhile
	before func(draw.Screen)
}

func (s *script) next() (string, error) {
	if len(s.in) == 0 {
		return "", ErrQuit
	}
	in := s.in[0]
	s.in = s.in[1:]
	if in == "^C" {
		return "", ErrInterrupt
	}
	return in, nil
}

func (s *script) Key(screen draw.Screen, keys string) (rune, error) {
	s.shown = append(s.shown, screen)
	if s.before != nil {
		s.before(screen)
	}
	in, err := s.next()
	if err != nil {
		return 0, err
	}
	names := map[string]rune{"space": ' ', "enter": '\r', "esc": 0x1b, "back": 0x7f}
	key, ok := names[in]
	if !ok {
		key = []rune(in)[0]
	}
	if !strings.ContainsRune(keys, key) {
		s.t.Errorf("%q is not one of the keys %q at %q", in, keys, screen.Front)
	}
	return key, nil
}

func (s *script) Line(screen draw.Screen) (string, error) {
	s.shown = append(s.shown, screen)
	in, err := s.next()
	if in == "esc" {
		return "", ErrEscape
	}
	return in, err
}

func (s *script) Pick(string, []string) (int, error)                       { return 0, ErrQuit }
func (s *script) Field(string, string, func(string) error) (string, error) { return "", ErrQuit }
func (s *script) Show([]string) error                                      { return nil }
func (s *script) Style() draw.Style                                        { return draw.Style{Width: 79} }

const sea = `# sea

## 1 Boats

- Keel: stops drift
- Rudder: gives a course
- Boom: holds the foot of a sail
`

// store returns a store with one deck, sea.
func store(t *testing.T) *data.Store {
	t.Helper()
	s := empty(t)
	importText(t, s, sea, 0)
	return s
}

// first is the id of the first card.
func first(t *testing.T, s *data.Store) (id string) {
	t.Helper()
	if err := s.Cards(data.Filter{}, func(c *data.Card) error { id = cmp.Or(id, c.Short()); return nil }); err != nil {
		t.Fatal(err)
	}
	return id
}

// empty returns a store without a card.
func empty(t *testing.T) *data.Store {
	t.Helper()
	s, err := data.Open(context.Background(), filepath.Join(t.TempDir(), "recall.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

func importText(t *testing.T, s *data.Store, text string, day int) {
	t.Helper()
	doc, problems := deck.Parse("sea.md", []byte(text))
	if len(problems) > 0 {
		t.Fatal(problems[0])
	}
	p, err := s.Plan("sea", []data.File{{Path: "/sea.md", Sum: sha256.Sum256([]byte(text)), Doc: doc}})
	if err != nil {
		t.Fatal(err)
	}
	now := clock0(day)()
	if _, err := s.Apply(p, data.Moment{Time: now, Day: srs.DayOf(now, 4*time.Hour)}); err != nil {
		t.Fatal(err)
	}
}

// clock0 ticks a second at each look, from noon of a day of the test.
func clock0(day int) func() time.Time {
	now := time.Date(2026, 11, 22+day, 12, 0, 0, 0, time.UTC)
	return func() time.Time { now = now.Add(time.Second); return now }
}

// play runs a session with keys, and returns what was shown, what is left, and how it ended.
func play(t *testing.T, s *data.Store, day int, opt Options, keys string) (*script, *Session, error) {
	t.Helper()
	ui := &script{t: t, in: strings.Split(keys, " ")}
	if keys == "" {
		ui.in = nil
	}
	opt.Queue.Settings = data.DefaultSettings
	if opt.Way == "" {
		opt.Way = "reveal"
	}
	if opt.Queue.NewLimit == 0 {
		opt.Queue.NewLimit = -1
	}
	session, err := New(s, ui, clock0(day), opt)
	if err != nil {
		t.Fatal(err)
	}
	return ui, session, session.Run(context.Background())
}

// log returns "front grade" of each review that counts.
func log(t *testing.T, s *data.Store) []string {
	t.Helper()
	var list []string
	err := s.Table("review", data.Filter{}, data.Span{}, false, func(cells []data.Cell) error {
		list = append(list, cells[4].Text+" "+GradeName(srs.Grade(cells[8].Number)))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for i, review := range list {
		id, grade, _ := strings.Cut(review, " ")
		card, err := s.FindCard(id)
		if err != nil {
			t.Fatal(err)
		}
		list[i] = card.Prompt + " " + grade
	}
	return list
}

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

// An undo in a later session, with the queue already drawn up, brings the card back into it.
func TestUndoAcrossSessions(t *testing.T) {
	s := store(t)
	play(t, s, 0, Options{}, "space 3 space 3 space 3")
	ui, session, _ := play(t, s, 1, Options{}, "u q")
	if session.Left() != 3 || !strings.HasPrefix(ui.shown[1].Notice, "Undone: Good for ") {
		t.Errorf("%d cards are left, notice %q", session.Left(), ui.shown[1].Notice)
	}
	if _, err := s.Undo(data.Moment{Time: clock0(1)(), Day: srs.Date(2026, 11, 23)}); err != nil {
		t.Error(err)
	}
}

// What is not finished on a day is asked again that day, in any session; the next day it is due or new as its log says.
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

// An edit is not undone: u says so once. Left without a change, the editor gives the card back on the side where it was opened.
func TestEditAndUndo(t *testing.T) {
	s := store(t)
	say := "Fixed: the schedule stays."
	opt := Options{Edit: func(*data.Card) (string, error) { return say, nil }}
	ui, _, _ := play(t, s, 0, opt, "space 3 e u u q")
	var notices []string
	for _, screen := range ui.shown[2:] {
		notices = append(notices, screen.Notice)
	}
	if want := []string{"", say, notUndone, "Undone: Good for Boats › Keel"}; !slices.Equal(notices, want) {
		t.Errorf("notices %q, want %q", notices, want)
	}
	say = ""
	ui, _, _ = play(t, s, 0, opt, "space e 4 q")
	if after := ui.shown[2]; after.Back == "" || after.Notice != "Nothing was changed." {
		t.Errorf("after an edit that changed nothing, the back is %q, the notice %q", after.Back, after.Notice)
	}
	if got := log(t, s); !slices.Equal(got, []string{"Keel Easy"}) {
		t.Errorf("the log says %v", got)
	}
}

// An undo brings no card into a session that was not asked for it.
func TestUndoOfACardThatIsNotMeant(t *testing.T) {
	s := formsStore(t)
	play(t, s, 0, only("Growth", "reveal"), "space 3")
	opt := only("Sets", "reveal")
	ui, session, _ := play(t, s, 0, opt, "u q")
	if session.Left() != 1 || !strings.HasSuffix(ui.shown[1].Notice, "It is not one of the cards asked here.") {
		t.Errorf("%d cards are left, notice %q", session.Left(), ui.shown[1].Notice)
	}
	if got := log(t, s); len(got) != 0 {
		t.Errorf("the log says %v", got)
	}
}

func TestASessionKeepsItsDay(t *testing.T) {
	s := store(t)
	late := time.Date(2026, 11, 23, 3, 58, 30, 0, time.UTC) // two looks before the rollover
	session, err := New(s, &script{t: t, in: []string{"space", "1", "space", "3", "space", "3", "space", "3"}}, func() time.Time {
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
	_, session, err := play(t, s, 0, Options{Cram: true, Queue: data.QueueOptions{All: true}}, "space 1 space 3 space 3 space 3")
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
	session, err := New(s, ui, clock0(0), Options{Way: "reveal", Queue: data.QueueOptions{Settings: data.DefaultSettings, NewLimit: -1}})
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

func TestSummary(t *testing.T) {
	s := store(t)
	_, session, _ := play(t, s, 0, Options{}, "space 1 space 2 space 4 space 3 q")
	lines, err := session.Summary(draw.Style{Width: 79})
	if err != nil {
		t.Fatal(err)
	}
	got := strings.Join(lines, "\n")
	want := `Stopped; 1 card waits. 3 cards in 4 s, 1 s a card; 1 came back: Keel; 1 to
repeat: Rudder

  Again   1   ██████████████████████████████
  Hard    1   ██████████████████████████████
  Good    0
  Easy    1   ██████████████████████████████

  Right first time 2 of 3    Streak 1 day
  1 today, 3 tomorrow.    recall review goes on · recall undo · recall stats`
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// A disk that fails takes no grade along: the sentence says what is safe, the same key tries again.
func TestAGradeThatCannotBeStored(t *testing.T) {
	inTheWay := func(s *data.Store) string { return s.Path() + "-journal" } // a folder where SQLite wants to write its journal
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
			session, err := New(s, ui, clock0(0), Options{Way: "reveal", Lines: test.lines, Queue: data.QueueOptions{Settings: data.DefaultSettings, NewLimit: -1}})
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
				return strings.HasPrefix(screen.Notice, "Not stored: ") && strings.Contains(screen.Notice, "All that you did before is.") && len(screen.Buttons) > 0
			})
			if told == test.lines {
				t.Errorf("the failure was told with the grade keys: %v", told)
			}
		})
	}
}

// No card is begun after the time of a session; what is on the screen is finished.
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

// A card that was forgotten at eight reviews is named, with a likely cause, and can be edited or suspended on the spot.
func TestLeech(t *testing.T) {
	for _, test := range []struct {
		bullet, cause string
	}{
		{"- Keel: stops drift\n", "its words do not stick"},
		{"- Keel: keeps a boat that the wind blows sideways from sliding through the water\n", "its answer is long"},
		{"- Main sail sheet: trims the sail\n- Main sail sheets: hold the sail\n", `"Main sail sheets" looks much like it`},
	} {
		for _, key := range []string{"space", "s", "e"} {
			s := empty(t)
			importText(t, s, "# sea\n\n"+test.bullet, 0)
			var ui *script
			for day := range 2 * srs.LeechAt {
				opt, keys := Options{Limit: 1, Edit: func(*data.Card) (string, error) { return "edited", nil }}, "space 3"
				if day%2 == 1 {
					keys = "space 1 " + key + " space 3"
				}
				if day < 2*srs.LeechAt-1 {
					keys = strings.Replace(keys, key+" space 3", "space 3", 1)
				}
				ui, _, _ = play(t, s, day, opt, keys)
			}
			at := slices.IndexFunc(ui.shown, func(screen draw.Screen) bool { return strings.HasPrefix(screen.Notice, "Forgotten 8 times: ") })
			if at < 0 || !strings.Contains(ui.shown[at].Notice, test.cause) {
				t.Errorf("%s: the leech is not told with its cause: %q", test.bullet, ui.shown[2].Notice)
				continue
			}
			c, err := s.FindCard(first(t, s))
			if err != nil || c.State.Suspended != (key == "s") {
				t.Errorf("after %s the card is suspended: %v, %v", key, c.State.Suspended, err)
			}
		}
	}
}
