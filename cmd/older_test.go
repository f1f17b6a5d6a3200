package cmd

import (
	"database/sql"
	"fmt"
	"io"
	"os"
)

// older stands in for an older program in a script: it runs the SQL on standard input, which makes cards what an older
// deck builder made of them, and says that this builder read every source.
func older() {
	db, err := sql.Open("sqlite", os.Getenv("RECALL_DB"))
	if err == nil {
		defer db.Close()
		var script []byte
		if script, err = io.ReadAll(os.Stdin); err == nil {
			_, err = db.Exec(string(script) + "; UPDATE source SET builder = 0; UPDATE meta SET value = 'older' WHERE name GLOB 'builtin_*'")
		}
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
