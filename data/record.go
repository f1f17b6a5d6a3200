package data

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"time"

	"recall/srs"
)

// Answer is one graded answer.
type Answer struct {
	Card  int64
	Grade srs.Grade
	Form  Form
	Took  time.Duration // from the question to the grade
	Cram  bool          // practice, which never counts
}

// Record writes an answer to the log, and the resulting schedule, in one transaction. When it returns nil, both are on
// disk. A grade outside 0 to 5 is refused and nothing is written.
func (s *Store) Record(a Answer, at Moment) (before, after srs.State, err error) {
	if !a.Grade.Valid() {
		return before, after, fmt.Errorf("a grade of %d is outside 0 to 5", a.Grade)
	}
	e := entry{subject: a.Card, kind: srs.Review, grade: a.Grade, form: a.Form, took: max(0, a.Took.Milliseconds())}
	if a.Cram {
		e.detail = detailCram
	}
	err = s.write(func() error {
		before, after, err = s.act(&e, at)
		return err
	})
	return before, after, err
}

// Mark writes an act that is not a review: srs.Suspend, Resume, Bury, Reset, Flag, Accept, Reject or Redraft.
func (s *Store) Mark(card int64, kind srs.Kind, at Moment) (after srs.State, err error) {
	err = s.write(func() error {
		_, after, err = s.act(&entry{subject: card, kind: kind}, at)
		return err
	})
	return after, err
}

// MarkAll writes the same act for several cards, all of them or none. It skips cards for which the act changes nothing,
// such as suspending a suspended card, and returns those that it changed.
func (s *Store) MarkAll(cards []int64, kind srs.Kind, at Moment) (changed []int64, err error) {
	return s.markAll(cards, kind, at, func(state srs.State) bool { return news(state, kind, at.Day) })
}

// FlagAll flags cards, or removes their flags if on is false, all of them or none. It returns those that it changed.
func (s *Store) FlagAll(cards []int64, on bool, at Moment) (changed []int64, err error) {
	return s.markAll(cards, srs.Flag, at, func(state srs.State) bool { return state.Flagged != on })
}

// markAll writes an act for each card whose state it changes.
func (s *Store) markAll(cards []int64, kind srs.Kind, at Moment, changes func(srs.State) bool) (changed []int64,
	err error) {
	err = s.write(func() error {
		for _, card := range cards {
			state, err := s.readState(card)
			if err != nil {
				return err
			}
			if !changes(state) {
				continue
			}
			changed = append(changed, card)
			if _, _, err := s.act(&entry{subject: card, kind: kind}, at); err != nil {
				return err
			}
		}
		return nil
	})
	return changed, err
}

// news reports whether an act changes a state.
func news(s srs.State, kind srs.Kind, today srs.Day) bool {
	switch kind {
	case srs.Suspend:
		return !s.Suspended
	case srs.Resume:
		return s.Suspended || s.Buried == today
	case srs.Bury:
		return s.Buried != today
	case srs.Reset:
		return !s.New() || s.Seen != 0 || s.Lapses > 0
	case srs.Accept:
		return !s.Accepted
	case srs.Reject:
		return !s.Rejected
	case srs.Redraft:
		return !s.Drafted
	}
	return true
}

// act appends an entry about a card and updates the card's schedule. The caller holds a transaction.
func (s *Store) act(e *entry, at Moment) (before, after srs.State, err error) {
	var deck int64
	var uid []byte
	err = s.get([]any{&deck, &uid}, "SELECT s.deck, u.uid FROM schedule s JOIN subject u ON u.id = s.card WHERE s.card = ?", e.subject)
	if err != nil {
		return before, after, fmt.Errorf("find card %d: %w", e.subject, err)
	}
	copy(e.uid[:], uid)
	before, err = s.readState(e.subject)
	if err != nil {
		return before, after, err
	}
	rules, err := s.rules(deck)
	if err != nil {
		return before, after, err
	}
	e.day = at.Day
	what, err := e.schedules()
	if err != nil {
		return before, after, err
	}
	take := func() srs.Step {
		p := srs.Past{Rules: rules, State: before}
		return p.Take(what)
	}
	st := step{Step: take(), deck: deck}
	if e.shift, err = s.balance(rules, e.subject, before, st.After); err != nil {
		return before, after, err
	}
	if e.shift != 0 {
		what.Shift = e.shift
		st.Step = take()
	}
	after = st.After
	if e.kind == srs.Review {
		e.intervalBefore, e.easeBefore, e.intervalAfter, e.easeAfter = before.Interval, before.Ease, after.Interval,
			after.Ease
	}
	if err := s.append(e, at); err != nil {
		return before, after, err
	}
	st.entry = *e
	if err := s.countAnswer(&st); err != nil {
		return before, after, err
	}
	return before, after, s.writeState(e.subject, after)
}

// undoable lists the acts that a learner can undo.
var undoable = []srs.Kind{srs.Review, srs.Suspend, srs.Resume, srs.Bury, srs.Reset, srs.Flag, srs.Accept, srs.Reject,
	srs.Redraft, srs.Tag, srs.Move, srs.Pause}

// Undone is what Undo undid.
type Undone struct {
	Card  int64 // 0 for a pause
	Kind  srs.Kind
	Grade srs.Grade // of a review
	Day   srs.Day   // the day it was written
	Deck  string    // of a pause
	Until srs.Day   // of a pause
}

// ErrNothingToUndo reports that everything this installation has written is already undone.
var ErrNothingToUndo = errors.New("there is nothing to undo")

// Reviewed reports whether the log contains any review, including those of other installations and undone ones.
func (s *Store) Reviewed() (some bool, err error) {
	err = s.get([]any{&some}, "SELECT EXISTS (SELECT 1 FROM log WHERE kind = {review})")
	return some, err
}

// Undo undoes the newest act of this installation that is not undone yet, even one from an earlier session. The entry
// stays in the log; the card's schedule is replayed without it.
func (s *Store) Undo(at Moment) (Undone, error) {
	newest, err := s.NewestAct()
	if err != nil {
		return Undone{}, err
	}
	list, err := s.UndoLast(newest, 1, at)
	if err != nil {
		return Undone{}, err
	}
	return list[0], nil
}

// Done names an act by what it did to which card.
type Done struct {
	Card int64
	Kind srs.Kind
}

// UndoLast undoes the n newest acts, all of them or nothing, if the newest one is what the caller did last. If another
// program has done something since, it undoes that instead, as UndoTogether does; and so it does with a pause, which
// stands for all that it moved. The newest entry comes first.
func (s *Store) UndoLast(did Done, n int, at Moment) (list []Undone, err error) {
	err = s.write(func() error {
		targets, err := s.newestOwn()
		if err != nil {
			return err
		}
		if targets[0].done() != did || did.Kind == srs.Pause {
			list, err = s.takeAllBack(targets, at)
			return err
		}
		for range n {
			if targets, err = s.newestOwn(); err != nil {
				return err
			}
			undone, err := s.takeBack(&targets[0], at)
			if err != nil {
				return err
			}
			list = append(list, undone)
		}
		return nil
	})
	return list, err
}

func (e *entry) done() Done { return Done{e.subject, e.kind} }

// NewestAct returns the act that Undo would undo, or ErrNothingToUndo.
func (s *Store) NewestAct() (Done, error) {
	targets, err := s.newestOwn()
	if err != nil {
		return Done{}, err
	}
	return targets[0].done(), nil
}

// UndoTogether undoes what Undo does, and also the acts on other cards that the same command wrote. The newest entry
// comes first.
func (s *Store) UndoTogether(at Moment) (list []Undone, err error) {
	err = s.write(func() error {
		targets, err := s.newestOwn()
		if err == nil {
			list, err = s.takeAllBack(targets, at)
		}
		return err
	})
	return list, err
}

// takeAllBack undoes entries. The caller holds a transaction.
func (s *Store) takeAllBack(targets []entry, at Moment) (list []Undone, err error) {
	for i := range targets {
		undone, err := s.takeBack(&targets[i], at)
		if err != nil {
			return list, err
		}
		list = append(list, undone)
	}
	return list, nil
}

// takeBack undoes one entry. The caller holds a transaction.
func (s *Store) takeBack(target *entry, at Moment) (Undone, error) {
	undone := Undone{Card: target.subject, Kind: target.kind, Grade: target.grade, Day: target.day}
	e := entry{subject: target.subject, uid: target.uid, kind: srs.Undo, detail: strconv.FormatInt(target.seq, 10)}
	if err := s.append(&e, at); err != nil {
		return undone, err
	}
	if target.kind == srs.Pause {
		p, err := target.pause()
		if err != nil {
			return undone, err
		}
		undone.Card, undone.Until = 0, p.Until
		return undone, s.get([]any{&undone.Deck}, "SELECT name FROM deck WHERE id = ?", target.subject)
	}
	after, err := s.replay(target.subject)
	if err != nil {
		return undone, err
	}
	return undone, s.writeState(target.subject, after)
}

// together reports whether the command that wrote some entries, newest first, also wrote e, which comes before them.
func (e *entry) together(found []entry) bool {
	last := &found[len(found)-1]
	switch {
	case e.wall() != last.wall():
		return false
	case last.kind == srs.Pause && e.kind == srs.Pause: // a pause notes its decks after all that it moves, each once
		this, err := e.pause()
		that, failed := last.pause()
		again := slices.ContainsFunc(found, func(f entry) bool { return f.subject == e.subject })
		return err == nil && failed == nil && this.Until == that.Until && !again
	case last.kind == srs.Pause:
		return e.kind == srs.Move
	}
	return e.kind == last.kind
}

// newestOwn returns the newest act of this installation that can be undone, followed by the others that the same
// command wrote. Those share its kind and its wall-clock time; a pause comes with what it moved. A review always stands
// alone. Acts on cards that are not here are passed over: a deck whose texts were purged may come back without some of
// its cards.
func (s *Store) newestOwn() (found []entry, err error) {
	err = s.backward(s.own.id, func(e *entry) (bool, error) {
		if !slices.Contains(undoable, e.kind) || e.repeats() {
			return true, nil
		}
		var here bool
		err := s.get([]any{&here}, "SELECT EXISTS (SELECT 1 FROM card WHERE id = ?1 UNION ALL SELECT 1 FROM deck WHERE id = ?1)",
			e.subject)
		switch {
		case err != nil:
			return false, err
		case !here:
		case len(found) == 0:
			found = append(found, *e)
			return e.kind != srs.Review, nil
		case !e.together(found):
			return false, nil
		default:
			found = append(found, *e)
		}
		return true, nil
	})
	if err == nil && len(found) == 0 {
		err = ErrNothingToUndo
	}
	return found, err
}
