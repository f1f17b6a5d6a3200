package text

import "testing"

// A figure is a fact where a unit follows it.
func TestQuantityAt(t *testing.T) {
	for s, want := range map[string]string{
		"waits 30 s":            "30 s",
		"waits 30 milliseconds": "30 milliseconds",
		"takes 5 percent":       "5 percent",
		"约 3 天":                 "3 天",
		"made for 3D":           "", // no three days
		"IPv4":                  "",
		"Redis 7 modules":       "",
	} {
		got := ""
		if at := both.QuantityAt(s); at >= 0 {
			got = s[at:]
		}
		if got != want {
			t.Errorf("%s: %q, want %q", s, got, want)
		}
	}
	if de := Lex("de"); !de.SameUnit("m", "Meter") || !de.SameUnit("kg", "Kilogramm") {
		t.Error("a German unit has two names that differ")
	}
}
