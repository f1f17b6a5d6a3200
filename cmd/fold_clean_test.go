package cmd

import (
	"io"
	"strings"
	"testing"
)

// What is exported to a terminal can't steer it, however it arrives.
func TestCleanedLines(t *testing.T) {
	const line = "keel\u202e: stops \x1b[31mdrift\u009b0m, 防止漂移\n"
	var out strings.Builder
	w := &cleaned{Writer: &out}
	for i := range line {
		io.WriteString(w, line[i:i+1])
		for k := i + 1; k < len(line) && line[k]&0xc0 == 0x80; k++ {
			io.WriteString(w, line[k:k+1])
		}
	}
	if want := "keel: stops drift, 防止漂移\n"; out.String() != want {
		t.Errorf("%q, want %q", out.String(), want)
	}
}
