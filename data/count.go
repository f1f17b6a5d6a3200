package data

import (
	"cmp"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"

	"recall/srs"
)

// The table hour_count keeps what the log says was done, by day, deck and hour, so that nobody has to read a long log for
// a day's figures. An answer is added with its entry, at the end of the log. Whatever else changes what was done, such as
// an undo, another program's answers or a move to another deck, takes its cards out of the count before. At the end of
// the transaction they are replayed, and counted as they are then. Where that concerns a large part of the cards, the
// whole log is counted anew.

// hour is what a row of hour_count is about.
type hour struct {
	day  srs.Day
	deck int64 // 0: the cards are not here
	hour int   // on the learner's clock
}

// hours are sums of answers by hour. A DayRow's own day and streak are not used.
type hours map[hour]*DayRow

// add counts a step if it is an answer in force.
func (h hours) add(st *step) {
	if st.Kind != srs.Review || st.Undone {
		return
	}
	of := hour{st.Day, st.deck, st.entry.hour()}
	row := h[of]
	if row == nil {
		row = &DayRow{}
		h[of] = row
	}
	row.add(st)
}

// counting is what a transaction has changed of the counts.
type counting struct {
	more, less hours
	out        map[int64]bool // cards that are not counted until the end
	most       int            // how many cards may be taken out before all are; 0: not known yet
	all        bool           // the whole log is counted anew
	waits      bool           // the cards that are out were not taken out yet: all is counted anew unless they can stay
}

func newCounting() counting { return counting{more: hours{}, less: hours{}, out: map[int64]bool{}} }

// Replaying the whole log costs as much as this share of the cards, each on its own.
const (
	fewAlone   = 100
	shareAlone = 20
)

// mostAlone returns how many cards may be replayed each on its own before the whole log costs less.
func (s *Store) mostAlone() (int, error) {
	last, err := s.lastSubject()
	return max(fewAlone, int(last)/shareAlone), err
}

// takeOut takes a card's answers out of the count, until the end of the transaction.
func (s *Store) takeOut(card int64) error {
	c := &s.counting
	if c.all || c.out[card] {
		return nil
	}
	if c.waits {
		c.out[card] = true
		return nil
	}
	if c.most == 0 {
		most, err := s.mostAlone()
		if err != nil {
			return err
		}
		c.most = most
	}
	if c.out[card] = true; len(c.out) > c.most {
		c.all = true
		return nil
	}
	var deck int64
	err := s.get([]any{&deck}, "SELECT coalesce((SELECT deck FROM temp.moved WHERE card = ?1), (SELECT deck FROM schedule WHERE card = ?1), 0)", card)
	if err == nil {
		_, err = s.stepsIn(deck, card, c.less.add)
	}
	return err
}

// countAnswer counts an entry that was added at the end of the log, if it is an answer.
func (s *Store) countAnswer(st *step) error {
	if st.Kind != srs.Review {
		return nil
	}
	var moved bool
	err := s.get([]any{&moved}, "SELECT EXISTS (SELECT 1 FROM temp.moved WHERE card = ?)", st.subject)
	if err == nil && !moved && !s.counting.out[st.subject] {
		s.counting.more.add(st)
	}
	return err
}

// settleAnswers makes hour_count true at the end of a transaction.
func (s *Store) settleAnswers() error {
	moved, err := s.numbers("SELECT card FROM temp.moved")
	if err != nil {
		return err
	}
	c := &s.counting
	for _, card := range moved {
		if err := s.takeOut(card); err != nil {
			return err
		}
	}
	if c.all || c.waits {
		err := s.countLog()
		if !errors.As(err, new(*badEntryError)) {
			return err
		}
		// A damaged entry must not stop the learner. Check names it, and statistics do, which read the log until then.
		c.less, c.more = nil, nil
		if _, err := s.exec("UPDATE counted SET log = 0"); err != nil {
			return err
		}
	} else {
		for card := range c.out {
			if _, err := s.steps(card, c.more.add); err != nil {
				return err
			}
		}
	}
	if len(moved) > 0 {
		if _, err := s.exec("DELETE FROM temp.moved"); err != nil {
			return err
		}
	}
	less, more := c.less, c.more
	s.counting = newCounting()
	return s.writeCounts(less, more)
}

// countLog counts the whole log anew.
func (s *Store) countLog() error {
	all := hours{}
	if _, err := s.history(false, all.each); err != nil {
		return err
	}
	return s.setCounts(all)
}

// each is add for a replay of the whole log.
func (h hours) each(st *step) error {
	h.add(st)
	return nil
}

// setCounts replaces all hours.
func (s *Store) setCounts(all hours) error {
	s.counting = newCounting()
	if s.watched {
		if _, err := s.exec("DELETE FROM temp.moved"); err != nil {
			return err
		}
	}
	for _, query := range []string{"DELETE FROM hour_count", "UPDATE counted SET log = 1"} {
		if _, err := s.exec(query); err != nil {
			return err
		}
	}
	return s.writeCounts(nil, all)
}

// writeCounts adds counts to those that are stored, less others.
func (s *Store) writeCounts(less, more hours) error {
	for _, change := range []struct {
		of   hours
		sign int
	}{{less, -1}, {more, 1}} {
		for _, h := range slices.SortedFunc(maps.Keys(change.of), hour.compare) {
			args := []any{int(h.day), h.deck, h.hour}
			for _, n := range change.of[h].figures() {
				args = append(args, change.sign*n)
			}
			if _, err := s.exec(addCounts, args...); err != nil {
				return err
			}
		}
	}
	if len(less) == 0 {
		return nil
	}
	for h := range less {
		_, err := s.exec("DELETE FROM hour_count WHERE day = ? AND deck = ? AND hour = ? AND answers = 0", int(h.day), h.deck, h.hour)
		if err != nil {
			return err
		}
	}
	return nil
}

func (h hour) compare(o hour) int {
	return cmp.Or(cmp.Compare(h.day, o.day), cmp.Compare(h.deck, o.deck), cmp.Compare(h.hour, o.hour))
}

// figures are the counts of a DayRow as they are stored.
type figures [13]int

func (d *DayRow) figures() figures {
	r := &d.Retention
	return figures{d.Reviews, d.New, d.Again, d.Hard, d.Good, d.Easy, d.Lapses, r.Young.Passed, r.Young.Of, r.Mature.Passed,
		r.Mature.Of, d.Answers, int(d.Took.Milliseconds())}
}

func (d *DayRow) setFigures(n figures) {
	d.Reviews, d.New, d.Again, d.Hard, d.Good, d.Easy, d.Lapses = n[0], n[1], n[2], n[3], n[4], n[5], n[6]
	d.Retention = Retention{Rate{n[7], n[8]}, Rate{n[9], n[10]}}
	d.Answers, d.Took = n[11], time.Duration(n[12])*time.Millisecond
}

const addCounts = `INSERT INTO hour_count (day, deck, hour, ` + countColumns + `)
	VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
	ON CONFLICT DO UPDATE SET reviews = reviews + excluded.reviews, new = new + excluded.new, again = again + excluded.again,
		hard = hard + excluded.hard, good = good + excluded.good, easy = easy + excluded.easy, lapses = lapses + excluded.lapses,
		young_passed = young_passed + excluded.young_passed, young_of = young_of + excluded.young_of,
		mature_passed = mature_passed + excluded.mature_passed, mature_of = mature_of + excluded.mature_of,
		answers = answers + excluded.answers, took = took + excluded.took`

// countColumns are the columns of hour_count that hold counts, in the order of figures.
const countColumns = `reviews, new, again, hard, good, easy, lapses, young_passed, young_of, mature_passed, mature_of, answers, took`

// eachHour calls f for the stored counts, oldest day first. where is a condition on rows of hour_count.
func (s *Store) eachHour(f func(hour, *DayRow) error, where string, args ...any) error {
	return s.bulk(func(row []driver.Value) error {
		at := hour{srs.Day(integer(row[0])), integer(row[1]), int(integer(row[2]))}
		var n figures
		for i := range n {
			n[i] = int(integer(row[i+3]))
		}
		d := DayRow{Day: at.day}
		d.setFigures(n)
		return f(at, &d)
	}, "SELECT bulk(?, day, deck, hour, "+countColumns+") FROM (SELECT * FROM hour_count WHERE "+where+" ORDER BY day)", args...)
}

// wrongHours compares the stored counts with those of the whole log, and says by deck on which days they differ.
func (s *Store) wrongHours(want hours) (list []wrongDays, err error) {
	days := map[int64]map[srs.Day]bool{}
	differs := func(h hour) {
		if days[h.deck] == nil {
			days[h.deck] = map[srs.Day]bool{}
		}
		days[h.deck][h.day] = true
	}
	stored := hours{}
	err = s.eachHour(func(h hour, d *DayRow) error {
		stored[h] = d
		if want[h] == nil || want[h].figures() != d.figures() {
			differs(h)
		}
		return nil
	}, "1")
	if err != nil {
		return nil, err
	}
	for h := range want {
		if stored[h] == nil {
			differs(h)
		}
	}
	for _, deck := range slices.Sorted(maps.Keys(days)) {
		name := "no deck"
		err := s.get([]any{&name}, "SELECT name FROM deck WHERE id = ?", deck)
		if err != nil && !errors.Is(err, sql.ErrNoRows) {
			return nil, err
		}
		list = append(list, wrongDays{name, slices.Sorted(maps.Keys(days[deck]))})
	}
	return list, nil
}

// wrongDays are the days on which the counts of a deck are not those of the log.
type wrongDays struct {
	deck string
	days []srs.Day
}

// String says it.
func (w wrongDays) String() string {
	text := fmt.Sprintf("the reviews counted in %s on %s", w.deck, w.days[0])
	if n := len(w.days) - 1; n > 0 {
		text += fmt.Sprintf(" and %d later %s", n, map[bool]string{true: "day", false: "days"}[n == 1])
	}
	return text + " are not those of the log"
}
