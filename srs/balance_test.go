package srs

import "testing"

// The load on the seven days around a due day, which is in the middle.
func TestBalance(t *testing.T) {
	for _, test := range []struct {
		name     string
		interval int
		load     [7]int
		want     int
	}{
		{"to the lightest day in reach", 60, [7]int{9, 9, 2, 9, 9, 1, 9}, 2},
		{"the day stays where it is as light as any", 60, [7]int{3, 3, 3, 3, 3, 3, 3}, 0},
		{"the nearest of equals", 60, [7]int{1, 9, 9, 9, 1, 9, 9}, 1},
		{"the earlier of two as near", 60, [7]int{9, 9, 1, 9, 1, 9, 9}, -1},
		{"5 % of 40 days are two", 40, [7]int{0, 5, 9, 9, 9, 6, 0}, -2},
		{"5 % of 20 days are one", 20, [7]int{0, 0, 9, 9, 8, 0, 0}, 1},
		{"within 20 days there is no room", 19, [7]int{0, 0, 0, 9, 0, 0, 0}, 0},
		{"three days at most", 900, [7]int{4, 9, 9, 9, 9, 9, 5}, -3},
	} {
		t.Run(test.name, func(t *testing.T) {
			rules := Published
			load := func(d Day) int { return test.load[d-1000+3] }
			before := State{Reps: 3, Interval: 10, Ease: StartEase, Due: 900, Last: 890}
			after := State{Reps: 4, Interval: test.interval, Ease: StartEase, Due: 1000, Last: 900}
			if got := rules.Balance(before, after, load); got != 0 {
				t.Errorf("off, it moves by %d", got)
			}
			rules.Balanced = true
			if got := rules.Balance(before, after, load); got != test.want {
				t.Errorf("moved by %d, want %d", got, test.want)
			}
			if got := rules.Balance(after, after, load); got != 0 {
				t.Errorf("a drill is moved by %d", got)
			}
			rules.MaxInterval = test.interval
			if got := rules.Balance(before, after, load); got > 0 {
				t.Errorf("moved by %d beyond the longest interval", got)
			}
		})
	}
}

func TestEaseRecovers(t *testing.T) {
	for _, test := range []struct {
		name   string
		from   int
		grades []Grade
		want   int
	}{
		{"the third pass in a row gives 0.05 back", 200, []Grade{4, 4, 4}, 205},
		{"and the sixth", 200, []Grade{4, 4, 4, 4, 4, 4}, 210},
		{"not two", 200, []Grade{4, 4}, 200},
		{"a failure starts the count over", 200, []Grade{4, 4, 1, 4, 4}, 200},
		{"hard still lowers it", 200, []Grade{3, 3, 3}, 200 - 3*14 + 5},
		{"never above where it started", 248, []Grade{4, 4, 4}, 250},
		{"what easy earned stays", 250, []Grade{5, 5, 5}, 280},
	} {
		t.Run(test.name, func(t *testing.T) {
			rules := Published
			rules.Recovers = true
			s := State{Interval: 1, Ease: test.from}
			for _, g := range test.grades {
				s = rules.Next(s, g, s.Due)
			}
			if s.Ease != test.want {
				t.Errorf("ease %d, want %d", s.Ease, test.want)
			}
		})
	}
}
