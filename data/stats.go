package data

import (
	"database/sql"
	"slices"

	"recall/srs"
)

// Rate is a share with the number of observations behind it.
type Rate struct{ Passed, Of int }

// minObservations is how many a rate needs to be shown: under them it is noise.
const minObservations = 10

// Known returns the rate from 0 to 1, if there are observations enough.
func (r Rate) Known() (float64, bool) {
	if r.Of < minObservations {
		return 0, false
	}
	return float64(r.Passed) / float64(r.Of), true
}

func (r *Rate) add(passed bool) {
	r.Of++
	if passed {
		r.Passed++
	}
}

// Retention is the true retention: of the first answers of a day on cards with a repetition, the share that passed, by the
// interval before.
type Retention struct{ Young, Mature Rate }

func (r *Retention) add(st *step) {
	if !st.first || st.before.Reps < 1 {
		return
	}
	rate := &r.Young
	if st.before.Interval >= Mature {
		rate = &r.Mature
	}
	rate.add(st.grade.Passed())
}

func (r Retention) all() Rate {
	return Rate{r.Young.Passed + r.Mature.Passed, r.Young.Of + r.Mature.Of}
}

// DayRow is what was done on one day.
type DayRow struct {
	Day                     srs.Day
	Reviews, New            int // first answers of a card that day; of them those of new cards
	Again, Hard, Good, Easy int // those first answers by grade
	Lapses                  int
	Retention               Retention
	Took                    int64 // ms, repeats included
	Streak                  int   // days in a row with reviews, this one included
}

// GroupRow is the state of a deck, or of one of its chapters.
type GroupRow struct {
	Deck, Chapter                              string
	Bullets, Covered, Cards, Drafts            int // parked bullets and cards left out
	New, Young, Mature, Suspended, Parked, Due int // cards
	Learnt, Mastered                           int // bullets
	Retention                                  Retention
	Eases                                      []int // hundredths, of learnt cards, sorted
}

// EaseMedian returns the median ease in hundredths; 0 without learnt cards.
func (g *GroupRow) EaseMedian() int {
	if len(g.Eases) == 0 {
		return 0
	}
	return g.Eases[(len(g.Eases)-1)/2]
}

// Stats is all that recall stats shows.
type Stats struct {
	Total    GroupRow
	Decks    []GroupRow
	Chapters []GroupRow
	Days     []DayRow // with reviews, oldest first
	Recent   Retention
	Leeches  int
	Due      []int // cards due today (overdue ones included), tomorrow, …
	Overdue  int   // of those due today
	Streak   int   // days in a row up to today, or to yesterday while today has none
	Longest  int
}

// RecentDays is how far Stats.Recent goes back.
const RecentDays = 30

// Stats computes the statistics of a filter's cards on a day, with a forecast of the given number of days.
func (s *Store) Stats(f Filter, today srs.Day, forecast int) (*Stats, error) {
	st := &Stats{Due: make([]int, forecast)}
	err := s.read(func() error { return s.stats(st, f, today) })
	return st, err
}

func (s *Store) stats(out *Stats, f Filter, today srs.Day) error {
	groups := groups{byKey: map[[2]string]*GroupRow{}}
	place, err := s.countCards(out, &groups, f, today)
	if err != nil {
		return err
	}
	if err := s.countBullets(&groups, f); err != nil {
		return err
	}
	days := map[srs.Day]*DayRow{}
	err = s.history(func(step *step) error {
		group, ok := place[step.subject]
		if !ok || step.kind != srs.Review {
			return nil
		}
		group.Retention.add(step)
		if step.day > today-RecentDays {
			out.Recent.add(step)
		}
		d := days[step.day]
		if d == nil {
			d = &DayRow{Day: step.day}
			days[step.day] = d
		}
		d.add(step)
		return nil
	})
	if err != nil {
		return err
	}
	for _, d := range days {
		out.Days = append(out.Days, *d)
	}
	slices.SortFunc(out.Days, func(a, b DayRow) int { return int(a.Day - b.Day) })
	out.streaks(today)
	groups.sum(out)
	return nil
}

func (d *DayRow) add(st *step) {
	d.Took += st.took
	d.Retention.add(st)
	d.Lapses += st.after.Lapses - st.before.Lapses
	if !st.first {
		return
	}
	d.Reviews++
	if st.before.New() {
		d.New++
	}
	switch {
	case !st.grade.Passed():
		d.Again++
	case st.grade == srs.Hard:
		d.Hard++
	case st.grade == srs.Good:
		d.Good++
	default:
		d.Easy++
	}
}

// streaks counts the days in a row. A day without a first answer, on which there was only cram, breaks none and makes none.
func (out *Stats) streaks(today srs.Day) {
	run, last := 0, srs.Day(0)
	for i := range out.Days {
		d := &out.Days[i]
		if d.Reviews == 0 {
			continue
		}
		if run > 0 && d.Day == last+1 {
			run++
		} else {
			run = 1
		}
		last, d.Streak = d.Day, run
		out.Longest = max(out.Longest, run)
	}
	if last >= today-1 {
		out.Streak = run
	}
}

// groups collects the rows of chapters in the order of the roadmap.
type groups struct {
	byKey map[[2]string]*GroupRow
	order []*GroupRow
}

func (g *groups) at(deck, chapter string) *GroupRow {
	key := [2]string{deck, chapter}
	row := g.byKey[key]
	if row == nil {
		row = &GroupRow{Deck: deck, Chapter: chapter}
		g.byKey[key] = row
		g.order = append(g.order, row)
	}
	return row
}

func (g *groups) sum(out *Stats) {
	for _, row := range g.order {
		slices.Sort(row.Eases)
		out.Chapters = append(out.Chapters, *row)
		i := slices.IndexFunc(out.Decks, func(d GroupRow) bool { return d.Deck == row.Deck })
		if i < 0 {
			i = len(out.Decks)
			out.Decks = append(out.Decks, GroupRow{Deck: row.Deck})
		}
		out.Decks[i].merge(row)
		out.Total.merge(row)
	}
}

func (g *GroupRow) merge(o *GroupRow) {
	for to, n := range map[*int]int{
		&g.Bullets: o.Bullets, &g.Covered: o.Covered, &g.Cards: o.Cards, &g.Drafts: o.Drafts, &g.New: o.New, &g.Young: o.Young,
		&g.Mature: o.Mature, &g.Suspended: o.Suspended, &g.Parked: o.Parked, &g.Due: o.Due, &g.Learnt: o.Learnt, &g.Mastered: o.Mastered,
		&g.Retention.Young.Passed: o.Retention.Young.Passed, &g.Retention.Young.Of: o.Retention.Young.Of,
		&g.Retention.Mature.Passed: o.Retention.Mature.Passed, &g.Retention.Mature.Of: o.Retention.Mature.Of,
	} {
		*to += n
	}
	g.Eases = append(g.Eases, o.Eases...)
	slices.Sort(g.Eases)
}

// countCards counts the cards of a filter into groups, and returns the group of each card.
func (s *Store) countCards(out *Stats, g *groups, f Filter, today srs.Day) (map[int64]*GroupRow, error) {
	place := map[int64]*GroupRow{}
	where, args := f.cards("schedule")
	err := s.each(func(rows *sql.Rows) error {
		var card int64
		var deck, chapter string
		var scan stateScan
		var follower int
		if err := rows.Scan(append([]any{&card, &deck, &chapter, &follower}, scan.dest()...)...); err != nil {
			return err
		}
		row, state := g.at(deck, chapter), scan.state()
		place[card] = row
		if state.Lapses >= srs.LeechAt && !state.Parked {
			out.Leeches++
		}
		row.count(state, scan.hold, follower, today)
		if scan.hold == 0 && !state.New() {
			in := max(0, int(state.Due-today))
			if in < len(out.Due) {
				out.Due[in]++
			}
			if state.Due < today {
				out.Overdue++
			}
		}
		return nil
	}, `SELECT card, d.name, x.chapter, follower, `+stateColumns+`
		FROM schedule JOIN deck d ON d.id = schedule.deck JOIN note n ON n.id = schedule.note JOIN section x ON x.id = n.section
		WHERE `+where+" ORDER BY schedule.deck, rank", args...)
	return place, err
}

func (g *GroupRow) count(s srs.State, hold, follower int, today srs.Day) {
	switch {
	case s.Parked:
		g.Parked++
		return
	case hold&holdDraft != 0:
		if !s.Rejected {
			g.Drafts++
		}
		return
	case s.Suspended:
		g.Suspended++
	case s.New():
		g.New++
	case s.Interval < Mature:
		g.Young++
	default:
		g.Mature++
	}
	g.Cards++
	if !s.New() {
		g.Eases = append(g.Eases, s.Ease)
		if hold == 0 && s.Due <= today {
			g.Due++
		}
	}
}

// countBullets counts the bullets of a filter: a bullet is learnt when each of its unlocked scheduled cards has passed once,
// mastered when all of them are mature.
func (s *Store) countBullets(g *groups, f Filter) error {
	where, args := f.notes("n")
	return s.each(func(rows *sql.Rows) error {
		var deck, chapter string
		var bullets, covered, learnt, mastered int
		if err := rows.Scan(&deck, &chapter, &bullets, &covered, &learnt, &mastered); err != nil {
			return err
		}
		row := g.at(deck, chapter)
		row.Bullets, row.Covered, row.Learnt, row.Mastered = bullets, covered, learnt, mastered
		return nil
	}, `SELECT d.name, x.chapter, count(*), count(t.note), coalesce(sum(t.learnt), 0), coalesce(sum(t.mastered), 0)
		FROM note n JOIN deck d ON d.id = n.deck JOIN section x ON x.id = n.section
		LEFT JOIN (
			SELECT note,
				min(CASE WHEN hold & 6 = 0 AND follower <> 1 THEN interval > 0 END) AS learnt,
				min(CASE WHEN hold & 6 = 0 AND follower <> 1 THEN interval >= 21 END) AS mastered
			FROM schedule WHERE hold & 2 = 0 GROUP BY note
		) t ON t.note = n.id
		WHERE n.parked = 0 AND `+where+`
		GROUP BY n.deck, x.chapter ORDER BY n.deck, min(n.line)`, args...)
}
