package cmd

import (
	"strings"
	"testing"
)

// What is left as it is would have been left so by the way that all other text takes.
func TestOneLine(t *testing.T) {
	for _, s := range []string{
		"", " ", "a", "a b", "a  b", " a", "a ", "a\tb", "a\\\nb", "a\nb", "索引 → 选择", "A › B", "a\u00a0b", "a\u200bb", "\x1b[1mred",
		"字\u3000字", "é", "a\u2028b", "⇒", "\u202eab", "\xff",
	} {
		want := strings.Join(strings.Fields(clean(strings.ReplaceAll(s, "\\\n", "\n"))), " ")
		if got := oneLine(s); got != want {
			t.Errorf("%q is %q, want %q", s, got, want)
		}
	}
}
