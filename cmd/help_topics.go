package cmd

import (
	"embed"
	"strings"

	"github.com/spf13/cobra"
)

// Texts are kept as they are shown: at most 79 columns, as a terminal of 80 shows them. unwrap fits them to others.
//
//go:embed help/*.txt
var topicTexts embed.FS

// topics are help texts that belong to no single command: recall help marks and so on. The one about the schedule is
// part of the command of that name, and the one about CSV is made from the tables themselves.
func (a *app) topics() []*cobra.Command {
	return []*cobra.Command{
		topic("marks", "How to mark cards yourself, as in the tool you know"),
		topic("query", "How to say which cards you mean"),
		topic("safety", "Where your data is kept; how to undo, back up and restore"),
		a.csvHelp(),
	}
}

func topic(name, short string) *cobra.Command {
	return &cobra.Command{Use: name, Short: short, Long: topicText(name)}
}

func topicText(name string) string {
	text, err := topicTexts.ReadFile("help/" + name + ".txt")
	if err != nil {
		panic(err) // it was built without a text that it names
	}
	return strings.TrimRight(string(text), "\n")
}
