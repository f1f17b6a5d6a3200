package cmd

import (
	"context"
	"io"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// full is a disk without room.
type full struct{}

func (full) Write([]byte) (int, error) { return 0, syscall.ENOSPC }

// A command whose output can't be written fails, whatever it does with what printing returns.
func TestOutputThatCannotBeWritten(t *testing.T) {
	db := filepath.Join(t.TempDir(), "recall.db")
	begun, err := Begun("en")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(db, begun, 0o600); err != nil {
		t.Fatal(err)
	}
	var said strings.Builder
	run := func(args string, out io.Writer) int {
		said.Reset()
		return Main(context.Background(), Env{Args: append(strings.Fields(args), "--db", db), In: strings.NewReader(""), Out: out, Err: &said,
			Getenv: func(string) string { return "" }, Now: time.Now})
	}
	for _, args := range []string{"due", "check", "backup", "backup verify", "list --json", "help safety", "version", "check --repair"} {
		status := run(args, full{})
		if want := "recall: not all of the output could be written: the disk is full; nothing that was stored is lost\n"; status != statusFailed ||
			!strings.HasSuffix(said.String(), want) || strings.Count(said.String(), "recall: ") != 1 {
			t.Errorf("%s: status %d, %q", args, status, said.String())
		}
	}
}
