package data

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// A bullet of a class that a file of the learner's has, too, is there once, in the learner's words, however often either rewords
// it: also where the two were first seen in other words, and so have two ids. The exchange names both wordings.
func TestClassRewordsWhatTheLearnerHas(t *testing.T) {
	const old, again, mine = "turns the whole boat", "turns the entire boat", "is what I turn it with"
	to := func(text string) string { return strings.Replace(class2, old, text, 1) }
	for name, c := range map[string]struct {
		before        []string // what the teacher's file said before the learner had it
		teacher, file string   // what the two say of the rudder after the first pull
		late          bool     // there was none
	}{
		"with one id":              {nil, again, old, false},
		"with two":                 {[]string{class1}, again, old, false},
		"of which the learner has": {[]string{class1}, old, mine, false},
		"as the learner does":      {[]string{class1}, again, mine, false},
		"before the learner comes": {[]string{class1}, again, old, true},
		"to the learner's words":   {[]string{class1}, again, again, false},
	} {
		t.Run(name, func(t *testing.T) {
			folder := t.TempDir()
			teacher, learner := fresh(t), fresh(t)
			for _, text := range append(c.before, class2) {
				loadDeck(t, teacher, "sea", "teacher/sea.md", text, at(0))
			}
			loadDeck(t, learner, "sea", "learner/sea.md", class2, at(1))
			if !c.late {
				exchange(t, teacher, folder, at(1))
				if done := pull(t, learner, folder, at(1)); len(done.Pulled.Plans[0].Kept) > 0 {
					t.Errorf("of the same words, %+v are kept", done.Pulled.Plans[0].Kept)
				}
			}
			loadDeck(t, learner, "sea", "learner/sea.md", to(c.file), at(2))
			loadDeck(t, teacher, "sea", "teacher/sea.md", to(c.teacher)+"- Gybe: the stern turns through the wind\n", at(2))
			exchange(t, teacher, folder, at(2))
			done := pull(t, learner, folder, at(3))
			var kept, want []string
			for _, k := range done.Pulled.Plans[0].Kept {
				kept = append(kept, k.Old+" → "+k.New)
			}
			if c.file != c.teacher {
				want = []string{fmt.Sprintf("Rudder: %s → Rudder: %s", c.file, c.teacher)}
			}
			if !slices.Equal(kept, want) {
				t.Errorf("kept %q, not %q", kept, want)
			}
			var texts []string
			for _, c := range cards(t, learner) {
				if !slices.Contains(texts, c.Text) {
					texts = append(texts, c.Text)
				}
			}
			slices.Sort(texts)
			want = []string{"Gybe: the stern turns through the wind", "Keel: stops the drift of 5 boats",
				"Lee: the side that the wind leaves #calm", "Luff: the front edge of a sail", "Rudder: " + c.file,
				"Strake: a row of planks from stem to stern", "Transom: the flat board that closes the stern"}
			if !slices.Equal(texts, want) {
				t.Errorf("the bullets are %q, not %q", texts, want)
			}
			sound(t, learner)
		})
	}
}
