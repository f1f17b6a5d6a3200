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

// A name is repeated in what makes a card of it; a task has nothing to ask for.
func TestRemedy(t *testing.T) {
	for _, c := range []struct {
		why  Reason
		text string
		want string
	}{
		{ReasonBare, "**Peroxisome**", `write "Peroxisome: …"`},
		{ReasonBare, strings.Repeat("very ", 20) + "long", `write "NAME: …"`},
		{ReasonNoAnswer, "What is a keel?", "write the answer behind the question, or under it"},
		{ReasonTodo, "Read chapter 3", ""},
	} {
		if got := c.why.Remedy(c.text); got != c.want {
			t.Errorf("%s: %q", c.why, got)
		}
	}
}
