package draw

import (
	"strings"
	"testing"
)

// In ASCII, the signs of the program's on a front are ASCII too, on a screen and in a list of drafts. Those of the learner
// stay as they are.
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
	}
}

// A screen reader gets words for the signs of the program's on a front. What the learner wrote stays as it is.
func TestFrontIsHeard(t *testing.T) {
	for front, want := range map[string]string{
		"map · lookup":          "map, lookup",
		"White smoke → ?":       "White smoke leads to what?",
		"? → `match`":           "What leads to match?",
		"a draught → ? → smoke": "a draught leads to what, and that to smoke",
		"What does a → b mean?": "What does a → b mean?",
		"a → b → ?":             "a → b leads to what?",
	} {
		for _, ascii := range []bool{false, true} {
			st := Style{Width: 79, Plain: true, ASCII: ascii}
			s := Screen{Context: "Engine", Front: front}
			if heard := strings.Join(s.Lines(st), "\n"); heard != "Question: Engine: "+want {
				t.Errorf("%q is read as %q", front, heard)
			}
		}
	}
	drafts := []Section{{Path: "Engine", Count: "2 drafts", Front: "White smoke → ?", Back: "water in the fuel"}}
	if heard := Sections(drafts, Style{Width: 79, Plain: true}); heard[1] != "2 drafts, such as: White smoke leads to what? water in the fuel." {
		t.Errorf("drafts are read as %q", heard)
	}
}
