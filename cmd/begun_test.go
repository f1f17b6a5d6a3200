package cmd

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"
)

// Begun returns the bytes of a database as the first start leaves it where the locale is lang, which is English or
// Chinese, on Sunday, 22 November 2026. Loading the built-in roadmaps takes longer than most commands; a test that is not
// about the first start begins here. Wherever it is written, it is a copy, and gets an id of its own with its first write.
func Begun(lang string) ([]byte, error) {
	if strings.HasPrefix(lang, "zh") {
		return begunZH()
	}
	return begunEN()
}

var (
	begunEN = sync.OnceValues(func() ([]byte, error) { return firstStart("en_US.UTF-8") })
	begunZH = sync.OnceValues(func() ([]byte, error) { return firstStart("zh_CN.UTF-8") })
)

func firstStart(lang string) ([]byte, error) {
	dir, err := os.MkdirTemp("", "recall")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	path := filepath.Join(dir, "recall.db")
	environ := map[string]string{"RECALL_DB": path, "LANG": lang, "HOME": dir}
	var said strings.Builder
	if status := Main(context.Background(), Env{Args: []string{"due"}, In: strings.NewReader(""), Out: io.Discard, Err: &said,
		Getenv: func(name string) string { return environ[name] },
		Now:    func() time.Time { return time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC) }}); status != 0 {
		return nil, fmt.Errorf("the first start ends with %d: %s", status, said.String())
	}
	return os.ReadFile(path)
}
