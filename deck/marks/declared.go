package marks

import (
	"bytes"
	"strings"

	"recall/deck/blocks"
)

// hasDeckTag reports whether the file says that it holds cards: by a tag such as #flashcards or #card, in its text or
// in its front matter, or by the TARGET DECK of Obsidian's plugins. Only then do weak marks such as {x} count.
func hasDeckTag(r *blocks.File) bool {
	for _, tag := range r.Doc.Tags {
		switch tag, _, _ := strings.Cut(strings.ToLower(tag), "/"); tag {
		case "card", "cards", "flashcard", "flashcards", "anki", "mochi", "remnote", "logseq":
			return true
		}
	}
	if bytes.Contains(r.Text, []byte("TARGET DECK")) {
		return true
	}
	for _, tag := range []string{"#flashcard", "#card"} {
		for rest := r.Text; ; {
			i := bytes.Index(rest, []byte(tag))
			if i < 0 {
				break
			}
			after := strings.TrimPrefix(string(rest[i+len(tag):min(len(rest), i+len(tag)+2)]), "s")
			if (i == 0 || rest[i-1] <= ' ') && (after == "" || strings.ContainsAny(after[:1], " \t\n/-")) {
				return true
			}
			rest = rest[i+len(tag):]
		}
	}
	return false
}
