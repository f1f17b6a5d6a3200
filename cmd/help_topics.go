package cmd

import (
	"embed"
	"strings"

	"github.com/spf13/cobra"
)

// The texts are stored as a terminal of 80 columns shows them, at most 79 wide. unwrapHelp fits them to other widths.
//
//go:embed help/*.txt
var topicTexts embed.FS

// topics returns the help texts that belong to no single command, such as recall help marks. The one on schedules is
// part of that command's help, and the one on CSV is generated from the tables.
func (a *app) topics() []*cobra.Command {
	return []*cobra.Command{
		topic("marks", "How to mark cards yourself, as in the tool you know"),
		topic("query", "How to say which cards you mean"),
		topic("safety", "Where your data is kept; how to undo, back up and restore"),
		a.csvHelp(),
	}
}

func topic(name, short string) *cobra.Command {
	c := &cobra.Command{Use: name, Short: short}
	addHelp(c, func() string { return topicText(name) })
	return c
}

// addHelp adds to a command's long help what is made only if someone asks for it, since every start makes all commands.
func addHelp(c *cobra.Command, more func() string) {
	c.SetHelpFunc(func(c *cobra.Command, args []string) {
		c.Long = strings.TrimLeft(c.Long+"\n\n"+more(), "\n")
		c.Parent().HelpFunc()(c, args)
	})
}

func topicText(name string) string {
	text, err := topicTexts.ReadFile("help/" + name + ".txt")
	if err != nil {
		panic(err) // built without this text
	}
	return strings.TrimRight(string(text), "\n")
}
