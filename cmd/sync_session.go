package cmd

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"recall/data"
	"recall/data/place"
	"recall/quiz"
)

// How long a session may wait for the places where machines meet.
const (
	atStart = 300 * time.Millisecond
	atEnd   = 2 * time.Second
)

// setOut begins to exchange with the remembered places, and takes what is in folders. It returns what to say of it.
func setOut(ctx context.Context, o *opened) (*data.Courier, string, error) {
	c, err := o.Courier(ctx, o.moment())
	if err != nil {
		return nil, "", err
	}
	return c, arrived(c.Await(atStart, o.moment())), nil
}

// arrived says what came from other machines, or returns "".
func arrived(got data.Arrival) string {
	say := changedThere(got.Merged)
	if taken := takenParts(got.Merged); len(taken) > 0 {
		say = append([]string{"From other machines: " + strings.Join(taken, ", ") + "."}, say...)
	}
	return strings.Join(say, " ")
}

// comeBack ends the exchange and says what is left of it. Being offline is normal, so that is never an error.
func (a *app) comeBack(o *opened, c *data.Courier, err error) {
	wait := atEnd
	if errors.Is(err, quiz.ErrInterrupt) {
		wait = 0
	}
	got, list := c.End(wait, o.moment())
	if say := arrived(got); say != "" {
		fmt.Fprintln(a.Err, say)
	}
	a.sayAside(got.Merged)
	for _, left := range list {
		at := clean(a.tilde(left.Place.At))
		if left.NewID {
			fmt.Fprintln(a.Err, at+": "+newID)
		}
		if left.Late || left.Err != nil {
			fmt.Fprintln(a.Err, at+": "+inLine(a.whyLeft(left)))
		}
	}
}

// whyLeft says why an exchange is not done, and what waits.
func (a *app) whyLeft(left data.Left) string {
	why := "no answer in time"
	var lost *data.LostError
	var failed *place.Error
	switch {
	case errors.Is(left.Err, data.ErrMoved):
		return left.Err.Error() + "; if it is the only one in use, run recall sync"
	case errors.As(left.Err, new(*data.MergedError)):
		return left.Err.Error() + "; run recall sync to see more"
	case errors.As(left.Err, &lost):
		return left.Err.Error() + " Run recall sync to see more"
	case errors.As(left.Err, &failed):
		why = failed.Msg
	case left.Err != nil:
		why = worded(left.Err)
	}
	if waits := amounts(left.Place.Due); waits != "" {
		return why + "; " + waits + " will be sent next time"
	}
	return why
}

// longUnreached is after how many days without a sync a place is mentioned.
const longUnreached = 7

// unreached names the place that was not reached for longest, if that is long ago; else it returns "".
func (a *app) unreached(o *opened) (string, error) {
	places, err := o.Places()
	if err != nil {
		return "", err
	}
	say, most := "", longUnreached
	for _, p := range places {
		if days := int(o.now().Sub(p.Met).Hours() / 24); !p.Met.IsZero() && days >= most {
			most = days
			say = fmt.Sprintf("%s was last reached %s ago: recall sync", clean(a.tilde(p.At)), quiz.Count(days, "day", "days"))
		}
	}
	return say, nil
}
