package org

import (
	"strconv"
	"strings"
	"time"

	"recall/deck"
)

// drillSchedule is how an item stands in org-drill; nil if it is new, which org-drill sees by its missing date.
func (h *head) drillSchedule() *deck.Schedule {
	days, ease := h.props["DRILL_LAST_INTERVAL"], h.props["DRILL_EASE"]
	// its first versions kept three numbers: (12.0 4 2.36)
	if old := strings.Fields(strings.Trim(h.props["LEARN_DATA"], "()")); days == "" && len(old) == 3 {
		days, ease = old[0], old[2]
	}
	if h.planned.IsZero() || days == "" {
		return nil
	}
	s := deck.NewSchedule(number(days), number(ease), h.planned)
	s.Counted(count(h.props["DRILL_REPEATS_SINCE_FAIL"])-1, count(h.props["DRILL_FAILURE_COUNT"])) // it counts from 1
	return s
}

// fcSchedules is how the cards of an item stand in org-fc, by position. A card whose interval is shorter than half a day
// has not been learnt yet.
func (h *head) fcSchedules() map[string]*deck.Schedule {
	if len(h.review) < 2 {
		return nil
	}
	column := map[string]int{}
	for c, name := range h.review[0] {
		column[name] = c
	}
	list := map[string]*deck.Schedule{}
	for _, row := range h.review[1:] {
		cell := func(name string) string {
			if c, ok := column[name]; ok && c < len(row) {
				return row[c]
			}
			return ""
		}
		due, err := time.Parse(time.RFC3339, cell("due"))
		if days := number(cell("interval")); err == nil && days >= 0.5 {
			list[cell("position")] = deck.NewSchedule(days, number(cell("ease")), due)
		}
	}
	return list
}

// number reads a number, 0 where there is none.
func number(s string) float64 {
	f, err := strconv.ParseFloat(s, 64)
	if err != nil || f != f {
		return 0
	}
	return f
}

// count reads a number of times.
func count(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil {
		return 0
	}
	return n
}
