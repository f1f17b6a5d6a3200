package inline

import "testing"

func TestMaths(t *testing.T) {
	for s, want := range map[string]string{
		"$x$ rest":     "x",
		"$$x$$ rest":   "x",
		`\(x^2\) rest`: "x^2",
		`\[x^2\] rest`: "x^2",
		"$x$，":         "x",
		"$a\n+b$":      "a\n+b",
		"$5 or $10":    "",
		"$5-$10":       "",
		"$HOME/$PATH":  "",
		"$$x$ rest":    "",
		"$ x $":        "",
		"$x":           "",
		"$":            "",
		"$$":           "",
		"$$$$":         "",
		`\(Germany\)`:  "",
		`\$x$`:         "",
		`\`:            "",
	} {
		p, ok := Maths(s, 0)
		got := ""
		if ok {
			got = s[p.From:p.To]
		}
		if got != want || ok != (want != "") {
			t.Errorf("%q: %q, %v; want %q", s, got, ok, want)
		}
	}
}
