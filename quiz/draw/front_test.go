package draw

import (
	"strings"
	"testing"
)

// In ASCII, the signs of the program's on a front are ASCII too, on a screen, read aloud and in a list of drafts. Those
// of the learner stay as they are.
func TestFrontInASCII(t *testing.T) {
	for front, want := range map[string]string{
		"map · lookup":          "map - lookup",
		"White smoke → ?":       "White smoke -> ?",
		"? → `match`":           "? -> `match`",
		"What does a → b mean?": "What does a → b mean?",
		"a → b → ?":             "a → b -> ?",
		"龙骨 → ?":                "龙骨 -> ?",
	} {
		st := Style{Width: 79, ASCII: true}
		s := Screen{Context: "Engine", Front: front}
		shown := strings.Join(s.Lines(st), "\n")
		if !strings.HasSuffix(shown, "Engine > "+want) {
			t.Errorf("%q is shown as %q", front, shown)
		}
		if example := (Section{Front: front, Back: "x"}).example(st, 60); example != want+" -> x" {
			t.Errorf("%q is listed as %q", front, example)
		}
		st.Plain = true
		if heard := strings.Join(s.Lines(st), "\n"); heard != "Question: Engine: "+unstyled.Replace(want) {
			t.Errorf("%q is read as %q", front, heard)
		}
	}
}
