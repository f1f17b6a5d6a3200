package quiz

import (
	"context"
	"testing"

	"recall/data"
	"recall/quiz/draw"
	"recall/srs"
)

// diligent shows each card and gives a grade that the test chooses.
type diligent struct {
	script
	grade func(front string) rune
	asked []string
}

func (d *diligent) Key(screen draw.Screen, keys string) (rune, error) {
	switch {
	case len(screen.Buttons) > 0:
		return d.grade(screen.Context + " " + screen.Front), nil
	case screen.Rows != nil:
		return 'q', nil
	}
	d.asked = append(d.asked, screen.Front)
	return ' ', nil
}

// Two weeks of the built-in roadmap: ten new cards a day, each due again after 1, 6 and 15 days, and one card of a
// bullet a day. Reverse and cloze cards come once their bullet's first card is ripe, and take at most half of the new
// ones.
func TestTwoWeeks(t *testing.T) {
	if testing.Short() {
		t.Skip("two weeks take some seconds")
	}
	for _, lang := range []string{"en", "zh"} {
		s := empty(t)
		now := clock0(0)()
		if _, _, err := s.LoadBuiltin(lang,
			data.Moment{Time: now, Day: srs.DayOf(now, data.DefaultSettings.Rollover)}); err != nil {
			t.Fatal(err)
		}
		wait := map[int]int{} // due cards by day
		followers := 0
		for day := range 14 {
			opt := Options{Way: "reveal", Queue: data.QueueOptions{Settings: data.DefaultSettings, NewLimit: -1}}
			ui := &diligent{script: script{t: t}, grade: func(string) rune { return '3' }}
			session, err := New(s, ui, clock0(day), opt)
			if err != nil {
				t.Fatal(err)
			}
			due, fresh := len(session.due), len(session.new)
			if due != wait[day] || fresh != 10 {
				t.Errorf("%s, day %d: %d due and %d new, want %d and 10", lang, day, due, fresh, wait[day])
			}
			notes := map[string]bool{}
			before := 0
			for _, id := range append(session.due, session.new...) {
				c, err := s.Card(id)
				if err != nil {
					t.Fatal(err)
				}
				place := c.Source + c.Text
				if notes[place] {
					t.Errorf("%s, day %d: two cards of the bullet %q", lang, day, c.Text)
				}
				notes[place] = true
				before += map[bool]int{true: 1}[c.State.New() && c.Slot == "reverse"]
				next := map[int]int{0: 1, 1: 6, 2: 15}[c.State.Reps]
				wait[day+next]++
			}
			if before > 5 {
				t.Errorf("%s, day %d: %d of the new cards ask back", lang, day, before)
			}
			followers += before
			if err := session.Run(context.Background()); err != nil {
				t.Fatal(err)
			}
			if len(ui.asked) != due+fresh {
				t.Errorf("%s, day %d: %d cards were asked, of %d", lang, day, len(ui.asked), due+fresh)
			}
		}
		if followers == 0 {
			t.Errorf("%s: no card asked back in two weeks", lang)
		}
		if c, err := s.Check(false); err != nil || len(c.Faults) > 0 {
			t.Errorf("%s: check: %v, %v", lang, c.Faults, err)
		}
	}
}
