package quiz

import (
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
