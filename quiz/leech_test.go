package quiz

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"recall/data"
	"recall/quiz/draw"
	"recall/srs"
)

// A card that was forgotten on eight mornings in a row is announced with a likely cause, and can be edited or suspended
// right there.
func TestLeech(t *testing.T) {
	for _, test := range []struct {
		bullet, cause string
	}{
		{"- Keel: stops drift\n", "its words do not stick"},
		{"- Keel: keeps a boat that the wind blows sideways from sliding through the water\n", "its answer is long"},
		{"- Containers that a comprehension can build: list, dict, set\n", "its words do not stick"}, // not its own gaps
		{"- Main sail sheet: trims the sail\n- Main sail sheets: hold the sail\n", `"Main sail sheets" looks much like it`},
	} {
		for _, key := range []string{"space", "s", "e"} {
			s := empty(t)
			importText(t, s, "# sea\n\n"+test.bullet, 0)
			opt := Options{Limit: 1, Edit: func(*data.Card) (string, error) { return "edited", nil }}
			play(t, s, 0, opt, "space 3")
			for day := 1; day < srs.LeechAt; day++ {
				play(t, s, day, opt, "space 1 space 3")
			}
			ui, _, _ := play(t, s, srs.LeechAt, opt, "space 1 "+key+" space 3")
			at := slices.IndexFunc(ui.shown,
				func(screen draw.Screen) bool { return strings.HasPrefix(screen.Notice, "Forgotten 8 times: ") })
			if at < 0 || !strings.Contains(ui.shown[at].Notice, test.cause) {
				t.Errorf("%s: the leech is not told with its cause: %q", test.bullet, ui.shown[2].Notice)
				continue
			}
			c, err := s.FindCard(first(t, s))
			if err != nil || c.State.Suspended != (key == "s") {
				t.Errorf("after %s the card is suspended: %v, %v", key, c.State.Suspended, err)
			}
		}
	}
}

// At the number of lapses that is set, a leech is flagged or suspended if the learner wants it, which u takes back.
func TestLeechAction(t *testing.T) {
	for _, test := range []struct {
		at, action, said   string
		keys               string // after the failure
		suspended, flagged bool
		lines              bool
	}{
		{at: "3", action: "tell", keys: "space space 3"},
		{at: "3", action: "suspend", said: " It is suspended now: recall resume ", keys: "space", suspended: true},
		{at: "3", action: "suspend", said: " It is suspended now: recall resume ", keys: "space u space 3"},
		{at: "3", action: "suspend", said: " It is suspended now: recall resume ", suspended: true, lines: true},
		{at: "3", action: "flag", said: " It is flagged now.", keys: "space space 3", flagged: true},
		{at: "0", action: "suspend", keys: "space 3"},
	} {
		s := empty(t)
		importText(t, s, "# sea\n\n- Keel: stops drift\n- Boom: holds the foot of a sail\n", 0)
		setting(t, s, "leech_at", test.at)
		setting(t, s, "leech_action", test.action)
		play(t, s, 0, Options{Limit: 1}, "space 3")
		for day := 1; day < 3; day++ {
			play(t, s, day, Options{Limit: 1}, "space 1 space 3")
		}
		ui, session, _ := play(t, s, 3, Options{Limit: 1, Lines: test.lines}, strings.TrimSpace("space 1 "+test.keys))
		said := session.notice
		for _, screen := range ui.shown {
			said += screen.Notice
		}
		if !strings.Contains(said, test.said) || strings.Contains(said, "Forgotten 3 times") != (test.at == "3") {
			t.Errorf("%+v: said %q", test, said)
		}
		c, err := s.FindCard(first(t, s))
		if err != nil || c.State.Suspended != test.suspended || c.State.Flagged != test.flagged {
			t.Errorf("%+v: suspended %v, flagged %v, %v", test, c.State.Suspended, c.State.Flagged, err)
		}
		leeches := 0
		f, err := s.ParseQuery("is:leech", session.day)
		if err == nil {
			err = s.Cards(f, func(*data.Card) error { leeches++; return nil })
		}
		if err != nil || leeches != map[string]int{"3": 1, "0": 0}[test.at] {
			t.Errorf("%+v: is:leech finds %d, %v", fmt.Sprint(test), leeches, err)
		}
	}
}
