package cmd

import (
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"recall/data"
	"recall/quiz/draw"
)

const csvLong = `recall stats --csv --by TABLE prints one of these tables: RFC 4180 with a
header line, UTF-8, line ends CR LF. Times are RFC 3339 with their zone, dates
look like 2026-11-22, numbers have a decimal point and no separators, and
unknown values are empty. The names, order and meaning of the columns will not
change. pandas, R, DuckDB, sqlite3 and LibreOffice read the tables without
options.

If a spreadsheet would run a text as a formula (it begins with = + - @, a tab
or a line end), or if it already begins with ', it gets one ' in front. Remove
that to get the text back, or use --raw to leave it off. --bom begins the file
with a byte order mark, which some spreadsheets need to recognise UTF-8. --days
N counts the reviews of the last N days and looks N days ahead. A deck,
--chapter and a query select cards as in every other command.

--json --by TABLE prints {"rows":[…]} with the same names. Numbers are numbers,
and unknown values are null.`

// csvHelp is the help topic on tables. It is generated from the same descriptions as the tables themselves.
func (a *app) csvHelp() *cobra.Command {
	c := &cobra.Command{
		Use:     "csv",
		Short:   "The tables that recall stats --csv prints, column by column",
		Long:    csvLong,
		Example: "  recall stats --csv --by day > days.csv\n  recall stats python --csv --by card --raw\n  recall stats --csv --by review --days 365 > year.csv",
	}
	c.SetHelpFunc(func(c *cobra.Command, _ []string) {
		a.unwrapHelp(c)
		fmt.Fprintf(a.Out, "%s\n\nExamples:\n%s\n", c.Long, c.Example)
		for _, t := range data.Tables {
			describe(a.Out, t)
		}
		learners := data.LearnersTable
		learners.Name += " --place PLACE"
		learners.Columns = learners.Columns[:len(learners.Columns)-len(data.TableOf("review").Columns)]
		describe(a.Out, learners)
	})
	return c
}

// describe prints a table's columns: the name, type, an example and the meaning of each.
func describe(w io.Writer, t data.Table) {
	fmt.Fprintf(w, "\n--by %s: a row is %s\n", t.Name, t.Says)
	for _, c := range t.Columns {
		kind := c.Kind.String()
		if c.Unit != "" {
			kind += ", " + c.Unit
		}
		fmt.Fprintln(w, strings.TrimRight(fmt.Sprintf("  %-21s %-18s %s", c.Name, kind, c.Example), " "))
		for _, l := range draw.Wrap(c.Says, 73) {
			fmt.Fprintln(w, "      "+l)
		}
	}
}
