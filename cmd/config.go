package cmd

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"recall/data"
	"recall/quiz"
	"recall/quiz/draw"
)

// configFlags are the flags of recall config.
type configFlags struct {
	deck   string
	unset  bool
	asJSON bool
}

func (a *app) config() *cobra.Command {
	var f configFlags
	c := &cobra.Command{
		Use:   "config [KEY [VALUE]]",
		Short: "Show the settings and where each comes from, or change one",
		Long: `Show the settings and where each comes from, or change one: for all decks, or
for one deck with --deck. On a terminal, recall config alone opens a menu.

Precedence, highest first: flag, environment (RECALL_NEW_PER_DAY and so on),
deck setting, global setting, default. Settings marked with * are part of a
deck's log. They apply from the moment you set them and change no earlier
schedule. The environment can't set them, nor ` + queried() + `. A new
deck is made with those of all decks. One that an earlier recall made goes on
with ease_on_lapse formula.`,
		Example: "  recall config new_per_day 20\n  recall config --deck python form type\n  recall config max_interval --unset\n  recall config --json",
		Args: func(c *cobra.Command, args []string) error {
			if f.unset && len(args) != 1 {
				return &usageError{msg: "--unset takes a setting and no value", hint: "recall config KEY --unset"}
			}
			return atMost(2)(c, args)
		},
		RunE: func(c *cobra.Command, args []string) error { return a.runConfig(c.Context(), args, f) },
	}
	addHelp(c, settingsTable)
	c.ValidArgsFunction = completeKeys
	c.Flags().StringVar(&f.deck, "deck", "", "show or change the settings of the deck `NAME`")
	c.Flags().BoolVar(&f.unset, "unset", false, "remove the value, so that the next one in precedence applies")
	c.Flags().BoolVar(&f.asJSON, "json", false, "print one JSON object")
	c.RegisterFlagCompletionFunc("deck", a.completeDeckFlag)
	return c
}

// queried names the settings that only the database holds because queries read them.
func queried() string {
	var names []string
	for _, k := range data.Keys {
		if k.Queried {
			names = append(names, k.Name)
		}
	}
	return strings.Join(names, " and ")
}

// settingsTable lists the settings and the values they take.
func settingsTable() string {
	var b strings.Builder
	var global []string
	for _, k := range data.Keys {
		name := k.Name
		if k.Rules {
			name += " *"
		}
		if !k.Decks {
			global = append(global, k.Name)
		}
		fmt.Fprintf(&b, "  %-17s %s:\n", name, k.About)
		for _, l := range draw.Wrap(k.Values+" (default "+k.Default+")", defaultWidth-20) {
			fmt.Fprintf(&b, "%20s%s\n", "", l)
		}
	}
	for _, l := range draw.Wrap("These have one value for all decks: "+strings.Join(global, ", ")+".", defaultWidth) {
		b.WriteString("\n" + l)
	}
	return b.String()
}

func (a *app) runConfig(ctx context.Context, args []string, f configFlags) error {
	st, err := a.style()
	if err != nil {
		return err
	}
	var key data.Key
	if len(args) > 0 { // checked before any file is created
		if key, err = data.FindKey(args[0]); err != nil {
			return usage(err)
		}
	}
	if len(args) > 1 {
		if _, err := key.Check(args[1]); err != nil {
			return usage(err)
		}
	}
	open := a.present
	if len(args) > 1 {
		open = a.open // what is set may come before the first review
	}
	return open(ctx, func(o *opened) error {
		d := data.Deck{}
		if f.deck != "" {
			if d, err = a.findDeck(o, f.deck); err != nil {
				return err
			}
		}
		switch {
		case len(args) == 2 || f.unset:
			return a.configure(o, key, d, append(args, "")[1])
		case len(args) == 1 && !f.asJSON:
			v, err := o.Value(key, d.ID)
			if err != nil {
				return err
			}
			_, err = fmt.Fprintln(a.Out, v.Value)
			return err
		case len(args) == 0 && !f.asJSON && a.interactive() && !a.noInput:
			return a.configMenu(ctx, o, d, st)
		}
		values, err := o.Values(d.ID)
		if err != nil {
			return err
		}
		if len(args) == 1 {
			values = slices.DeleteFunc(values, func(v data.Value) bool { return v.Name != key.Name })
		}
		if f.asJSON {
			return printJSON(a.Out, map[string]any{"deck": d.Name, "settings": settingRows(values)})
		}
		var rows [][]string
		for _, v := range values {
			rows = append(rows, []string{v.Name, v.Value, origin(v), v.About})
		}
		return table(a.Out, st, []column{{title: "SETTING"}, {title: "VALUE"}, {title: "FROM"},
			{title: "WHAT IT IS", grow: true}}, rows)
	})
}

// usage turns an error about an argument into a usageError.
func usage(err error) error {
	return &usageError{msg: worded(err), hint: hintFor(err)}
}

// settingRow is a setting as JSON.
type settingRow struct {
	Name    string `json:"name"`
	Value   string `json:"value"`
	From    string `json:"from"`
	Default string `json:"default"`
	Takes   string `json:"takes"`
	Decks   bool   `json:"decks"` // a deck may have its own
}

func settingRows(values []data.Value) []settingRow {
	rows := []settingRow{}
	for _, v := range values {
		rows = append(rows, settingRow{v.Name, v.Value, string(v.From), v.Default, v.Values, v.Decks})
	}
	return rows
}

func origin(v data.Value) string {
	if v.From == data.FromEnvironment {
		return envName(v.Key)
	}
	return string(v.From)
}

// configure sets a value, or removes it if value is "", and prints what applies now.
func (a *app) configure(o *opened, k data.Key, d data.Deck, value string) error {
	if err := o.SetValue(k, d.ID, value, o.moment()); err != nil {
		return err
	}
	say, err := settled(o, k, d)
	if err != nil {
		return err
	}
	for _, line := range say {
		fmt.Fprintln(a.Out, clean(line))
	}
	return nil
}

// settled says what a setting is now, and what overrides it.
func settled(o *opened, k data.Key, d data.Deck) (say []string, err error) {
	v, err := o.Value(k, d.ID)
	if err != nil {
		return nil, err
	}
	where := "all decks"
	if d.ID != 0 {
		where = d.Name
	}
	say = []string{fmt.Sprintf("%s = %s   %s, from the %s", k.Name, v.Value, where, v.From)}
	if v.From == data.FromEnvironment {
		say = append(say, envName(k)+" overrides what is stored.")
	}
	if k.Rereads {
		say = append(say, "recall import reads the files again.")
	}
	if d.ID != 0 || !k.Decks || k.Rules {
		return say, nil
	}
	decks, err := o.Decks()
	if err != nil {
		return nil, err
	}
	for _, own := range decks {
		v, err := o.Value(k, own.ID)
		if err != nil {
			return nil, err
		}
		if v.From == data.FromDeck {
			say = append(say, fmt.Sprintf("%s keeps its own: %s", own.Name, v.Value))
		}
	}
	return say, nil
}

// configMenu lets a person change settings until they leave.
func (a *app) configMenu(ctx context.Context, o *opened, d data.Deck, st draw.Style) error {
	ui, done, err := a.person(ctx, st)
	if err != nil {
		return err
	}
	var said []string
	for err == nil {
		var more []string
		more, err = a.pickSetting(o, ui, d)
		said = append(said, more...)
	}
	if errors.Is(err, quiz.ErrQuit) {
		err = nil
	}
	return errors.Join(err, done(), a.tell(said))
}

func (a *app) pickSetting(o *opened, ui quiz.UI, d data.Deck) ([]string, error) {
	values, err := o.Values(d.ID)
	if err != nil {
		return nil, err
	}
	label := "Settings of all decks"
	if d.ID != 0 {
		label = "Settings of " + d.Name
		values = slices.DeleteFunc(values, func(v data.Value) bool { return !v.Decks })
	}
	var items []string
	from := 0 // width of the column that says where values come from; defaults are not shown
	for _, v := range values {
		if v.From != data.FromDefault {
			from = max(from, draw.Width(origin(v))+2)
		}
	}
	for _, v := range values {
		item := draw.Pad(v.Name, 17) + draw.Pad(v.Value, 9)
		const narrow = 60 // columns; below that, only the next menu explains the setting
		if ui.Style().Width >= narrow {
			if v.From != data.FromDefault {
				item += origin(v)
			}
			item = draw.Pad(item, 17+9+from) + v.About
		}
		items = append(items, strings.TrimRight(item, " "))
	}
	i, err := ui.Pick(label, items)
	if err != nil {
		return nil, err
	}
	k := values[i].Key
	value, err := pickValue(ui, values[i])
	if errors.Is(err, quiz.ErrQuit) {
		return nil, nil // back to the settings
	}
	if err != nil {
		return nil, err
	}
	if err := o.SetValue(k, d.ID, value, o.moment()); err != nil {
		return nil, err
	}
	return settled(o, k, d)
}

func pickValue(ui quiz.UI, v data.Value) (string, error) {
	if len(v.Choices) == 0 {
		return ui.Field(v.Name+", "+v.Values, v.Value, func(s string) error {
			_, err := v.Check(s)
			if hint := hintFor(err); hint != "" {
				return fmt.Errorf("%w; %s", err, hint)
			}
			return err
		})
	}
	var items []string
	for _, c := range v.Choices {
		if c == v.Value {
			c += "   (current)"
		}
		items = append(items, c)
	}
	i, err := ui.Pick(v.Name+": "+v.About, items)
	if err != nil {
		return "", err
	}
	return v.Choices[i], nil
}

// completeKeys completes the names of settings, and the values of a setting that has a fixed set of them.
func completeKeys(_ *cobra.Command, args []string, _ string) (list []string, _ cobra.ShellCompDirective) {
	switch len(args) {
	case 0:
		for _, k := range data.Keys {
			list = append(list, k.Name+"\t"+k.About)
		}
	case 1:
		if k, err := data.FindKey(args[0]); err == nil {
			list = k.Choices
		}
	}
	return slices.Clone(list), cobra.ShellCompDirectiveNoFileComp
}

// completeDeckFlag completes the names of decks as the value of a flag.
func (a *app) completeDeckFlag(c *cobra.Command, _ []string, start string) ([]string, cobra.ShellCompDirective) {
	return a.completeDecks(c, nil, start)
}
