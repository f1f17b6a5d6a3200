package match_test

import (
	"flag"
	"os"
	"regexp"
	"strings"
	"testing"

	"recall/deck"
	"recall/deck/answer"
	"recall/deck/match"
)

var update = flag.Bool("update", false, "rewrite the verdicts in testdata; read the difference before you commit it")

// verdicts are the names of the verdicts in testdata.
var verdicts = [...]string{"same", "mended", "unsure", "changed"}

// judged edits one side of a card, or both.
func judged(slot string, forms deck.Forms, card func(string) (prompt, answer string)) func(old, new string) string {
	return func(old, new string) string {
		stored := match.StoredCard{Slot: slot}
		stored.Prompt, stored.Answer = card(old)
		fresh := deck.Card{Slot: slot, Forms: forms}
		fresh.Prompt, fresh.Answer = card(new)
		v, question := match.Judge(stored, &fresh)
		if question {
			return verdicts[v] + ", the question"
		}
		return verdicts[v]
	}
}

func inAnswer(s string) (prompt, answer string) { return "What is it?", s }
func inPrompt(s string) (prompt, answer string) { return s, "this and that" }

// told judges two texts in the places that look for reversed statements and changed facts: an edit of a card or of a
// bullet, the terms of two bullets, and a typed answer.
var told = map[string]func(old, new string) string{
	"answer":   judged("forward", deck.Reveal, inAnswer),
	"set":      judged("forward", deck.Set, inAnswer),
	"order":    judged("order", deck.Order, inAnswer),
	"question": judged("forward", deck.Reveal, inPrompt),
	"meaning":  judged("reverse", deck.Reveal, inPrompt),
	"member":   judged("member:x", deck.Reveal, inPrompt),
	"edit": func(old, new string) string {
		found := match.Found{Note: &deck.Note{Bullet: deck.Bullet{Place: &deck.Place{}, Text: new}}}
		return string(match.FateOf(&match.Stored{Text: old}, found))
	},
	"term": func(old, new string) string {
		stored := match.Stored{Text: old + ": the span of it is 12 m at the widest place", Source: "boats.md"}
		note := deck.Note{Bullet: deck.Bullet{Place: &deck.Place{}, Text: new +
			": the span of it is 13 m at the widest place"}}
		if match.Match([]match.Stored{stored}, inBoats([]deck.Note{note}))[0].Old < 0 {
			return "two things"
		}
		return "one"
	},
	"typed": func(right, typed string) string {
		card := deck.Card{Answer: right, Forms: deck.Type}
		if strings.HasPrefix(right, "`") {
			card.Forms |= deck.Exact
		}
		return [...]string{"wrong", "almost", "right"}[answer.Compare(card, typed).Result]
	},
}

var choices = regexp.MustCompile(`\{([^|}]*)\|([^|}]*)\}`)

// Each line of a file in testdata is a text with two ways to say it, and the expected verdict on the step from one to
// the other.
func TestVerdicts(t *testing.T) {
	for _, file := range []string{"testdata/polarity.txt", "testdata/units.txt", "testdata/fact.txt"} {
		src, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		lines := strings.Split(strings.TrimSuffix(string(src), "\n"), "\n")
		judge := told["edit"]
		for i, line := range lines {
			if head, ok := strings.CutPrefix(line, "== "); ok {
				name, _, _ := strings.Cut(head, ":")
				judge = told[name]
				continue
			}
			pair, want, ok := strings.Cut(line, " => ")
			if !ok {
				continue // a comment
			}
			got := judge(choices.ReplaceAllString(pair, "$1"), choices.ReplaceAllString(pair, "$2"))
			lines[i] = pair + " => " + got
			if got != want && !*update {
				t.Errorf("%s:%d: %s, got %s", file, i+1, line, got)
			}
		}
		if *update {
			if err := os.WriteFile(file, []byte(strings.Join(lines, "\n")+"\n"), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
}
