package text

import (
	"strings"
	"testing"
	"unicode"

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

// Texts that differ in case alone have one number, whatever their letters: a card among them would be overlooked else.
func TestFoldHash(t *testing.T) {
	for r := rune(' '); r < 0x20000; r++ {
		for f := unicode.SimpleFold(r); f != r; f = unicode.SimpleFold(f) {
			if s, other := "Ab"+string(r)+"字", "aB"+string(f)+"字"; FoldHash(s) != FoldHash(other) {
				t.Errorf("%q and %q (%U, %U) have two numbers", s, other, r, f)
			}
		}
	}
	if FoldHash("tide") == FoldHash("tidal") || FoldHash("潮汐") == FoldHash("潮水") {
		t.Error("two texts have one number")
	}
}

// Han behind letters of one byte is found wherever it stands.
func TestHanBehindLetters(t *testing.T) {
	for n := range 20 {
		s := strings.Repeat("a", n)
		if HasHan(s) || !HasHan(s+"字") || CountHan(s+"字"+s+"字") != 2 {
			t.Errorf("behind %d letters", n)
		}
	}
}
