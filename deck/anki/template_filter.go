package anki

import "strings"

// isEmpty reports whether a field holds nothing but blanks and line ends, as Anki sees it.
func isEmpty(s string) bool {
	for {
		s = strings.TrimSpace(s)
		if s == "" {
			return true
		}
		tag, rest, ok := strings.Cut(s, ">")
		if !ok {
			return false
		}
		switch strings.ToLower(strings.ReplaceAll(tag, " ", "")) {
		case "<br", "<br/", "</br", "<div", "<div/", "</div":
			s = rest
		default:
			return false
		}
	}
}

// plain takes the tags out of HTML.
func plain(s string) string {
	var b strings.Builder
	for {
		at := strings.IndexByte(s, '<')
		end := -1
		if at >= 0 {
			end = strings.IndexByte(s[at:], '>')
		}
		if end < 0 {
			b.WriteString(s)
			return b.String()
		}
		b.WriteString(s[:at])
		s = s[at+end+1:]
	}
}

// hasText reports whether a field holds more than pictures and sounds.
func hasText(s string) bool {
	s = plain(s)
	for {
		before, after, _ := strings.Cut(s, "[sound:")
		if strings.TrimSpace(before) != "" {
			return true
		}
		_, rest, ok := strings.Cut(after, "]")
		if !ok {
			return false
		}
		s = rest
	}
}

// ruby says what to show of a word with its reading: 漢字[かんじ].
type ruby uint8

// Anki's filters for readings.
const (
	furigana ruby = iota // both
	kanji                // the word
	kana                 // the reading
)

// readings shows words with a reading as a filter asks. A word begins behind a blank or a tag; that blank only separates
// it from the one before, and is not shown.
func (is ruby) readings(s string) string {
	s = strings.ReplaceAll(s, "&nbsp;", " ")
	var b strings.Builder
	for {
		open := strings.IndexByte(s, '[')
		end := -1
		if open >= 0 {
			end = strings.IndexByte(s[open:], ']')
		}
		if end < 0 {
			b.WriteString(s)
			return b.String()
		}
		end += open
		start := strings.LastIndexAny(s[:open], " >") + 1
		word, reading := s[start:open], s[open+1:end]
		switch {
		case word == "" || reading == "" || strings.HasPrefix(reading, "sound:"):
			b.WriteString(s[:end+1])
		default:
			b.WriteString(strings.TrimSuffix(s[:start], " "))
			switch is {
			case furigana:
				b.WriteString(word + "（" + reading + "）")
			case kanji:
				b.WriteString(word)
			case kana:
				b.WriteString(reading)
			}
		}
		s = s[end+1:]
	}
}
