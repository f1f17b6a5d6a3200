package quiz

import (
	"slices"
	"strings"
	"testing"
)

// A learner's first five answers carry a legend of the grade keys, wherever they were given; later ones don't.
func TestLegend(t *testing.T) {
	s := store(t)
	ui, _, _ := play(t, s, 0, Options{}, "space 3 space 1 space")
	want := []string{"↺ comes back today   - + lowers or raises the ease   * what Space gives",
		"Hard, Good, Easy: 1 day each; the ease makes the difference later."}
	for i, screen := range ui.shown {
		if screen.Revealed() != slices.Equal(screen.Legend, want) {
			t.Errorf("screen %d: the legend is %q", i, screen.Legend)
		}
	}
	ui, _, _ = play(t, s, 0, Options{}, "space 3 space 1 space 1 space") // the third to the fifth answer, and another one
	var said []string
	for _, screen := range ui.shown {
		if screen.Revealed() {
			said = append(said, strings.Join(screen.Legend, " "))
		}
	}
	if len(said) != 4 || said[2] == "" || said[3] != "" {
		t.Errorf("four more answers say %q", said)
	}
	ui, _, _ = play(t, store(t), 0, Options{Lines: true}, "space")
	if got := ui.shown[1].Legend; !slices.Equal(got, want[1:]) {
		t.Errorf("whoever hears the keys hears the signs: %q", got)
	}
}
