package cmd

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"recall/srs"
)

// farthest is the latest day that a command takes: ten years from today, as later ones are slips of the keyboard.
const farthest = 3653 // days

// theDay reads a day as someone types it: 2026-12-24, +3, today or tomorrow. It has to be one from the first on.
func theDay(text string, today, first srs.Day) (srs.Day, error) {
	day := srs.Day(0)
	switch low := strings.ToLower(strings.TrimSpace(text)); {
	case low == "today":
		day = today
	case low == "tomorrow":
		day = today + 1
	case strings.HasPrefix(low, "+"):
		n, err := strconv.Atoi(low[1:])
		if err != nil || n < 0 || n > farthest {
			return 0, noDay(text, first)
		}
		day = today + srs.Day(n)
	default:
		t, err := time.Parse(time.DateOnly, low)
		if err != nil {
			return 0, noDay(text, first)
		}
		day = srs.Date(t.Date())
	}
	switch {
	case day < first:
		return 0, &usageError{msg: fmt.Sprintf("%s is too early: today is %s", day, today), hint: dayHint(first)}
	case day > today+farthest:
		return 0, &usageError{msg: fmt.Sprintf("%s is more than ten years away", day), hint: dayHint(first)}
	}
	return day, nil
}

func noDay(text string, first srs.Day) error {
	return &usageError{msg: fmt.Sprintf("%q is no day", text), hint: dayHint(first)}
}

func dayHint(first srs.Day) string {
	return fmt.Sprintf("a day is written %s, +3 or tomorrow", first)
}

// weekday formats a day with its day of the week, and with its year if that differs from today's.
func weekday(day, today srs.Day) string { return day.Time().Format("Monday ") + date(day, today) }

// date formats a day, with its year if that differs from today's.
func date(day, today srs.Day) string {
	if t := day.Time(); t.Year() != today.Time().Year() {
		return t.Format("2 January 2006")
	}
	return day.Time().Format("2 January")
}
