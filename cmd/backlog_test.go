package cmd_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// When a large backlog will be cleared takes a while to find out. Nobody waits for the first card because of that: the
// session says it at its end.
func TestBacklogIsForecastAfterTheSession(t *testing.T) {
	dir := t.TempDir()
	db, file := filepath.Join(dir, "recall.db"), filepath.Join(dir, "lights.md")
	text := "# lights\n"
	for i := range 100 {
		text += fmt.Sprintf("\n- Light %d: seen for %d miles\n", i, 1000+7*i)
	}
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	now := time.Date(2026, 10, 1, 12, 0, 0, 0, time.UTC)
	inProcess(t, db, now, "import", file)
	answering(t, db, now, strings.Repeat("\n3\n", 100), "review", "lights", "--new", "100", "--form", "reveal")
	inProcess(t, db, now, "config", "reviews_per_day", "1")
	later := now.AddDate(0, 0, 3)
	const quick, clear = "99 more overdue: 99 days of 1 a day, besides what comes due meanwhile", "99 more overdue: 1 a day "
	if out := inProcess(t, db, later, "--no-input"); !strings.Contains(strings.Join(strings.Fields(out), " "), quick) {
		t.Errorf("recall says\n%s", out)
	}
	out := strings.Join(strings.Fields(answering(t, db, later, "\n3\n", "review", "lights")), " ")
	first, end := strings.Index(out, quick), strings.Index(out, clear)
	if first < 0 || end < strings.Index(out, "Done.") || strings.Count(out, "99 more overdue") != 2 {
		t.Errorf("the session says\n%s", out)
	}
}
