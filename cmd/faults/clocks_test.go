//go:build unix

package faults

import (
	"encoding/csv"
	"io"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
	_ "time/tzdata" // the zones must be there, whatever machine this is
)

func init() {
	others["clocks"] = clocks
}

// A walk is a learner with a clock: at each moment there is a session, which asks all that is due.
type walk struct {
	name   string
	steps  []step
	wrong  bool // the clock was wrong for a time: no card is asked twice on a day, and nothing else is known of days
	future bool // and check names the answers that are still to come
	graded int  // at least
}

type step struct{ now, tz string }

// every makes steps that are hours apart.
func every(hours, n int, start, tz string) (steps []step) {
	zone, err := time.LoadLocation(tz)
	if err != nil {
		panic(err)
	}
	at, err := time.ParseInLocation("2006-01-02 15:04", start, zone)
	if err != nil {
		panic(err)
	}
	for i := range n {
		steps = append(steps, step{at.Add(time.Duration(i*hours) * time.Hour).In(zone).Format(time.RFC3339), tz})
	}
	return steps
}

const (
	berlin     = "Europe/Berlin"
	kiritimati = "Pacific/Kiritimati" // the first to begin a day
	pagoPago   = "Pacific/Pago_Pago"  // the last but one
)

var walks = []walk{
	{name: "clocks go forward", steps: every(6, 24, "2026-03-27 01:30", berlin), graded: 12},
	{name: "clocks go back", steps: every(6, 24, "2026-10-23 01:30", berlin), graded: 12},
	{name: "clocks go forward by half an hour", steps: every(6, 24, "2026-10-02 01:30", "Australia/Lord_Howe"), graded: 12},
	{name: "midnight does not exist", steps: every(6, 24, "2018-11-02 00:30", "America/Sao_Paulo"), graded: 12},
	{name: "a day does not exist", steps: every(6, 24, "2011-12-28 05:00", "Pacific/Apia"), graded: 12},
	{name: "an hour earlier each day", steps: every(23, 20, "2026-03-20 22:00", berlin), graded: 12},
	{name: "25 hours west", steps: []step{{"2026-12-01T10:00:00+14:00", kiritimati}, {"2026-11-30T10:00:00-11:00", pagoPago},
		{"2026-12-01T10:00:00-11:00", pagoPago}, {"2026-12-02T10:00:00-11:00", pagoPago}}, wrong: true, graded: 10},
	{name: "25 hours east", steps: []step{{"2026-12-01T10:00:00-11:00", pagoPago}, {"2026-12-02T11:30:00+14:00", kiritimati},
		{"2026-12-03T10:00:00+14:00", kiritimati}}, graded: 10},
	{name: "back by a day", steps: []step{{"2026-12-01T09:00:00+01:00", berlin}, {"2026-11-30T09:00:00+01:00", berlin},
		{"2026-12-01T10:00:00+01:00", berlin}, {"2026-12-02T09:00:00+01:00", berlin}}, wrong: true, graded: 10},
	{name: "back by a year", steps: []step{{"2026-12-01T09:00:00+01:00", berlin}, {"2025-12-01T09:00:00+01:00", berlin},
		{"2026-12-01T10:00:00+01:00", berlin}, {"2026-12-02T09:00:00+01:00", berlin}}, wrong: true, graded: 10},
	{name: "an empty battery: 1970", steps: []step{{"2026-12-01T09:00:00+01:00", berlin}, {"1970-01-01T09:00:00+01:00", berlin},
		{"2026-12-02T09:00:00+01:00", berlin}}, wrong: true, graded: 10},
	{name: "2106 by mistake", steps: []step{{"2026-12-01T09:00:00+01:00", berlin}, {"2106-02-07T09:00:00+01:00", berlin},
		{"2026-12-02T09:00:00+01:00", berlin}, {"2026-12-03T09:00:00+01:00", berlin}}, wrong: true, future: true, graded: 10},
	{name: "9999 by mistake", steps: []step{{"2026-12-01T09:00:00+01:00", berlin}, {"9999-12-31T09:00:00+01:00", berlin},
		{"2026-12-02T09:00:00+01:00", berlin}}, wrong: true, future: true, graded: 10},
}

// Whatever the clock says, every grade is kept, check finds nothing, and no interval is negative. Where the clock only does
// what clocks do, no card is asked twice on a day, and each comes back on the day that was promised.
func clocks(t *testing.T, all *tally) {
	for i, w := range walks {
		if i%3 != 0 && most(t, 1, 2) == 1 {
			continue
		}
		t.Run(w.name, func(t *testing.T) {
			h := settled(t)
			h.now, h.tz = w.steps[0].now, w.steps[0].tz
			h.do(t, "", "import", "ship.md")
			acknowledged := 0
			for _, s := range w.steps {
				h.now, h.tz = s.now, s.tz
				o := h.try(t, strings.Repeat("\n3\n", 40), "review")
				if o.status != 0 {
					t.Errorf("at %s: %s", s.now, o)
				}
				n := strings.Count(o.out, "Question:")
				if strings.Contains(o.out, "Stopped") && n > 0 {
					n--
				}
				acknowledged += n
			}
			stored, err := h.reviews()
			if err != nil || stored != acknowledged || stored < w.graded {
				t.Errorf("%d grades acknowledged, %d stored, %v", acknowledged, stored, err)
			}
			switch o := h.try(t, "", "check"); {
			case w.future && !strings.Contains(o.out, "still to come"):
				t.Errorf("check does not name what is of the future: %s", o.out)
			case !w.future && o.status != 0:
				t.Errorf("check: %s %s", o.out, o)
			}
			w.judge(t, h.do(t, "", "stats", "--csv", "--by", "review"))
			all.add("clocks", t.Failed())
		})
	}
	t.Run("the day ends in a session", func(t *testing.T) {
		// The program's clock runs on from its start. On a busy machine it may be over 04:00 before the session begins, which
		// then is one of the next day; so the next try starts earlier.
		for before := 2 * time.Second; ; before *= 2 {
			h := newHome(t)
			h.do(t, "", "due")
			h.now = time.Date(2026, 12, 1, 4, 0, 0, 0, time.UTC).Add(-before).Format(time.RFC3339)
			s := h.sit(t)
			io.WriteString(s.in, "\n3\n")
			time.Sleep(2 * before)
			s.answer(5)
			s.end()
			days := column(t, h.do(t, "", "stats", "--csv", "--by", "review"), "day")
			if slices.Sort(days); len(days) != 6 || days[0] != days[5] {
				t.Errorf("grades of one session are of the days %v", days)
			}
			if o := h.try(t, "", "check"); o.status != 0 {
				t.Errorf("check: %s %s", o.out, o)
			}
			if t.Failed() || days[0] == "2026-11-30" {
				break
			}
			if before > time.Minute {
				t.Fatal("no session began in time")
			}
		}
		all.add("clocks", t.Failed())
	})
}

// column returns the cells of a column.
func column(t testing.TB, table, name string) (cells []string) {
	t.Helper()
	rows, err := csv.NewReader(strings.NewReader(table)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	at := slices.Index(rows[0], name)
	if at < 0 {
		t.Fatalf("there is no column %s in %v", name, rows[0])
	}
	for _, row := range rows[1:] {
		cells = append(cells, row[at])
	}
	return cells
}

// judge says what is wrong with the table of reviews after a walk.
func (w walk) judge(t testing.TB, table string) {
	t.Helper()
	cards, kinds := column(t, table, "card"), column(t, table, "kind")
	days, intervals := column(t, table, "day"), column(t, table, "interval_after_days")
	type asked struct{ card, day string }
	seen := map[asked]bool{}
	due := map[string]time.Time{}
	for i, card := range cards {
		day, err := time.Parse(time.DateOnly, days[i])
		interval, wrong := strconv.Atoi(intervals[i])
		if err != nil || wrong != nil || interval < 0 {
			t.Errorf("card %s on %s: an interval of %q days", card, days[i], intervals[i])
			continue
		}
		if w.wrong {
			continue
		}
		if kinds[i] != "drill" && seen[asked{card, days[i]}] {
			t.Errorf("card %s is asked twice on %s", card, days[i])
		}
		if promised, ok := due[card]; ok && kinds[i] != "drill" && day.Before(promised) {
			t.Errorf("card %s is asked on %s, before it was due on %s", card, days[i], promised.Format(time.DateOnly))
		}
		seen[asked{card, days[i]}] = true
		if kinds[i] != "drill" {
			due[card] = day.AddDate(0, 0, interval)
		}
	}
}
