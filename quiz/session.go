package quiz

import (
	"context"
	"errors"
	"fmt"
	"time"

	"recall/data"
	"recall/quiz/draw"
	"recall/srs"
)

// Options say what a session asks.
type Options struct {
	Filter data.Filter
	Queue  data.QueueOptions
	Limit  int           // cards asked at most; 0: all
	Time   time.Duration // no card is begun after it; 0: no such end
	Cram   bool          // every answer is practice that never counts
	Way    string        // how cards are asked: one of Ways; "": as the card's deck is set
	Lines  bool          // answers come as lines, through a pipe: auto is reveal
	// the command that asks the same cards, but for the new ones that --new added; "": recall review
	Again string
	// lets the person edit a card's bullet, and says what came of it, "" if nothing was changed; nil: can't be done
	Edit func(*data.Card) (string, error)
	Word func(error) string // what an error is called on a screen; nil: as it says itself
}

// Session is one sitting: cards are drawn, asked, graded and recorded until none is left or the person leaves. Each
// grade is on disk before the next card is drawn, so that nothing but the card on the screen is ever lost.
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
	pace            data.Pace     // of earlier days
	overdue         int           // cards that today's limit left out
	late            bool          // the session's time is up
	unsaved         error         // why the answer on the screen could not be stored
	notice          string
	edited          *data.Card              // by the newest act, which undo does not take back; nil: it was no edit
	settings        map[int64]data.Settings // by deck
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
	s.due, s.new, s.again, s.overdue = q.Due, q.New, q.Again, q.Overdue
	if opt.Cram {
		s.new, s.again = nil, nil
	}
	if opt.Limit > 0 {
		left := opt.Limit
		for _, list := range []*[]int64{&s.due, &s.again, &s.new} { // what is begun goes before what is not
			*list = (*list)[:min(len(*list), left)]
			left -= len(*list)
		}
	}
	s.pace, err = store.Pace()
	return s, err
}

// Overdue is the number of due cards that today's limit leaves for later.
func (s *Session) Overdue() int { return s.overdue }

// Say shows a sentence with the next card.
func (s *Session) Say(notice string) { s.notice = notice }

// Left is the number of cards still to be asked.
func (s *Session) Left() int { return len(s.due) + len(s.new) + len(s.again) }

// Run asks cards until none is left, or the time is up. It returns ErrQuit or ErrInterrupt where the person left
// before, and why the last answer could not be stored where they left with that unsolved.
func (s *Session) Run(ctx context.Context) error {
	err := s.run(ctx)
	if s.unsaved != nil && (errors.Is(err, ErrQuit) || errors.Is(err, ErrInterrupt)) {
		return fmt.Errorf("what was done last is not stored, everything before it is: %w", s.unsaved)
	}
	return err
}

func (s *Session) run(ctx context.Context) error {
	for {
		if ctx.Err() != nil {
			return ErrInterrupt
		}
		if s.Left() == 0 {
			if more, err := s.end(); !more || err != nil {
				return err
			}
			continue
		}
		if s.opt.Time > 0 && s.now().Sub(s.began) >= s.opt.Time {
			s.late = true
			return nil
		}
		id, from := s.head()
		card, err := s.store.Card(id)
		if err != nil {
			return err
		}
		if !s.wanted(card, from) { // another session was faster
			s.remove(id)
			continue
		}
		if err := s.ask(card, from); err != nil {
			return err
		}
	}
}

// end is shown on a terminal after the last card: its grade can still be taken back.
func (s *Session) end() (more bool, err error) {
	if s.opt.Lines || len(s.acts) == 0 {
		return false, nil
	}
	var failed error
	rows := func(st draw.Style) (lines []string) {
		lines, failed = s.Summary(st)
		return lines
	}
	key, err := s.ui.Key(draw.Screen{Rows: rows, Keys: hints(toUndo, toEnd)}, "u q\r\x1b")
	switch {
	case failed != nil:
		return false, failed
	case errors.Is(err, ErrQuit) || err == nil && key != 'u':
		return false, nil
	case err != nil:
		return false, err
	}
	s.notice = ""
	if s.edited != nil {
		s.notice, s.edited = notUndone(s.edited, nil), nil
		return true, nil
	}
	return true, s.undo()
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
