package cmd_test

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"recall/data"
)

// README describes every column of every table as the program does.
func TestReadmeDescribesTheColumns(t *testing.T) {
	readme, err := os.ReadFile("../README.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, table := range data.Tables {
		columns := table.Columns
		if table.Name == "deck" { // its columns are those of chapter, but for one
			columns = nil
		}
		var rows strings.Builder
		for _, c := range columns {
			kind := c.Kind.String()
			if c.Unit != "" {
				kind += ", " + c.Unit
			}
			fmt.Fprintf(&rows, "| `%s` | %s | %s | %s |\n", c.Name, kind, c.Example, c.Says)
		}
		if !strings.Contains(string(readme), rows.String()) {
			t.Errorf("README has not these rows for --by %s:\n%s", table.Name, rows.String())
		}
	}
}
