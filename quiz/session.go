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

// Options say what a session asks, and how.
type Options struct {
	Filter data.Filter
	Queue  data.QueueOptions
	Limit  int           // the most cards to ask; 0: all
	Time   time.Duration // no new card is shown after this long; 0: no limit
	Cram   bool          // practice only: answers don't change the schedule
	Way    string        // how cards are asked: one of Ways; "": the deck's setting
	Lines  bool          // answers come as lines, such as through a pipe; auto means reveal
	// the command that continues the session, without --new; "": recall review
	Again string
	// lets the person edit a card's bullet and returns what to say, or "" if nothing changed; nil: editing is not
	// possible
	Edit func(*data.Card) (string, error)
	// hands a picture or a sound to the system's program for it; nil: there is none, so its place is said instead
	Open func(path string) error
	// takes what other machines did meanwhile, without waiting for any; nil: there are none
	Elsewhere func(data.Moment) data.Arrival
	Word      func(error) string // the words for an error on the screen; nil: its own
}

// Session is one sitting. It shows, grades and records cards until none is left or the person leaves. Each grade is on
// disk before the next card appears, so only the card on the screen can ever be lost.
type Session struct {
	store *data.Store
	ui    UI
	now   func() time.Time
	day   srs.Day // stays the same to the end, even past midnight
	opt   Options

	due, new, again []int64 // cards to ask; those in again come back until they are known
	acts            []act   // acts that were not undone, oldest first
	missed          []int64 // cards that were missed and come back, in that order
	began           time.Time
	took            time.Duration  // spent on answered questions
	pace            data.Pace      // from earlier days
	before          int            // answers before this session, as far as they count for the legend
	overdue         srs.Late       // due cards that exceed today's limits
	early           map[int64]bool // cards that are due on a later day
	mix             srs.Mix        // when new cards are asked
	late            bool           // the session's time is up
	rejected        bool           // the latest act rejected a card
	refused         []data.Kin     // kins that the person goes on being asked
	unsaved         error          // why the answer on the screen could not be stored
	notice          string
	edited          *data.Card              // set if the latest act was an edit, which undo can't undo
	settings        map[int64]data.Settings // by deck
}

// phase is the list that a card comes from.
type phase int

const (
	phaseDue phase = iota
	phaseNew
	phaseAgain
)

// New returns a session for the current day and draws up its queue. An empty queue is not an error.
func New(store *data.Store, ui UI, now func() time.Time, opt Options) (*Session, error) {
	s := &Session{store: store, ui: ui, now: now, opt: opt, began: now(), settings: map[int64]data.Settings{}}
	s.day = srs.DayOf(s.began, opt.Queue.Rollover)
	err := s.drawUp()
	if err != nil {
		return nil, err
	}
	if s.before, err = store.Answered(legendAnswers); err != nil {
		return nil, err
	}
	s.pace, err = store.Pace()
	return s, err
}

// drawUp draws up the lists of cards to ask. What was asked in this session already counts for its limits.
func (s *Session) drawUp() error {
	asked, fresh := 0, 0
	for _, a := range s.acts {
		if a.first {
			asked++
		}
		if a.first && a.phase == phaseNew {
			fresh++
		}
	}
	opt := s.opt.Queue
	if opt.NewLimit > 0 {
		opt.NewLimit = max(0, opt.NewLimit-fresh)
	}
	q, err := s.store.Queue(s.opt.Filter, s.day, opt)
	if err != nil {
		return err
	}
	s.due, s.new, s.again, s.overdue = q.Due, q.New, q.Again, q.Overdue
	if s.opt.Cram {
		s.new, s.again = nil, nil
	}
	s.early = map[int64]bool{}
	for _, id := range s.due[len(s.due)-q.Early:] {
		s.early[id] = true
	}
	s.mix = srs.Mix{Order: opt.NewOrder, Due: len(s.due), New: len(s.new)}
	if s.opt.Limit > 0 {
		s.cut(max(0, s.opt.Limit-asked))
		s.mix.Due, s.mix.New = len(s.due), len(s.new)
	}
	return nil
}

// cut leaves so many cards to ask. Cards that were started come before new ones, unless the learner has new ones first or
// among them.
func (s *Session) cut(left int) {
	if s.mix.Order == srs.NewLast {
		for _, list := range []*[]int64{&s.due, &s.again, &s.new} {
			*list = (*list)[:min(len(*list), left)]
			left -= len(*list)
		}
		return
	}
	due, fresh := 0, 0
	for ; left > 0 && due+fresh < len(s.due)+len(s.new); left-- {
		if s.mix.NewNext(len(s.due)-due, len(s.new)-fresh) {
			fresh++
		} else {
			due++
		}
	}
	s.due, s.new, s.again = s.due[:due], s.new[:fresh], s.again[:min(len(s.again), left)]
}

// Overdue returns the due cards that today's limits leave for later.
func (s *Session) Overdue() srs.Late { return s.overdue }

// Early returns the number of cards that are asked before their day.
func (s *Session) Early() int { return len(s.early) }

// Say shows a sentence with the next card.
func (s *Session) Say(notice string) { s.notice = notice }

// Left returns the number of cards still to be asked.
func (s *Session) Left() int { return len(s.due) + len(s.new) + len(s.again) }

// Run asks cards until none is left or the time is up. It returns ErrQuit or ErrInterrupt if the person leaves before
// that. If they leave while the last answer could not be stored, it returns the reason.
func (s *Session) Run(ctx context.Context) error {
	err := s.run(ctx)
	if s.unsaved != nil && (errors.Is(err, ErrQuit) || errors.Is(err, ErrInterrupt)) {
		say := "what was done last is not stored, everything before it is"
		if data.Damaged(s.unsaved) {
			say = "what was done last is not stored"
		}
		return fmt.Errorf("%s: %w", say, s.unsaved)
	}
	return err
}

func (s *Session) run(ctx context.Context) error {
	for {
		if ctx.Err() != nil {
			return ErrInterrupt
		}
		if err := s.meet(); err != nil {
			return err
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
		if !s.wanted(card, from) { // another session got there first
			s.remove(id)
			continue
		}
		if err := s.ask(card, from); err != nil {
			return err
		}
		if s.rejected {
			s.rejected = false
			if err := s.offerKin(card); err != nil {
				return err
			}
		}
	}
}

// end shows the summary on a terminal after the last card. The last grade can still be undone there.
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

// apart is how many other cards should lie between an answer and its repeat. No timer waits for that: where fewer cards
// are left, they simply follow each other, and a sentence says so.
const apart = 5

// since returns how many other cards were answered in this session since a card's latest answer. ok is false if it had
// none.
func (s *Session) since(card int64) (n int, ok bool) {
	others := map[int64]bool{}
	for i := len(s.acts) - 1; i >= 0; i-- {
		switch a := s.acts[i]; {
		case a.kind != srs.Review:
		case a.card == card:
			return len(others), true
		default:
			others[a.card] = true
		}
	}
	return 0, false
}

// soon says that a repeat comes soon after its answer, or returns "".
func (s *Session) soon(card int64, from phase) string {
	n, ok := s.since(card)
	switch {
	case from != phaseAgain || !ok || n >= apart:
		return ""
	case n == 0:
		return "You saw the answer just now, so knowing it says little."
	}
	return fmt.Sprintf("You saw the answer %s ago, so knowing it says little.", Count(n, "card", "cards"))
}

// head returns the next card: due and new ones in the order that is set, then those that come back, the one that was
// asked least recently first.
func (s *Session) head() (int64, phase) {
	switch {
	case s.mix.NewNext(len(s.due), len(s.new)):
		return s.new[0], phaseNew
	case len(s.due) > 0:
		return s.due[0], phaseDue
	}
	return s.again[0], phaseAgain
}

func (s *Session) list(p phase) *[]int64 {
	return [...]*[]int64{&s.due, &s.new, &s.again}[p]
}

// wanted reports whether a card is still to be asked. The card was read just now, but the queue may be older.
func (s *Session) wanted(c *data.Card, from phase) bool {
	st := c.State
	if st.Suspended || st.Parked || st.Rejected || st.Drafted || st.Buried == s.day {
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
