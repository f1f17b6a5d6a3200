package data

import (
	"crypto/sha256"
	"embed"
	"fmt"
	"hash/crc32"
	"strings"

	"recall/deck"
)

//go:embed roadmap/*.md
var roadmap embed.FS

// builtins are the editions of the built-in roadmap, by language.
var builtins = []struct{ lang, file string }{{"en", "roadmap/python.en.md"}, {"zh", "roadmap/python.zh.md"}}

// BuiltinPath is how the path of a built-in source begins.
const BuiltinPath = "builtin:"

// LoadBuiltin brings the built-in decks up to date: it makes them where they are not there yet, and takes over what a newer version of the
// program says. The edition in lang is studied from the start, the others once they are named. first tells that the database held
// none before.
func (s *Store) LoadBuiltin(lang string, at Moment) (first bool, err error) {
	for _, b := range builtins {
		text, err := roadmap.ReadFile(b.file)
		if err != nil {
			return false, err
		}
		version := fmt.Sprintf("%d-%08x", builderVersion, crc32.Checksum(text, castagnoli))
		loaded, err := s.setting(0, "builtin_"+b.lang)
		if err != nil || loaded == version {
			if err != nil {
				return false, err
			}
			continue
		}
		first = first || loaded == ""
		gone, err := s.deletedBuiltin(b.lang)
		if err != nil {
			return false, err
		}
		if gone {
			continue
		}
		if err := s.loadBuiltin(b.lang, b.file, text, b.lang == lang, at); err != nil {
			return false, err
		}
		if err := s.write(func() error { return s.set(0, "builtin_"+b.lang, version) }); err != nil {
			return false, err
		}
	}
	return first, nil
}

// deletedBuiltin tells that the learner deleted the built-in deck of a language: then no newer version brings it back.
func (s *Store) deletedBuiltin(lang string) (gone bool, err error) {
	err = s.get([]any{&gone}, "SELECT EXISTS (SELECT 1 FROM deck WHERE builtin = ? AND gone = 1)", lang)
	return gone, err
}

func (s *Store) loadBuiltin(lang, file string, text []byte, active bool, at Moment) error {
	name := strings.TrimSuffix(strings.TrimPrefix(file, "roadmap/"), ".md")
	doc, problems := deck.Parse(file, text)
	if len(problems) > 0 {
		return problems[0]
	}
	into, err := s.DeckOf(BuiltinPath + name) // the learner may have renamed it
	if err != nil {
		return err
	}
	if into == "" {
		into = doc.Title
	}
	p, err := s.Plan(into, []File{{Path: BuiltinPath + name, Sum: sha256.Sum256(text), Size: int64(len(text)), Doc: doc}})
	if err != nil {
		return err
	}
	if _, err := s.Apply(p, at); err != nil || !p.New {
		return err
	}
	return s.write(func() error {
		_, err := s.exec("UPDATE deck SET builtin = ?, active = ? WHERE name = ?", lang, active, p.Deck)
		return err
	})
}
