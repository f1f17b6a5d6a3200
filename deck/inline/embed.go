package inline

import (
	"net/url"
	"slices"
	"strings"
)

// Embed is a picture or a sound that stands in a text: ![the moon](moon.png), or [sound:moon.mp3] as Anki writes it.
type Embed struct {
	At, End int    // its bounds
	Says    string // what a picture shows, in words; "" if nobody says it
	File    string // its file, as the text names it
	Sound   bool
}

// soundSign begins a sound.
const soundSign = "[sound:"

// Embeds returns the pictures and sounds of a text, in its order. In code they are text.
func Embeds(s string) (list []Embed) {
	if !strings.Contains(s, "![") && !strings.Contains(s, soundSign) {
		return nil
	}
	var l Scanner
	l.scan(s)
	for _, p := range l.Spans {
		if p.Kind != ImageSpan || s[p.To+1] != '(' {
			continue
		}
		if file := address(s[p.To+2 : p.End-1]); file != "" {
			list = append(list, Embed{At: p.At, End: p.End, Says: strings.TrimSpace(s[p.From:p.To]), File: file})
		}
	}
	for at, end := nextSound(s, 0); at >= 0; at, end = nextSound(s, end) {
		file := s[at+len(soundSign) : end-1]
		if file != "" && !slices.ContainsFunc(l.Spans, func(p Span) bool { return p.Kind == CodeSpan && p.At < at && p.End > at }) {
			list = append(list, Embed{At: at, End: end, File: file, Sound: true})
		}
	}
	slices.SortFunc(list, func(a, b Embed) int { return a.At - b.At })
	return list
}

// address returns the file in the brackets behind a picture: without its title, and without < and > around it.
func address(s string) string {
	s = strings.TrimSpace(s)
	if inner, ok := strings.CutPrefix(s, "<"); ok {
		inner, _, _ = strings.Cut(inner, ">")
		return inner
	}
	if at := strings.IndexAny(s, " \t\n"); at >= 0 && strings.ContainsAny(strings.TrimSpace(s[at:])[:1], `"'`) {
		s = s[:at]
	}
	return s
}

// nextSound returns the bounds of the first sound from a place on. at is -1 if there is none.
func nextSound(s string, from int) (at, end int) {
	at = strings.Index(s[from:], soundSign)
	if at < 0 {
		return -1, 0
	}
	at += from
	if end = strings.IndexByte(s[at:], ']'); end < 0 {
		return -1, 0
	}
	return at, at + end + 1
}

// Sounds returns the names of the sounds in a field of Anki, each once. Its text may be HTML.
func Sounds(s string) (names []string) {
	for at, end := nextSound(s, 0); at >= 0; at, end = nextSound(s, end) {
		if name := strings.TrimSpace(s[at+len(soundSign) : end-1]); name != "" && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return names
}

// Sound writes a sound as Anki does.
func Sound(name string) string { return soundSign + name + "]" }

// WithoutSounds takes the names of sounds out of a text. It leaves the blanks around them.
func WithoutSounds(s string) string {
	var b strings.Builder
	last := 0
	for at, end := nextSound(s, 0); at >= 0; at, end = nextSound(s, end) {
		b.WriteString(s[last:at])
		last = end
	}
	if last == 0 {
		return s
	}
	b.WriteString(s[last:])
	return b.String()
}

// FileNames returns the names that the file of a picture or a sound may have: as it is written, and with what %20 and
// the like stand for.
func FileNames(written string) []string {
	if plain, err := url.PathUnescape(written); err == nil && plain != written {
		return []string{written, plain}
	}
	return []string{written}
}
