package place

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// What a machine left half written in a place goes when any machine writes there, unless it may still be at it.
func TestFolderIsSwept(t *testing.T) {
	at, from := t.TempDir(), filepath.Join(t.TempDir(), "parcel")
	write := func(path string, age time.Duration) {
		t.Helper()
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte("x"), 0o600); err != nil {
			t.Fatal(err)
		}
		then := time.Now().Add(-age)
		if err := os.Chtimes(path, then, then); err != nil {
			t.Fatal(err)
		}
	}
	write(from, 0)
	for name, age := range map[string]time.Duration{
		".recall-here.1": 0, ".recall-there.1": 2 * time.Hour, ".recall-there.2": 0,
		MediaFolder + "/.recall-a.png": 2 * time.Hour, MediaFolder + "/.recall-b.png": 0, MediaFolder + "/c.png": 2 * time.Hour,
		".other": 2 * time.Hour, "there.1": 2 * time.Hour,
	} {
		write(filepath.Join(at, name), age)
	}
	if err := folder(at).Put(context.Background(), "here.2", from); err != nil {
		t.Fatal(err)
	}
	var left []string
	err := filepath.WalkDir(at, func(path string, d os.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			left = append(left, strings.TrimPrefix(filepath.ToSlash(path), filepath.ToSlash(at)+"/"))
		}
		return err
	})
	want := []string{".other", ".recall-there.2", "here.2", MediaFolder + "/.recall-b.png", MediaFolder + "/c.png", "there.1"}
	if err != nil || !slices.Equal(left, want) {
		t.Errorf("left are %q, want %q, %v", left, want, err)
	}
}
