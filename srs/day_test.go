package srs

import (
	"testing"
	"time"
	_ "time/tzdata"

	"pgregory.net/rapid"
)

func TestDayOf(t *testing.T) {
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	const four = 4 * time.Hour
	for _, test := range []struct {
		name     string
		at       time.Time
		rollover time.Duration
		want     string
	}{
		{"noon", time.Date(2026, 11, 22, 12, 0, 0, 0, berlin), four, "2026-11-22"},
		{"after midnight is still the evening", time.Date(2026, 11, 23, 3, 59, 59, 0, berlin), four, "2026-11-22"},
		{"the rollover begins the day", time.Date(2026, 11, 23, 4, 0, 0, 0, berlin), four, "2026-11-23"},
		{"midnight as rollover", time.Date(2026, 11, 23, 0, 0, 0, 0, berlin), 0, "2026-11-23"},
		{"a clock put forward moves no rollover", time.Date(2026, 3, 29, 4, 0, 0, 0, berlin), four, "2026-03-29"},
		{"a clock put back moves no rollover", time.Date(2026, 10, 25, 4, 0, 0, 0, berlin), four, "2026-10-25"},
		{"just before it, after the clock was put back", time.Date(2026, 10, 25, 3, 59, 0, 0, berlin), four, "2026-10-24"},
		{"new year", time.Date(2027, 1, 1, 1, 0, 0, 0, berlin), four, "2026-12-31"},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := DayOf(test.at, test.rollover).String(); got != test.want {
				t.Errorf("got %s, want %s", got, test.want)
			}
		})
	}
}

// The days follow each other through every clock change: none is skipped, and none comes twice.
func TestDaysFollowEachOther(t *testing.T) {
	for _, zone := range []string{"Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Shanghai",
		"Pacific/Chatham"} {
		loc, err := time.LoadLocation(zone)
		if err != nil {
			t.Fatal(err)
		}
		rapid.Check(t, func(t *rapid.T) {
			rollover := time.Duration(rapid.IntRange(0, 23).Draw(t, "hour")) * time.Hour
			day := Day(rapid.IntRange(0, 30000).Draw(t, "day"))
			start := day.Start(rollover, loc)
			if got := DayOf(start, rollover); got != day {
				t.Fatalf("%s: the start of %v, %v, is in %v", zone, day, start, got)
			}
			hours := (day + 1).Start(rollover, loc).Sub(start).Hours()
			if hours < 22 || hours > 26 {
				t.Fatalf("%s: %v has %v hours", zone, day, hours)
			}
		})
	}
}
