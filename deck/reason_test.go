package deck

import (
	"strings"
	"testing"
)

// Each reason that people can meet has a sentence.
func TestReasonsHaveTexts(t *testing.T) {
	for r, text := range reasonTexts {
		if text == "" || strings.HasSuffix(text, ".") || Reason(string(r)+" 12").Text() != text+" (line 12)" {
			t.Errorf("%s: %q", r, Reason(string(r)+" 12").Text())
		}
	}
}
