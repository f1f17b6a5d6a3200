package cmd

import (
	"context"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"recall/data"
	"recall/deck"
	"recall/deck/blocks"
	"recall/deck/export"
	"recall/deck/read"
	"recall/quiz"
)

// exportFlags say what to export, and where to.
type exportFlags struct {
	format string
	log    bool
	path   string
	yes    bool
}

func (a *app) export() *cobra.Command {
	var f exportFlags
	var ch choice
	c := &cobra.Command{
		Use:   "export DECK",
		Short: "Write a deck to a file that recall import can read",
		Long: `Write a deck as Markdown, as a table (CSV) that Anki can import too, as JSON,
or as an Anki package. Importing it again recreates the same cards. Cards that
the deck already has stay as they are.

  md     the document as its author wrote it, with the tags you gave, if its
         file is unchanged; otherwise bullets under their headings, written
         anew. Into a folder, such as -o out/, each file of the deck by itself
  csv    one card per line, with Anki's header lines
  json   an array with one object per card
  apkg   cards for Anki with their schedules, pictures and sounds, without
         drafts; with --log, their reviews too. Importing a newer package into
         Anki updates them
  --log  everything kept about the deck, including its history, as JSON lines`,
		Example: "  recall export redis -o redis.md\n  recall export redis --format csv > redis.csv\n  recall export redis --log -o redis.jsonl\n" +
			"  recall export redis --log -o redis.apkg\n  recall export redis -q is:leech --format json\n  recall export notes -o notes-copy/",
		Args: exactly(1),
		RunE: func(c *cobra.Command, args []string) error {
			ch.args = args
			wrong := &usageError{msg: fmt.Sprintf("--format does not take %q", f.format),
				hint: "it takes md, csv, json or apkg"}
			named := f.format != ""
			if isFolder(f.path) {
				if f.log || named && f.format != "md" {
					return &usageError{msg: "into a folder, recall writes Markdown alone",
						hint: "leave --log and --format out, or name a file"}
				}
				f.format = "md"
			} else if !named {
				f.format = formatOf(f.path)
				wrong = &usageError{msg: fmt.Sprintf("recall does not write .%s files", f.format),
					hint: "end the name in .md, .csv, .json, .apkg or, with --log, .jsonl; or set --format"}
			}
			if f.log && f.format != "apkg" {
				if named || ch.query != "" || ch.chapter != "" {
					return &usageError{msg: "--log writes a whole deck, in a format of its own",
						hint: "recall export " + quoteArg(args[0]) + " --log"}
				}
				f.format = "log"
			} else if !slices.Contains(exportFormats, f.format) {
				return wrong
			}
			if _, tty := terminal(a.Out); tty && f.format == "apkg" && (f.path == "" || f.path == "-") {
				return &usageError{msg: "a package can't be shown on a terminal",
					hint: "recall export " + quoteArg(args[0]) + " -o deck.apkg"}
			}
			return a.runExport(c.Context(), ch, f)
		},
	}
	c.ValidArgsFunction = a.completeDecks
	c.Flags().StringVar(&f.format, "format", "",
		"`FORMAT`: md, csv, json or apkg (default: by the file's name, else md)")
	c.Flags().BoolVar(&f.log, "log", false,
		"write everything kept about the deck, including its history, as JSON lines; with .apkg, add the reviews")
	c.Flags().StringVarP(&f.path, "output", "o", "",
		"write to this `FILE`, or one file for each source into this FOLDER/ (default: standard output)")
	c.Flags().BoolVarP(&f.yes, "yes", "y", false, "replace the file even if recall did not write it")
	ch.flags(c)
	a.completeChoice(c)
	return c
}

// exportFormats are the formats that --format takes.
var exportFormats = []string{"md", "csv", "json", "apkg"}

// formatOf returns the format for a file name, by its extension.
func formatOf(path string) string {
	switch ending := strings.ToLower(filepath.Ext(path)); ending {
	case "", ".md", ".markdown", ".txt":
		return "md"
	default:
		return strings.TrimPrefix(ending, ".")
	}
}

func (a *app) runExport(ctx context.Context, ch choice, f exportFlags) error {
	return a.present(ctx, func(o *opened) error {
		d, err := a.findDeck(o, ch.args[0])
		if err != nil {
			return err
		}
		if f.format == "log" {
			return a.exportLog(o, d, f)
		}
		filter, err := a.filter(o, ch)
		if err != nil {
			return err
		}
		switch f.format {
		case "md":
			return a.exportMarkdown(o, d, filter, f)
		case "apkg":
			return a.exportPackage(ctx, o, d, filter, f)
		}
		return a.exportCards(o, d, filter, f)
	})
}

// exportCards writes a deck's cards as CSV or JSON.
func (a *app) exportCards(o *opened, d data.Deck, filter data.Filter, f exportFlags) error {
	write := export.WriteCSV
	if f.format == "json" {
		write = export.WriteJSON
	}
	cards := 0
	err := a.output(f, func(w io.Writer) error {
		return write(w, func(visit func(*export.Exported) error) error {
			return o.Export(filter, func(n *data.ExportedNote) error {
				for i, c := range n.Cards {
					cards++
					if err := visit(&export.Exported{Deck: d.Name, ID: n.IDs[i], Note: &n.Note, Card: c,
						Tags: n.CardTags[i]}); err != nil {
						return err
					}
				}
				return nil
			})
		})
	})
	if err == nil {
		a.sayWritten(f, fmt.Sprintf("%s, %s", d.Name, quiz.Count(cards, "card", "cards")))
		err = a.sayMediaStays(o, d)
	}
	return err
}

// sayLost lists bullets that would come back from Markdown with different cards.
func (a *app) sayLost(lost []*deck.Note, files int) error {
	const most = 5
	listFirst(a.Err, len(lost), most, func(i int) { fmt.Fprintf(a.Err, "  %s\n", oneLine(lost[i].Text)) })
	if len(lost) == 0 {
		return nil
	}
	hint := "--format json keeps every card as it is"
	if files > 1 {
		hint = "-o FOLDER/ keeps its files apart, and " + hint
	}
	return hinted{&partlyError{quiz.Count(len(lost), "bullet", "bullets") +
		" would come back with different cards or tags: text written anew lacks its author's nesting, code and files"},
		hint}
}

// exportPackage writes a deck's cards as an Anki package.
func (a *app) exportPackage(ctx context.Context, o *opened, d data.Deck, filter data.Filter, f exportFlags) error {
	var done data.ExportedToAnki
	err := a.output(f, func(w io.Writer) (err error) {
		done, err = o.ExportAnki(ctx, w, d, filter, f.log, o.moment())
		return err
	})
	if err != nil {
		return err
	}
	what := d.Name + ", " + quiz.Count(done.Cards, "card", "cards")
	if f.log {
		what += ", " + quiz.Count(done.Answers, "review", "reviews")
	}
	if done.Media > 0 {
		what += ", " + quiz.Count(done.Media, "picture or sound", "pictures and sounds")
	}
	a.sayWritten(f, what)
	a.sayEach("left out: %s, which can't be read", done.Lacking)
	a.sayEach("left out: %s, a card that its note does not have in Anki", done.Left)
	a.sayEach("as it was in Anki: %s; no field of its note can hold the edit made here", done.Edited)
	if n := len(done.Left) + len(done.Edited); n > 0 {
		return &partlyError{quiz.Count(n, "edit", "edits") + " of notes from Anki can't go back there"}
	}
	return nil
}

// sayEach prints a line for each of a few things, and how many more there are.
func (a *app) sayEach(format string, list []string) {
	const most = 5
	listFirst(a.Err, len(list), most, func(i int) { fmt.Fprintf(a.Err, "  "+format+"\n", oneLine(list[i])) })
}

// sayMediaStays says that a deck's pictures and sounds are not in what was written.
func (a *app) sayMediaStays(o *opened, d data.Deck) error {
	n, err := o.MediaIn(d.ID)
	if n > 0 && err == nil {
		fmt.Fprintf(a.Err, "  without %s: %s in %s\n", quiz.Count(n, "picture or sound", "pictures and sounds"),
			map[bool]string{true: "it stays", false: "they stay"}[n == 1], clean(a.tilde(o.MediaFolder())))
	}
	return err
}

// exportLog writes everything that is kept about a deck.
func (a *app) exportLog(o *opened, d data.Deck, f exportFlags) error {
	entries := 0
	err := a.output(f, func(w io.Writer) (err error) {
		entries, err = o.Dump(w, []int64{d.ID}, o.now())
		return err
	})
	if err == nil {
		a.sayWritten(f, fmt.Sprintf("%s with %s", d.Name, quiz.Count(entries, "log entry", "log entries")))
		err = a.sayMediaStays(o, d)
	}
	return err
}

// exportMarks identify the files that an export may overwrite.
var exportMarks = []string{data.DumpMark, blocks.CopyMark, read.CSVMark, read.JSONMark, data.AnkiMark}

// output writes to the file that the flags name, or to standard output.
func (a *app) output(f exportFlags, write func(io.Writer) error) error {
	if f.path == "" || f.path == "-" {
		return write(exact(a.Out))
	}
	return a.writeFile(f.path, exportMarks, f.yes, write)
}

// sayWritten says what was written to a file.
func (a *app) sayWritten(f exportFlags, what string) {
	if f.path != "" && f.path != "-" {
		fmt.Fprintf(a.Err, "%s: %s\n", inLine(f.path), inLine(what))
	}
}
