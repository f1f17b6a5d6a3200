package quiz

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"recall/data"
	"recall/quiz/draw"
	"recall/srs"
)

// Options say what a session asks.
type Options struct {
	Filter data.Filter
	Queue  data.QueueOptions
	Limit  int                              // cards asked at most; 0: all
	Cram   bool                             // every answer is practice that never counts
	Way    string                           // how cards are asked: one of Ways; "": as the card's deck is set
	Lines  bool                             // answers come as lines, through a pipe: auto is reveal
	Edit   func(*data.Card) (string, error) // lets the person edit a card's bullet, and says what came of it; nil: can't be done
}

// Session is one sitting: cards are drawn, asked, graded and recorded until none is left or the person leaves. Each grade
// is on disk before the next card is drawn, so that nothing but the card on the screen is ever lost.
type Session struct {
	store *data.Store
	ui    UI
	now   func() time.Time
	day   srs.Day // kept from beginning to end, also past midnight
	opt   Options

	due, new, again []int64 // cards to ask; again: until they are known
	acts            []act   // what was done and not taken back, oldest first
	missed          []int64 // cards that came back, in the order in which they were missed
	began           time.Time
	took            time.Duration // spent on answered questions
	pace            time.Duration // an answer takes on average; 0: unknown
	notice          string
	options         []string                // of the choice on the screen
	settings        map[int64]data.Settings // by deck
}

// act is one thing done to a card in this session.
type act struct {
	card  int64
	phase phase
	kind  srs.Kind
	grade srs.Grade
	first bool // the first grade of the card in this session
	took  time.Duration
}

// phase is the list that a card comes from.
type phase int

const (
	phaseDue phase = iota
	phaseNew
	phaseAgain
)

// New returns a session for the day that the clock shows. It draws up the queue; an empty one is no error.
func New(store *data.Store, ui UI, now func() time.Time, opt Options) (*Session, error) {
	s := &Session{store: store, ui: ui, now: now, opt: opt, began: now(), settings: map[int64]data.Settings{}}
	s.day = srs.DayOf(s.began, opt.Queue.Rollover)
	q, err := store.Queue(opt.Filter, s.day, opt.Queue)
	if err != nil {
		return nil, err
	}
	s.due, s.new, s.again = q.Due, q.New, q.Again
	if opt.Cram {
		s.new, s.again = nil, nil
	}
	if opt.Limit > 0 {
		s.due = s.due[:min(len(s.due), opt.Limit)]
		s.new = s.new[:min(len(s.new), opt.Limit-len(s.due))]
		s.again = s.again[:min(len(s.again), opt.Limit-len(s.due)-len(s.new))]
	}
	s.pace, err = store.Pace()
	return s, err
}

// Left is the number of cards still to be asked.
func (s *Session) Left() int { return len(s.due) + len(s.new) + len(s.again) }

// Run asks cards until none is left. It returns ErrQuit or ErrInterrupt where the person left before.
func (s *Session) Run(ctx context.Context) error {
	for s.Left() > 0 {
		if ctx.Err() != nil {
			return ErrInterrupt
		}
		id, from := s.head()
		card, err := s.store.Card(id)
		if err != nil {
			return err
		}
		if !s.wanted(card, from) { // another session was faster
			s.drop(from)
			continue
		}
		if err := s.ask(card, from); err != nil {
			return err
		}
	}
	return nil
}

// head returns the next card: due ones, then new ones, then those that come back.
func (s *Session) head() (int64, phase) {
	switch {
	case len(s.due) > 0:
		return s.due[0], phaseDue
	case len(s.new) > 0:
		return s.new[0], phaseNew
	}
	return s.again[0], phaseAgain
}

func (s *Session) list(p phase) *[]int64 {
	return [...]*[]int64{&s.due, &s.new, &s.again}[p]
}

func (s *Session) drop(p phase) {
	list := s.list(p)
	*list = (*list)[1:]
}

// wanted tells that a card is still to be asked: it was read just now, and the queue may be older.
func (s *Session) wanted(c *data.Card, from phase) bool {
	st := c.State
	if st.Suspended || st.Parked || st.Rejected || st.Buried == s.day {
		return false
	}
	if s.opt.Cram {
		return true
	}
	switch from {
	case phaseNew:
		return st.New()
	case phaseAgain:
		return c.Rules.Returns(st, s.day)
	}
	return !st.New() && st.Last < s.day
}

// grade records an answer and puts the card where it belongs now.
func (s *Session) grade(c *data.Card, from phase, g srs.Grade, form data.Form, took time.Duration) error {
	answer := data.Answer{Card: c.ID, Grade: g, Form: form, Took: took, Cram: s.opt.Cram}
	_, after, err := s.store.Record(answer, s.moment())
	if err != nil {
		return err
	}
	first := !slices.ContainsFunc(s.acts, func(a act) bool { return a.card == c.ID && a.kind == srs.Review })
	s.acts = append(s.acts, act{card: c.ID, phase: from, kind: srs.Review, grade: g, first: first, took: took})
	s.took += took
	s.drop(from)
	back := c.Rules.Returns(after, s.day)
	if s.opt.Cram {
		back = !g.Passed()
	}
	if back {
		s.again = append(s.again, c.ID)
		if !slices.Contains(s.missed, c.ID) {
			s.missed = append(s.missed, c.ID)
		}
	}
	if after.Lapses > c.State.Lapses && after.Leech() {
		s.notice = fmt.Sprintf("%s was forgotten %d times: reword its bullet, or suspend it (u, then s)", c.Short(), after.Lapses)
	}
	return nil
}

// mark records an act that takes the card off the screen, or leaves it where it is: a flag.
func (s *Session) mark(c *data.Card, from phase, kind srs.Kind, say string) error {
	if _, err := s.store.Mark(c.ID, kind, s.moment()); err != nil {
		return err
	}
	s.acts = append(s.acts, act{card: c.ID, phase: from, kind: kind})
	s.notice = say
	if kind != srs.Flag {
		s.drop(from)
	}
	return nil
}

// undo takes the newest act back, one of an earlier session too, and asks its card next.
func (s *Session) undo() error {
	undone, err := s.store.Undo(s.moment())
	if errors.Is(err, data.ErrNothingToUndo) {
		s.notice = "There is nothing to undo."
		return nil
	}
	if err != nil {
		return err
	}
	card, err := s.store.Card(undone.Card)
	if err != nil {
		return err
	}
	s.notice = "Undone: " + Describe(undone, card)
	from := s.phaseOf(card)
	if i := len(s.acts) - 1; i >= 0 && s.acts[i].card == undone.Card && s.acts[i].kind == undone.Kind {
		from = s.acts[i].phase
		s.took -= s.acts[i].took
		s.acts = s.acts[:i]
	}
	for _, p := range []phase{phaseDue, phaseNew, phaseAgain} {
		list := s.list(p)
		*list = slices.DeleteFunc(slices.Clone(*list), func(id int64) bool { return id == card.ID })
	}
	if !slices.ContainsFunc(s.acts, func(a act) bool { return a.card == card.ID && a.kind == srs.Review }) {
		s.missed = slices.DeleteFunc(s.missed, func(id int64) bool { return id == card.ID })
	}
	if s.wanted(card, from) || undone.Kind == srs.Review && undone.Day == s.day {
		list := s.list(from)
		*list = append([]int64{card.ID}, *list...)
	}
	return nil
}

// phaseOf tells in which list a card of an earlier session belongs.
func (s *Session) phaseOf(c *data.Card) phase {
	switch {
	case c.Rules.Returns(c.State, s.day):
		return phaseAgain
	case c.State.New():
		return phaseNew
	}
	return phaseDue
}

func (s *Session) moment() data.Moment { return data.Moment{Time: s.now(), Day: s.day} }

// Describe words what an undo took back.
func Describe(u data.Undone, c *data.Card) string {
	what := map[srs.Kind]string{
		srs.Suspend: "suspended", srs.Resume: "resumed", srs.Bury: "buried", srs.Reset: "reset", srs.Flag: "flag",
		srs.Accept: "accepted", srs.Reject: "rejected",
	}[u.Kind]
	if u.Kind == srs.Review {
		what = GradeName(u.Grade)
	}
	return fmt.Sprintf("%s for %s", what, draw.Clean(c.Front()))
}

// GradeName is what a key calls a grade; grades without a key have their number.
func GradeName(g srs.Grade) string {
	switch g {
	case srs.Again:
		return "Again"
	case srs.Hard:
		return "Hard"
	case srs.Good:
		return "Good"
	case srs.Easy:
		return "Easy"
	}
	return fmt.Sprintf("grade %d", g)
}

// set returns the settings of a card's deck.
func (s *Session) set(c *data.Card) (data.Settings, error) {
	set, ok := s.settings[c.DeckID]
	if ok {
		return set, nil
	}
	set, err := s.store.DeckSettings(c.DeckID)
	s.settings[c.DeckID] = set
	return set, err
}
