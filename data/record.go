package data

import (
	"database/sql"
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
	Cram  bool          // practice that never counts
}

// Record writes an answer to the log, and the schedule that follows from it, in one transaction. When it returns nil,
// both are on disk. A grade outside 0 to 5 is refused with nothing written.
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
		if err == nil {
			_, err = s.exec("UPDATE note SET changed = '' WHERE id = (SELECT note FROM card WHERE id = ?) AND changed <> ''", a.Card)
		}
		return err
	})
	return before, after, err
}

// Mark writes an act that is no review: srs.Suspend, Resume, Bury, Reset, Flag, Accept, Reject.
func (s *Store) Mark(card int64, kind srs.Kind, at Moment) (after srs.State, err error) {
	err = s.write(func() error {
		_, after, err = s.act(&entry{subject: card, kind: kind}, at)
		return err
	})
	return after, err
}

// MarkAll writes the same act for several cards, all of it or nothing. It returns how many it said something new about:
// a suspended card is not suspended once more.
func (s *Store) MarkAll(cards []int64, kind srs.Kind, at Moment) (n int, err error) {
	err = s.write(func() error {
		for _, card := range cards {
			state, err := s.readState(card)
			if err != nil {
				return err
			}
			if !news(state, kind, at.Day) {
				continue
			}
			n++
			if _, _, err := s.act(&entry{subject: card, kind: kind}, at); err != nil {
				return err
			}
		}
		return nil
	})
	return n, err
}

// news tells whether an act changes a state.
func news(s srs.State, kind srs.Kind, today srs.Day) bool {
	switch kind {
	case srs.Suspend:
		return !s.Suspended
	case srs.Resume:
		return s.Suspended || s.Buried == today
	case srs.Reset:
		return !s.New() || s.Seen != 0 || s.Lapses > 0
	case srs.Accept:
		return !s.Accepted
	case srs.Reject:
		return !s.Rejected
	}
	return true
}

// act appends an entry about a card and brings the card's schedule up to date. The caller holds a transaction.
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
	after = rules.Apply(before, what)
	if e.shift, err = s.balance(rules, e.subject, before, after); err != nil {
		return before, after, err
	}
	if e.shift != 0 {
		what.Shift = e.shift
		after = rules.Apply(before, what)
	}
	if e.kind == srs.Review {
		e.intervalBefore, e.easeBefore, e.intervalAfter, e.easeAfter = before.Interval, before.Ease, after.Interval,
			after.Ease
	}
	if err := s.append(e, at); err != nil {
		return before, after, err
	}
	return before, after, s.writeState(e.subject, after)
}

// rules are those that the newest Config entry of a deck set.
func (s *Store) rules(deck int64) (srs.Rules, error) {
	var e entry
	err := s.get([]any{&e.detail}, `SELECT l.detail FROM live l JOIN device d ON d.id = l.device
		WHERE l.subject = ? AND l.kind = {config} ORDER BY l.tick DESC, d.uid DESC, l.seq DESC LIMIT 1`, deck)
	if errors.Is(err, sql.ErrNoRows) {
		return srs.Defaults, nil
	}
	if err != nil {
		return srs.Rules{}, err
	}
	e.kind = srs.Config
	what, err := e.schedules()
	return what.Rules, err
}

// undoable are the acts that a learner takes back.
var undoable = []srs.Kind{srs.Review, srs.Suspend, srs.Resume, srs.Bury, srs.Reset, srs.Flag, srs.Accept, srs.Reject}

// Undone tells what Undo took back.
type Undone struct {
	Card  int64
	Kind  srs.Kind
	Grade srs.Grade // of a review
	Day   srs.Day   // on which it was written
}

// ErrNothingToUndo says that this installation has written nothing that was not taken back.
var ErrNothingToUndo = errors.New("there is nothing to undo")

// Reviewed tells whether the log holds any review, be it of another installation or taken back.
func (s *Store) Reviewed() (some bool, err error) {
	err = s.get([]any{&some}, "SELECT EXISTS (SELECT 1 FROM log WHERE kind = {review})")
	return some, err
}

// Undo takes back the newest act of this installation that is not taken back yet, also one of an earlier session. The
// entry stays in the log; the card's schedule is replayed without it.
func (s *Store) Undo(at Moment) (Undone, error) {
	var undone Undone
	err := s.write(func() error {
		targets, err := s.newestOwn()
		if err == nil {
			undone, err = s.takeBack(&targets[0], at)
		}
		return err
	})
	return undone, err
}

// NewestAct is the kind of what Undo would take back, or ErrNothingToUndo.
func (s *Store) NewestAct() (srs.Kind, error) {
	targets, err := s.newestOwn()
	if err != nil {
		return 0, err
	}
	return targets[0].kind, nil
}

// UndoTogether takes back what Undo does, and all other cards that the same command marked; the newest entry comes
// first.
func (s *Store) UndoTogether(at Moment) (list []Undone, err error) {
	err = s.write(func() error {
		targets, err := s.newestOwn()
		for i := range targets {
			undone, err := s.takeBack(&targets[i], at)
			if err != nil {
				return err
			}
			list = append(list, undone)
		}
		return err
	})
	return list, err
}

// takeBack takes one entry back. The caller holds a transaction.
func (s *Store) takeBack(target *entry, at Moment) (Undone, error) {
	undone := Undone{Card: target.subject, Kind: target.kind, Grade: target.grade, Day: target.day}
	e := entry{subject: target.subject, uid: target.uid, kind: srs.Undo, detail: strconv.FormatInt(target.seq, 10)}
	if err := s.append(&e, at); err != nil {
		return undone, err
	}
	after, err := s.replay(target.subject)
	if err != nil {
		return undone, err
	}
	return undone, s.writeState(target.subject, after)
}

// newestOwn finds the newest act of this installation that can be taken back, and behind it the others that one command
// wrote with it: they share a kind and, where no two answers do, the moment.
func (s *Store) newestOwn() (found []entry, err error) {
	err = s.backward(s.own.id, func(e *entry) (bool, error) {
		switch {
		case !slices.Contains(undoable, e.kind):
		case len(found) == 0:
			found = append(found, *e)
			return e.kind != srs.Review, nil
		case e.kind != found[0].kind || e.wall() != found[0].wall():
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
