package cmd

import (
	"database/sql"
	"errors"
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
		for _, table := range []string{"source", "meta", "note", "card"} {
			err = errors.Join(err, sumAgain(db, table))
		}
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// sumAgain makes the checksums of a table's rows anew, as if recall had written them so.
func sumAgain(db *sql.DB, table string) error {
	var columns string
	err := db.QueryRow(`SELECT group_concat('"' || name || '"', ', ') FROM pragma_table_info(?) WHERE name <> 'crc'`, table).Scan(&columns)
	if err != nil {
		return err
	}
	if table == "card" {
		columns += ", (SELECT uid FROM subject WHERE subject.id = card.id)"
	}
	_, err = db.Exec("UPDATE " + table + " SET crc = row_sum(" + columns + ")")
	return err
}

// tamper stands in for another program in a script: it runs an SQL statement on the database, as sqlite3 does, and prints
// the first column of what it returns.
func tamper() {
	db, err := sql.Open("sqlite", os.Getenv("RECALL_DB"))
	if err == nil {
		defer db.Close()
		var rows *sql.Rows
		if rows, err = db.Query(os.Args[1]); err == nil {
			defer rows.Close()
			for rows.Next() {
				var cell string
				if err = errors.Join(err, rows.Scan(&cell)); err == nil {
					fmt.Println(cell)
				}
			}
			err = errors.Join(err, rows.Err())
		}
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
