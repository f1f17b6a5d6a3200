package answer

import (
	"os"
	"strings"
	"testing"

	"recall/deck"
	"recall/deck/card"
)

var faults = [...]string{NoUnit: ", no unit", OtherUnit: ", other unit", NoBound: ", no bound",
	OtherBound: ", other bound", Hedged: ", hedged", NoGrowth: ", no growth", OneLetter: ", one letter"}

// The tables in testdata are what a fair teacher says of a typed answer.
func TestVerdicts(t *testing.T) {
	src, err := os.ReadFile("testdata/qualified.txt")
	if err != nil {
		t.Fatal(err)
	}
	for i, line := range strings.Split(string(src), "\n") {
		case_, want, ok := strings.Cut(line, " => ")
		if !ok {
			continue
		}
		right, typed, ok := strings.Cut(case_, " | ")
		if !ok {
			t.Fatalf("line %d: %q holds no typed answer", i+1, line)
		}
		v := Compare(deck.Card{Answer: right, Forms: card.FormsOf(right)}, typed)
		if got := [...]string{"wrong", "nearly", "right"}[v.Result] + faults[v.Fault]; got != want {
			t.Errorf("line %d: %q for %q is %s, want %s", i+1, typed, right, got, want)
		}
	}
}
