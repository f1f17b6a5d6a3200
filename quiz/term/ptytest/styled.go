package ptytest

import (
	"regexp"
	"strings"
)

var sgr = regexp.MustCompile("\x1b\\[([0-9;]*)m")

// Styled returns what the screen shows, with each style as <1;31> and its end as <>, so that differences are readable.
func (s *Screen) Styled() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	var lines []string
	for line := range strings.SplitSeq(s.em.Render(), "\n") {
		lines = append(lines, sgr.ReplaceAllString(strings.TrimRight(line, " \r"), "<$1>"))
	}
	return strings.TrimRight(strings.Join(lines, "\n"), "\n")
}
