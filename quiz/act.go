package quiz

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"recall/data"
	"recall/srs"
)

// act is one thing done to a card in this session.
type act struct {
	card  int64
	phase phase
	kind  srs.Kind
	grade srs.Grade
	first bool // the card's first grade in this session
	took  time.Duration

	all    int        // how many cards it was done to, if more than one; card is the last
	before [3][]int64 // with all: the lists before it, by phase
}

// grade records an answer and moves the card to the list where it now belongs. On an error nothing is stored, and the
// card stays where it is.
func (s *Session) grade(c *data.Card, from phase, g srs.Grade, form data.Form, took time.Duration) (after srs.State,
	err error) {
	answer := data.Answer{Card: c.ID, Grade: g, Form: form, Took: took, Cram: s.opt.Cram}
	_, after, err = s.store.Record(answer, s.moment())
	if err != nil {
		return after, err
	}
	s.unsaved, s.edited = nil, nil
	took = min(took, data.LongAnswer)
	s.acts = append(s.acts, act{card: c.ID, phase: from, kind: srs.Review, grade: g, first: !s.answered(c.ID),
		took: took})
	s.took += took
	s.remove(c.ID)
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
	return after, nil
}

// answered reports whether a card was graded in this session.
func (s *Session) answered(card int64) bool {
	return slices.ContainsFunc(s.acts, func(a act) bool { return a.card == card && a.kind == srs.Review })
}

// mark records an act that takes the card off its list. A flag is recorded too, but leaves the card where it is.
func (s *Session) mark(c *data.Card, from phase, kind srs.Kind, say string) error {
	if _, err := s.store.Mark(c.ID, kind, s.moment()); err != nil {
		return err
	}
	s.unsaved, s.edited = nil, nil
	s.acts = append(s.acts, act{card: c.ID, phase: from, kind: kind})
	s.notice = say
	if kind != srs.Flag {
		s.remove(c.ID)
	}
	return nil
}

// remove removes a card from whichever list it is in.
func (s *Session) remove(card int64) {
	for _, p := range []phase{phaseDue, phaseNew, phaseAgain} {
		list := s.list(p)
		if at := slices.Index(*list, card); at >= 0 {
			*list = slices.Delete(slices.Clone(*list), at, at+1)
		}
	}
}

// notUndone returns what to say when undo comes directly after an edit, since the edited card may no longer be on the
// screen. shown is the card that is on the screen now, or nil.
func notUndone(edited, shown *data.Card) string {
	again := "e"
	if shown == nil || edited.ID != shown.ID {
		again = "recall edit " + edited.Short()
	}
	return "An edit is not undone: " + again + " opens it again. u undoes what came before it."
}

// undo undoes the latest act and asks its card next. An act from before this session is undone together with all the
// cards that its command marked.
func (s *Session) undo() error {
	list, err := s.takeBack()
	if errors.Is(err, data.ErrNothingToUndo) {
		s.notice = "There is nothing to undo."
		return nil
	}
	if err != nil {
		return err
	}
	s.unsaved = nil
	var q data.Queue
	if list[0].Kind == srs.Pause {
		return s.unpaused(list)
	}
	if s.own(list[0]) && s.acts[len(s.acts)-1].all > 0 {
		return s.relist(list)
	}
	if !s.own(list[0]) {
		if q, err = s.store.Queue(s.opt.Filter, s.day, s.opt.Queue); err != nil {
			return err
		}
	}
	asked := false
	for i := len(list) - 1; i >= 0; i-- { // so that the newest ends up first
		card, err := s.store.Card(list[i].Card)
		if err != nil {
			return err
		}
		asked = s.putBack(card, list[i], q) || asked
		s.notice = "Undone: " + Describe(list[i], card)
	}
	s.notice += others(len(list) - 1)
	if !asked {
		s.notice += ". It is not one of the cards asked here."
	}
	return nil
}

// unpaused draws up the queue anew after a pause was undone, or its end.
func (s *Session) unpaused(list []data.Undone) (err error) {
	if err := s.drawUp(); err != nil {
		return err
	}
	say, err := DescribeAll(s.store, list)
	s.notice = "Undone: " + say + "."
	return err
}

// takeBack undoes the latest act of this session with all the cards that it was done to, or what was done elsewhere since.
func (s *Session) takeBack() ([]data.Undone, error) {
	if len(s.acts) == 0 {
		return s.store.UndoTogether(s.moment())
	}
	last := s.acts[len(s.acts)-1]
	return s.store.UndoLast(data.Done{Card: last.card, Kind: last.kind}, max(1, last.all), s.moment())
}

// own reports whether the act that was undone is the latest one of this session.
func (s *Session) own(undone data.Undone) bool {
	i := len(s.acts) - 1
	return i >= 0 && s.acts[i].card == undone.Card && s.acts[i].kind == undone.Kind
}

// putBack returns a card whose act was undone to the list it was in. It reports whether this session asks the card.
// After an act from before the session, the day's queue q decides where the card belongs: a reverse card may still be
// locked, or a limit may be reached.
func (s *Session) putBack(card *data.Card, undone data.Undone, q data.Queue) (asked bool) {
	var from phase
	if s.own(undone) {
		last := s.acts[len(s.acts)-1]
		from = last.phase
		s.took -= last.took
		s.acts = s.acts[:len(s.acts)-1]
		asked = s.wanted(card, from) || undone.Kind == srs.Review && undone.Day == s.day
	} else {
		from, asked = queued(q, card.ID)
	}
	s.remove(card.ID)
	if !s.answered(card.ID) {
		s.missed = slices.DeleteFunc(s.missed, func(id int64) bool { return id == card.ID })
	}
	if asked {
		list := s.list(from)
		*list = append([]int64{card.ID}, *list...)
	}
	return asked
}

// queued returns the list of a queue that contains a card, and whether there is one.
func queued(q data.Queue, card int64) (phase, bool) {
	switch {
	case slices.Contains(q.Due, card):
		return phaseDue, true
	case slices.Contains(q.New, card):
		return phaseNew, true
	}
	return phaseAgain, slices.Contains(q.Again, card)
}

func (s *Session) moment() data.Moment { return data.Moment{Time: s.now(), Day: s.day} }

// others mentions the other cards that a command marked along with the named one.
func others(n int) string {
	if n == 0 {
		return ""
	}
	return " and " + Count(n, "other card", "other cards")
}

// DescribeAll returns in words what an undo has undone together.
func DescribeAll(store *data.Store, list []data.Undone) (string, error) {
	if list[0].Kind != srs.Pause {
		card, err := store.Card(list[0].Card)
		if err != nil {
			return "", err
		}
		return Describe(list[0], card) + others(len(list)-1), nil
	}
	moved := 0
	var decks []string
	for _, u := range list {
		if u.Kind == srs.Pause {
			decks = append(decks, u.Deck)
		} else {
			moved++
		}
	}
	slices.Reverse(decks) // the newest entry came first
	say := "the pause of " + Names(decks)
	if list[0].Until <= list[0].Day {
		say = "ending " + say
	} else {
		say += " until " + list[0].Until.Time().Format("2 January 2006")
	}
	if moved > 0 {
		say += "; " + Count(moved, "card is", "cards are") + " due as before"
	}
	return say, nil
}

// Names lists names in a sentence, the first few of many.
func Names(names []string) string {
	const most = 3
	if more := len(names) - most; more > 0 {
		names = append(names[:most:most], fmt.Sprintf("%d more", more))
	}
	if n := len(names); n > 1 {
		return strings.Join(names[:n-1], ", ") + " and " + names[n-1]
	}
	return strings.Join(names, "")
}

// Describe returns in words what an undo has undone.
func Describe(u data.Undone, c *data.Card) string {
	what := map[srs.Kind]string{
		srs.Suspend: "suspending", srs.Resume: "resuming", srs.Bury: "burying", srs.Reset: "resetting",
		srs.Flag: "flagging", srs.Accept: "accepting", srs.Reject: "rejecting", srs.Redraft: "making a draft of",
		srs.Tag: "tagging", srs.Move: "rescheduling",
	}[u.Kind]
	switch {
	case u.Kind == srs.Review:
		what = GradeName(u.Grade) + " for"
	case u.Kind == srs.Flag && c.State.Flagged:
		what = "unflagging"
	}
	return what + " " + unmarked(c.Front())
}

// GradeName returns the name of a grade as the keys show it. Grades without a key are named by number.
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
