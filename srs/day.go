package srs

import (
	"time"
)

// Day is a civil day, counted from 1970-01-01 in any time zone. Days are compared and added, never hours.
type Day int

// DayOf returns the learner's day at t, in t's zone. A day begins at the rollover (time since midnight, below 24 h), so
// that a review after midnight still counts for the evening before. It reads the wall clock: a day of 23 or 25 hours is
// still one day.
func DayOf(t time.Time, rollover time.Duration) Day {
	y, m, d := t.Date()
	day := Date(y, m, d)
	wall := time.Duration(t.Hour())*time.Hour + time.Duration(t.Minute())*time.Minute + time.Duration(t.Second())*time.Second
	if wall < rollover {
		day--
	}
	return day
}

// Date returns the day of a calendar date.
func Date(year int, month time.Month, day int) Day {
	return Day(time.Date(year, month, day, 0, 0, 0, 0, time.UTC).Unix() / 86400)
}

// Time returns midnight UTC on the day. It is for formatting, not for arithmetic.
func (d Day) Time() time.Time { return time.Unix(int64(d)*86400, 0).UTC() }

// String formats the day as 2006-01-02.
func (d Day) String() string { return d.Time().Format(time.DateOnly) }

// Start returns the moment the day begins in loc. If the clock is put forward past the rollover time, Start counts on
// from before the change, so that the clock shows a later time.
func (d Day) Start(rollover time.Duration, loc *time.Location) time.Time {
	y, m, day := d.Time().Date()
	seconds := int(rollover / time.Second)
	start := time.Date(y, m, day, 0, 0, seconds, 0, loc)
	if DayOf(start, rollover) < d { // that time of day does not exist: use the offset from before the change
		_, offset := start.Zone()
		start = time.Date(y, m, day, 0, 0, seconds, 0, time.FixedZone("", offset)).In(loc)
	}
	return start
}
