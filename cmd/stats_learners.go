package cmd

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"

	"recall/data"
	"recall/quiz"
	"recall/srs"
)

// learnersTable prints the answers of all learners whose logs a place has, or of some, as one table. It opens no database
// of the reader's.
func (a *app) learnersTable(ctx context.Context, fl statsFlags) error {
	at, err := placeNamed(fl.place)
	if err != nil {
		return err
	}
	clock, err := a.clock()
	if err != nil {
		return err
	}
	now := clock()
	learners, err := data.LearnersAt(ctx, at, now)
	if err != nil {
		return a.endOf(ctx, err)
	}
	if err := learners.Only(fl.learners); err != nil {
		return noLearner(err)
	}
	today := srs.DayOf(now, data.DefaultSettings.Rollover)
	var missing error
	found := false
	t, row, err := a.startTable(&data.LearnersTable, fl)
	if err != nil {
		return err
	}
	err = learners.Each(ctx, func(l data.Learner, s *data.Store) error {
		o := &opened{Store: s, set: data.DefaultSettings, now: clock, today: today}
		f, err := a.filter(o, fl.choice)
		if errors.As(err, new(*data.NoDeckError)) { // this one learns other decks
			missing = err
			return nil
		}
		if err != nil {
			return err
		}
		found = true
		return l.Rows(s, f, data.Span{Today: today, Back: fl.days}, fl.all, row)
	})
	if err = errors.Join(err, t.end()); err != nil {
		return a.endOf(ctx, err)
	}
	if !found && missing != nil {
		return fmt.Errorf("of the learners of %s: %w", a.tilde(at), missing)
	}
	for _, i := range learners.Ignored {
		fmt.Fprintf(a.Err, "left out: %s: %s\n", inLine(i.Name), inLine(i.Why))
	}
	if n := len(learners.Ignored); n > 0 {
		return &partlyError{quiz.Count(n, "file was", "files were") + " left out"}
	}
	return nil
}

// endOf is how a command ends that may have been interrupted.
func (a *app) endOf(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return quiz.ErrInterrupt
	}
	return err
}

// noLearner names the learners that there are.
func noLearner(err error) error {
	var none *data.NoLearnerError
	if !errors.As(err, &none) {
		return err
	}
	const most = 10
	list := ""
	for i, l := range none.There {
		if i == most {
			list += ", …"
			break
		}
		if i > 0 {
			list += ", "
		}
		list += clean(l.Name) + " (" + hex.EncodeToString(l.ID[:4]) + ")"
	}
	if list == "" {
		return hinted{err, "nobody has pushed a log there yet"}
	}
	return hinted{err, "it has " + list}
}
