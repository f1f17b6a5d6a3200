// Bare is a Go program that links SQLite and does nothing: what recall can't be smaller or quicker than.
package main

import (
	"database/sql"

	_ "modernc.org/sqlite"
)

func main() {
	db, err := sql.Open("sqlite", "") // connects to nothing yet
	if err != nil {
		panic(err)
	}
	db.Close()
}
