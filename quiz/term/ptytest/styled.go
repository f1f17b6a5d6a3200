package ptytest

import (
	"regexp"
	"strings"
)

var sgr = regexp.MustCompile("\x1b\\[([0-9;]*)m")

// Styled is what the screen shows, with styles as <1;31> and their end as <>, so that a difference can be read.
func (s *Screen) Styled() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	var lines []string
	for line := range strings.SplitSeq(s.em.Render(), "\n") {
		lines = append(lines, sgr.ReplaceAllString(strings.TrimRight(line, " \r"), "<$1>"))
	}
	return strings.TrimRight(strings.Join(lines, "\n"), "\n")
}
