package data

import (
	"os"
	"testing"

	"modernc.org/sqlite"

	_ "recall/srs/lawtest" // the same histories in every run
)

// TestMain chooses the kind of lock before any test opens a file by its own means: it can't be chosen later.
func TestMain(m *testing.M) {
	sqlite.OFDLocking(true) // an error shows when the first store is opened
	os.Exit(m.Run())
}
