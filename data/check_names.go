package data

import (
	"fmt"
	"path/filepath"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Faults name bullets and cards as the learner knows them. What can't be read has a number, which stands for its row.

// nameNote names a bullet by its first words, and the file and line that it stands in.
func (s *Store) nameNote(id any) string {
	var path, text string
	var line int
	err := s.get([]any{&path, &line, &text}, `SELECT coalesce(o.path, ''), n.line, CAST(n.text AS TEXT)
		FROM note n LEFT JOIN source o ON o.id = n.source WHERE n.id = ? AND coalesce(o.purged, 0) = 0`, id)
	words := firstWords(text)
	switch {
	case err != nil, path == "" && words == "":
		return fmt.Sprintf("bullet %v", id)
	case path == "":
		return fmt.Sprintf(`the bullet "%s"`, words)
	case words == "":
		return "the bullet at " + LineOf(path, line)
	}
	return fmt.Sprintf(`the bullet "%s" (%s)`, words, LineOf(path, line))
}

// nameCard names a card by the id that lists print, or else by its bullet.
func (s *Store) nameCard(id any) string {
	var note any
	if uid, err := s.uidOf(id); err == nil && len(uid) == 16 {
		return "card " + shortID(uid)
	}
	if err := s.get([]any{&note}, "SELECT note FROM card WHERE id = ?", id); err == nil {
		return "a card of " + s.nameNote(note)
	}
	return fmt.Sprintf("card %v", id)
}

// sayDangling says that a row, which has a number, points at one that is not there.
func (s *Store) sayDangling(p pointer, row int64) string {
	name := map[string]func(any) string{"note": s.nameNote, "card": s.nameCard,
		"schedule": func(card any) string { return "the schedule of " + s.nameCard(card) }}[p.table]
	what := map[string]string{"subject": "id", "deck": "deck", "source": "file", "section": "heading", "note": "bullet", "card": "card"}[p.parent]
	if name == nil || what == "" {
		return fmt.Sprintf("row %d of %s points at a row of %s that is not there", row, p.table, p.parent)
	}
	return "the " + what + " of " + name(row) + " is not there"
}

// firstWords returns the start of a text on one line, without control characters.
func firstWords(text string) string {
	const most = 32 // characters
	words := strings.Join(strings.FieldsFunc(strings.ToValidUTF8(text, "\ufffd"), func(r rune) bool {
		return unicode.IsSpace(r) || unicode.IsControl(r)
	}), " ")
	if utf8.RuneCountInString(words) <= most {
		return words
	}
	words = string([]rune(words)[:most])
	if end := strings.LastIndexByte(words, ' '); end > 0 {
		words = words[:end]
	}
	return words + "…"
}

// LineOf says where a line of a source stands.
func LineOf(source string, line int) string {
	if name, ok := strings.CutPrefix(source, BuiltinPath); ok {
		return fmt.Sprintf("built in: %s.md:%d", name, line)
	}
	if name, ok := strings.CutPrefix(source, AnkiPath); ok {
		return fmt.Sprintf("Anki, note %d of %s", line, name)
	}
	if name, ok := strings.CutPrefix(source, SyncedPath); ok {
		_, name, _ = strings.Cut(name, "/")
		return fmt.Sprintf("%s:%d, on another machine", name, line)
	}
	if !filepath.IsAbs(source) {
		return fmt.Sprintf("piped input, line %d", line)
	}
	return fmt.Sprintf("%s:%d", source, line)
}
