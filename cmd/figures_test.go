package cmd

import (
	"os"
	"strings"
	"testing"

	"recall/data"
)

// What a figure means is said in the same words wherever a learner may look it up. How the screens and the report say
// it is in the scripts of stats and report.
func TestFiguresAreSaidInOneSentence(t *testing.T) {
	readme, err := os.ReadFile("../README.md")
	if err != nil {
		t.Fatal(err)
	}
	architecture, err := os.ReadFile("../.github/ARCHITECTURE.md")
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{
		"README": string(readme), "ARCHITECTURE": string(architecture),
		"help schedule": topicText("schedule"), "help csv": string(runWith(t, "", "help", "csv")),
	} {
		words := strings.Join(strings.Fields(text), " ")
		for _, says := range []string{data.LapseSays, data.RetentionSays} {
			if !strings.Contains(words, says) {
				t.Errorf("%s does not say: %s", name, says)
			}
		}
	}
	for _, table := range data.Tables {
		for _, c := range table.Columns {
			what, _, _ := strings.Cut(c.Name, "_")
			says := map[string]string{"lapses": data.LapseSays, "retention": data.RetentionSays}[what]
			if !strings.Contains(c.Says, says) {
				t.Errorf("--by %s %s does not say: %s", table.Name, c.Name, says)
			}
		}
	}
}
