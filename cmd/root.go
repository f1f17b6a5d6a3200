package cmd

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"recall/deck/text"
)

// app is one run of the program: its environment, and the flags that every command takes.
type app struct {
	Env
	stop    <-chan struct{} // closed by a signal
	db      string
	lang    string
	plain   bool
	ascii   bool
	noInput bool
	anew    bool // begin a new database even if there are backups of a missing one
	color   string
	wrong   error // set if help was asked for a command that does not exist
}

const long = `recall turns the bullets of your Markdown notes into flashcards and asks each
one on the day it is due. Without a command, it shows what is due today.`

func (a *app) root() *cobra.Command {
	root := &cobra.Command{
		Use:           "recall",
		Short:         "Learn what your notes say, a few minutes a day",
		Long:          long,
		Args:          a.noCommand,
		SilenceErrors: true,
		SilenceUsage:  true,
		Version:       version(),
		RunE:          func(c *cobra.Command, _ []string) error { return a.home(c.Context()) },
	}
	root.SetVersionTemplate("recall {{.Version}}\n")
	flags := root.PersistentFlags()
	flags.StringVar(&a.db, "db", "", "use the database `FILE` (default: RECALL_DB, else the usual place)")
	flags.StringVar(&a.lang, "lang", "",
		"use the built-in roadmap in `LANGUAGE`: en or zh (default: RECALL_LANG, else the one you study)")
	flags.BoolVar(&a.plain, "plain", false, "one line per answer, no redrawing: for pipes and screen readers")
	flags.BoolVar(&a.ascii, "ascii", false, "draw with ASCII characters only")
	flags.BoolVar(&a.noInput, "no-input", false, "never ask; fail if an answer is needed")
	flags.BoolVar(&a.anew, "new", false, "begin a new database, although there are backups of one that is missing")
	flags.StringVar(&a.color, "color", "auto", "`WHEN` to use colour: auto, always or never")
	root.SetFlagErrorFunc(badFlag)
	root.AddGroup(&cobra.Group{ID: "study", Title: "Study:"}, &cobra.Group{ID: "cards", Title: "Cards:"},
		&cobra.Group{ID: "decks", Title: "Decks:"}, &cobra.Group{ID: "safety", Title: "Safety:"},
		&cobra.Group{ID: "other", Title: "Other:"})
	for group, list := range map[string][]*cobra.Command{
		"study":  {a.review(), a.due(), a.undo(), a.pause(), a.stats(), a.reportCommand(), a.simulate(), a.schedule()},
		"cards":  append(a.marks(), a.add(), a.tag(), a.reschedule(), a.list(), a.show(), a.why(), a.edit(), a.drafts()),
		"decks":  {a.deck(), a.importCommand(), a.export(), a.explain()},
		"safety": {a.backup(), a.restore(), a.check(), a.syncCommand()},
		"other":  {a.config(), a.versionCommand()},
	} {
		for _, c := range list {
			c.GroupID = group
			root.AddCommand(c)
		}
	}
	root.AddCommand(a.topics()...)
	root.SetHelpCommandGroupID("other")
	root.SetCompletionCommandGroupID("other")
	root.CompletionOptions.HiddenDefaultCmd = false
	a.helpWithCare(root)
	return root
}

// helpWithCare makes help refuse a word that is not a command, as the command line does. cobra would ignore the word
// and show the help of the command before it.
func (a *app) helpWithCare(root *cobra.Command) {
	show := root.HelpFunc()
	root.SetHelpFunc(func(c *cobra.Command, args []string) {
		if c.HasSubCommands() && c.Args != nil {
			if a.wrong = c.Args(c, c.Flags().Args()); a.wrong != nil {
				return
			}
		}
		a.unwrapHelp(c)
		show(c, args)
	})
	root.InitDefaultHelpCmd()
	for _, c := range root.Commands() {
		if c.Name() != "help" {
			continue
		}
		run := c.Run
		c.Run = nil
		c.RunE = func(c *cobra.Command, args []string) error {
			found, rest, err := root.Find(args)
			if err == nil && found.HasSubCommands() && found.Args != nil {
				err = found.Args(found, rest)
			}
			if err == nil {
				run(c, args)
			}
			return err
		}
	}
}

// noCommand returns an error if the first word is not a command.
func (a *app) noCommand(c *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	e := &usageError{msg: fmt.Sprintf("there is no command %q", args[0]), hint: "recall help lists them"}
	if near := nearest(args[0], members(c)); near != "" {
		e.hint = "did you mean recall " + near + "?"
	}
	return e
}

// members returns the names and aliases of a command's subcommands.
func members(c *cobra.Command) (names []string) {
	for _, m := range c.Commands() {
		names = append(names, append(m.Aliases, m.Name())...)
	}
	return names
}

// badNumber matches pflag's error for a value that is not a number. Its own text mentions strconv.
var badNumber = text.Pattern(`^invalid argument (".*") for "(?:-., )?(--[a-z-]+)" flag: strconv\..*: (invalid syntax|value out of range)$`)

// badFlag rewords pflag's error, and suggests a flag with a similar name.
func badFlag(c *cobra.Command, err error) error {
	e := &usageError{msg: err.Error(), hint: c.CommandPath() + " --help lists the flags"}
	if m := badNumber().FindStringSubmatch(err.Error()); m != nil {
		e.msg = m[2] + " takes a whole number, not " + m[1]
		if m[3] == "value out of range" {
			e.msg = m[2] + " can't be " + m[1] + ": that is too large"
		}
	}
	if name, ok := strings.CutPrefix(err.Error(), "unknown flag: --"); ok {
		var names []string
		c.Flags().VisitAll(func(f *pflag.Flag) { names = append(names, f.Name) })
		if near := nearest(name, names); near != "" {
			e.hint = "did you mean --" + near + "?"
		}
	}
	return e
}

// tame turns cobra's own errors into usage errors.
func (a *app) tame(err error, root *cobra.Command) error {
	if err == nil || !strings.HasPrefix(err.Error(), "unknown command ") {
		return err
	}
	return &usageError{msg: strings.SplitN(err.Error(), "\n", 2)[0], hint: root.CommandPath() +
		" help lists the commands"}
}

// atMost and exactly check how many arguments a command was given.
func atMost(n int) cobra.PositionalArgs {
	return func(c *cobra.Command, args []string) error {
		if len(args) <= n {
			return nil
		}
		return &usageError{msg: fmt.Sprintf("%s does not take %q", c.CommandPath(), args[n]), hint: "usage: " +
			c.UseLine()}
	}
}

func exactly(n int) cobra.PositionalArgs {
	return func(c *cobra.Command, args []string) error {
		if len(args) < n {
			return &usageError{msg: c.CommandPath() + " needs " + missing(c, len(args)), hint: "usage: " + c.UseLine()}
		}
		return atMost(n)(c, args)
	}
}

// missing names the arguments that a command lacks, from the given index on: "a CARD", "DECK and NAME".
func missing(c *cobra.Command, from int) string {
	words := strings.Fields(strings.NewReplacer("[", "", "]", "", "…", "").Replace(c.Use))[1+from:]
	if len(words) == 1 {
		words[0] = "a " + strings.ReplaceAll(words[0], "|", " or a ")
	}
	return strings.Join(words, " and ")
}

// family makes a command that only groups others. Alone it shows its help; any other word is an error.
func family(c *cobra.Command, own ...*cobra.Command) *cobra.Command {
	c.Args = func(c *cobra.Command, args []string) error {
		if len(args) == 0 {
			return nil
		}
		e := &usageError{msg: fmt.Sprintf("%s has no %q", c.CommandPath(), args[0]), hint: c.CommandPath() +
			" --help lists its commands"}
		if near := nearest(args[0], members(c)); near != "" {
			e.hint = "did you mean " + c.CommandPath() + " " + near + "?"
		}
		return e
	}
	c.RunE = func(c *cobra.Command, _ []string) error { return c.Help() }
	c.AddCommand(own...)
	return c
}
