package cmd

import (
	"context"
	"io"
	"path/filepath"
	"runtime/debug"
	"strings"
	"testing"
	"time"
)

// A command that sets the garbage collector puts it back as it was, also when it fails.
func TestTheCollectorIsPutBack(t *testing.T) {
	db := filepath.Join(t.TempDir(), "recall.db")
	const own = 77
	before := debug.SetGCPercent(own)
	defer debug.SetGCPercent(before)
	for _, args := range []string{"stats", "stats --csv --by review", "report -o -", "stats nothing-of-that-name"} {
		Main(context.Background(), Env{
			Args: append(strings.Fields(args), "--db", db), In: strings.NewReader(""), Out: io.Discard, Err: io.Discard,
			Getenv: func(string) string { return "" },
			Now:    func() time.Time { return time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC) },
		})
		if now := debug.SetGCPercent(own); now != own {
			t.Errorf("after recall %s the collector is set to %d %%, not to %d %%", args, now, own)
		}
	}
}
