package data

import (
	"database/sql"
	"time"

	"recall/srs"
)

// paceSample is how many of the newest answers are used to estimate how long an answer takes.
const paceSample = 100

// LongAnswer is the longest time that an answer counts for. Beyond it the learner was away.
const LongAnswer = time.Minute

// Pace summarises the newest answers.
type Pace struct {
	Answer  time.Duration // average time for an answer; 0 if there are too few
	PerCard float64       // average number of answers until a card was done for the day: 1 or more
}

// For estimates the time for cards not asked yet, plus again cards that come back and will be known then. It returns 0
// if the pace is unknown.
func (p Pace) For(cards, again int) time.Duration {
	return time.Duration(float64(p.Answer) * (float64(cards)*max(p.PerCard, 1) + float64(again)))
}

// Pace measures the newest answers of this installation, without undone ones.
func (s *Store) Pace() (Pace, error) {
	type cardDay struct {
		card int64
		day  srs.Day
	}
	var sum time.Duration
	n, cards := 0, map[cardDay]bool{}
	err := s.backward(s.own.id, func(e *entry) (bool, error) {
		if e.counts() {
			n++
			sum += min(LongAnswer, time.Duration(e.took)*time.Millisecond)
			cards[cardDay{e.subject, e.day}] = true
		}
		return n < paceSample, nil
	})
	if err != nil || n < minObservations {
		return Pace{}, err
	}
	return Pace{sum / time.Duration(n), float64(n) / float64(len(cards))}, nil
}

// Answers counts the reviews of a card, including undone ones.
func (s *Store) Answers(card int64) (n int, err error) {
	err = s.get([]any{&n}, "SELECT count(*) FROM log WHERE subject = ? AND kind = {review}", card)
	return n, err
}

// Answered counts the answers in the log, up to most.
func (s *Store) Answered(most int) (n int, err error) {
	err = s.get([]any{&n}, "SELECT count(*) FROM (SELECT 1 FROM live WHERE kind = {review} LIMIT ?)", most)
	return n, err
}

// Streak returns the number of days in a row with a review, up to the given day, or up to the day before if that day
// has none yet. Days on which everything was paused neither count nor end it.
func (s *Store) Streak(day srs.Day) (n int, err error) {
	free, err := s.free()
	if err != nil {
		return 0, err
	}
	rows, err := s.query("SELECT DISTINCT day FROM hour_count WHERE day <= ? AND reviews > 0 ORDER BY day DESC", int(day))
	if err != nil {
		return 0, err
	}
	defer rows.Close()
	before := day
	for rows.Next() {
		var studied srs.Day
		if err := rows.Scan(&studied); err != nil {
			return 0, err
		}
		if !free.between(studied, before) {
			break
		}
		before = studied
		n++
	}
	return n, rows.Err()
}

// DueOn counts the cards due by a coming day, as scheduled now, at most one per note.
func (s *Store) DueOn(f Filter, day srs.Day) (int, error) {
	where, args := f.cards("schedule")
	var n int
	err := s.get([]any{&n}, "SELECT count(DISTINCT note) FROM schedule WHERE "+where+
		" AND "+isAsked+" AND due <= ?", append(args, int(day))...)
	return n, err
}

// NextDue returns the first day after the given one on which a card is due, and how many are due then.
func (s *Store) NextDue(f Filter, after srs.Day) (day srs.Day, n int, err error) {
	where, args := f.cards("schedule")
	var min sql.NullInt64
	err = s.get([]any{&min}, "SELECT min(due) FROM schedule WHERE "+where+
		" AND "+isAsked+" AND due > ?", append(args, int(after))...)
	if err != nil || !min.Valid {
		return 0, 0, err
	}
	n, err = s.DueOn(f, srs.Day(min.Int64))
	return srs.Day(min.Int64), n, err
}
