package text

import (
	"strings"
	"testing"

	"github.com/rivo/uniseg"
)

// What is counted without uniseg is as wide as uniseg says, whatever stands beside it: tables would not line up else.
func TestColumns(t *testing.T) {
	for r := rune(' '); r < 0x10000; r++ {
		for _, s := range []string{string(r), "a" + string(r) + "a", "字" + string(r) + "é", "→" + string(r) + string(r)} {
			if got, want := Columns(s), uniseg.StringWidth(s); got != want {
				t.Fatalf("%q (%U): %d columns, want %d", s, r, got, want)
			}
		}
	}
}

// No letter with a case is overlooked: "Ⓐ" and "Ａ" have one too.
func TestLower(t *testing.T) {
	for r := rune(' '); r < 0x20000; r++ {
		if s := "字" + string(r); Lower(s) != strings.ToLower(s) {
			t.Errorf("%q (%U): %q", s, r, Lower(s))
		}
	}
}
