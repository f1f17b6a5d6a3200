package quiz

import (
	"errors"
	"fmt"
	"slices"
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
	first bool // the first grade of the card in this session
	took  time.Duration
}

// grade records an answer and puts the card where it belongs now. On an error nothing is stored, and the card stays where it is.
func (s *Session) grade(c *data.Card, from phase, g srs.Grade, form data.Form, took time.Duration) (after srs.State, err error) {
	answer := data.Answer{Card: c.ID, Grade: g, Form: form, Took: took, Cram: s.opt.Cram}
	_, after, err = s.store.Record(answer, s.moment())
	if err != nil {
		return after, err
	}
	s.unsaved, s.edited = nil, false
	took = min(took, data.LongAnswer)
	s.acts = append(s.acts, act{card: c.ID, phase: from, kind: srs.Review, grade: g, first: !s.answered(c.ID), took: took})
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

// answered tells whether a card was graded in this session.
func (s *Session) answered(card int64) bool {
	return slices.ContainsFunc(s.acts, func(a act) bool { return a.card == card && a.kind == srs.Review })
}

// mark records an act that takes the card off the list, or leaves it where it is: a flag.
func (s *Session) mark(c *data.Card, from phase, kind srs.Kind, say string) error {
	if _, err := s.store.Mark(c.ID, kind, s.moment()); err != nil {
		return err
	}
	s.unsaved, s.edited = nil, false
	s.acts = append(s.acts, act{card: c.ID, phase: from, kind: kind})
	s.notice = say
	if kind != srs.Flag {
		s.remove(c.ID)
	}
	return nil
}

// remove takes a card out of whatever list it is in.
func (s *Session) remove(card int64) {
	for _, p := range []phase{phaseDue, phaseNew, phaseAgain} {
		list := s.list(p)
		if at := slices.Index(*list, card); at >= 0 {
			*list = slices.Delete(slices.Clone(*list), at, at+1)
		}
	}
}

// notUndone is said once when undo comes directly after an edit.
const notUndone = "An edit is not undone: e opens it again. u undoes what came before it."

// afterEdit tells, once, that the newest act was an edit.
func (s *Session) afterEdit() bool {
	edited := s.edited
	s.edited = false
	return edited
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
	s.unsaved = nil
	s.notice = "Undone: " + Describe(undone, card)
	from := s.phaseOf(card)
	here := false // it was asked in this session
	if i := len(s.acts) - 1; i >= 0 && s.acts[i].card == undone.Card && s.acts[i].kind == undone.Kind {
		here, from = true, s.acts[i].phase
		s.took -= s.acts[i].took
		s.acts = s.acts[:i]
	}
	s.remove(card.ID)
	if !s.answered(card.ID) {
		s.missed = slices.DeleteFunc(s.missed, func(id int64) bool { return id == card.ID })
	}
	if !here {
		if here, err = s.store.Holds(s.opt.Filter, card.ID); err != nil {
			return err
		}
		if !here {
			s.notice += ". It is not one of the cards asked here."
		}
	}
	if here && (s.wanted(card, from) || undone.Kind == srs.Review && undone.Day == s.day) {
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
	return fmt.Sprintf("%s for %s", what, bare(c.Front()))
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
