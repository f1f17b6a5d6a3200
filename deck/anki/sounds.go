package anki

import (
	"html"
	"slices"
	"strings"
	"unicode"

	"recall/deck/inline"
)

// soundsOf returns the names of the sounds that fields of HTML play, each once. A name with a line end, a control
// character or a bracket is none that a card could name.
func soundsOf(fields ...string) (names []string) {
	for _, field := range fields {
		for _, name := range inline.Sounds(field) {
			name = html.UnescapeString(name)
			if len(name) <= maxFileName && !strings.ContainsFunc(name, unicode.IsControl) && !strings.Contains(name, "]") &&
				!slices.Contains(names, name) {
				names = append(names, name)
			}
		}
	}
	return names
}

// maxFileName is the longest name of a file, in bytes.
const maxFileName = 255

// withSounds puts sounds behind what a side says: in its line, or below its lines.
func withSounds(says string, names []string) string {
	between := " "
	if strings.Contains(says, "\n") {
		between = "\n\n"
	}
	for _, name := range names {
		if says != "" {
			says += between
		}
		says += inline.Sound(name)
		between = " "
	}
	return says
}
