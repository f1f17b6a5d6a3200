package quiz

import (
	"cmp"
	"context"
	"crypto/sha256"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"recall/data"
	"recall/deck/read"
	"recall/quiz/draw"
	"recall/srs"
)

// script is a UI that plays the given keys and lines. It fails the test if it has a key that the session does not
// offer.
type script struct {
	t     *testing.T
	in    []string // a key, or a line; "" is an empty line
	shown []draw.Screen
	// before, if set, is called before each key: what happens in the meantime
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

// first returns the id of the first card.
func first(t *testing.T, s *data.Store) (id string) {
	t.Helper()
	if err := s.Cards(data.Filter{}, func(c *data.Card) error { id = cmp.Or(id, c.Short()); return nil }); err != nil {
		t.Fatal(err)
	}
	return id
}

// empty returns a store without cards.
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
	doc, problems := read.Parse("sea.md", []byte(text))
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

// clock0 starts at noon of a test day and advances a second each time it is read.
func clock0(day int) func() time.Time {
	now := time.Date(2026, 11, 22+day, 12, 0, 0, 0, time.UTC)
	return func() time.Time { now = now.Add(time.Second); return now }
}

// play runs a session with keys, and returns what was shown, what is left and how it ended.
func play(t *testing.T, s *data.Store, day int, opt Options, keys string) (*script, *Session, error) {
	t.Helper()
	ui := &script{t: t, in: strings.Split(keys, " ")}
	if keys == "" {
		ui.in = nil
	}
	var err error
	if opt.Queue.Settings, err = s.Settings(); err != nil {
		t.Fatal(err)
	}
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

// setting sets a setting for all decks.
func setting(t *testing.T, s *data.Store, name, value string) {
	t.Helper()
	k, err := data.FindKey(name)
	if err != nil {
		t.Fatal(err)
	}
	now := clock0(0)()
	if err := s.SetValue(k, 0, value, data.Moment{Time: now, Day: srs.DayOf(now, 4*time.Hour)}); err != nil {
		t.Fatal(err)
	}
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
