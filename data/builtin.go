package data

import (
	"crypto/sha256"
	_ "embed" // the roadmap
	"errors"
	"fmt"
	"hash/crc32"

	"recall/deck/read"
)

// The roadmap in each language. Every command looks at these bytes where they are: an embed.FS would copy them.
var (
	//go:embed roadmap/python.en.md
	roadmapEN []byte
	//go:embed roadmap/python.zh.md
	roadmapZH []byte
)

// BuiltinPath is the prefix of the path of a built-in source.
const BuiltinPath = "builtin:"

// edition is the built-in document in one language.
type edition struct {
	lang, name string
	text       []byte
}

// editions are the editions of the built-in roadmap.
var editions = []edition{{"en", "python.en", roadmapEN}, {"zh", "python.zh", roadmapZH}}

// LoadBuiltin brings the built-in decks up to date. It makes those that are missing and imports what a newer version of
// the program says, by the same rules as any import and after a backup. What the learner edited stays. The edition in
// lang is active from the start, the others once they are named. first reports whether an edition was loaded for the
// first time; updates are the plans that changed a deck.
func (s *Store) LoadBuiltin(lang string, at Moment) (first bool, updates []*Plan, err error) {
	return s.loadEditions(editions, lang, at)
}

func (s *Store) loadEditions(list []edition, lang string, at Moment) (first bool, updates []*Plan, err error) {
	for _, e := range list {
		isNew, p, err := s.upToDate(e, e.lang == lang, at)
		for tries := 1; errors.Is(err, ErrPlanIsOld) && tries < startsAtOnce; tries++ { // another recall is loading it, too
			isNew, p, err = s.upToDate(e, e.lang == lang, at)
		}
		if err != nil {
			return false, nil, err
		}
		first = first || isNew
		if p != nil && !isNew && (p.Changed() || len(p.Kept) > 0) {
			updates = append(updates, p)
		}
	}
	return first, updates, nil
}

// startsAtOnce is how many programs may load an edition at the same time. Each failure means that another one did.
const startsAtOnce = 20

// upToDate loads an edition unless that was done or the learner deleted it. first reports that it had never been loaded;
// the plan is nil if nothing was loaded.
func (s *Store) upToDate(e edition, active bool, at Moment) (first bool, p *Plan, err error) {
	version := fmt.Sprintf("%d-%08x", builderVersion, crc32.Checksum(e.text, castagnoli))
	loaded, err := s.keptIn(meta, 0, metaBuiltin+e.lang)
	if err != nil || loaded == version {
		return false, nil, err
	}
	gone, err := s.deletedBuiltin(e.lang)
	if err != nil || gone {
		return loaded == "", nil, err
	}
	err = s.patiently(func() (err error) {
		p, err = s.loadEdition(e, active, version, at)
		return err
	})
	return loaded == "", p, err
}

// deletedBuiltin reports whether the learner deleted the built-in deck of a language. No newer version brings it back
// then.
func (s *Store) deletedBuiltin(lang string) (gone bool, err error) {
	err = s.get([]any{&gone}, "SELECT EXISTS (SELECT 1 FROM deck WHERE builtin = ? AND gone = 1)", lang)
	return gone, err
}

// loadEdition imports an edition. In the same transaction, a new deck becomes the built-in one: otherwise, if the machine
// stopped in between, it would be a deck like any other for ever, and all languages would be studied.
func (s *Store) loadEdition(e edition, active bool, version string, at Moment) (*Plan, error) {
	doc, problems := read.Parse(e.name, e.text)
	if len(problems) > 0 {
		return nil, problems[0]
	}
	into, err := s.DeckOf(BuiltinPath + e.name) // the learner may have renamed it
	if err != nil {
		return nil, err
	}
	if into == "" {
		into = doc.Title
	}
	p, err := s.Plan(into, []File{{Path: BuiltinPath + e.name, Sum: sha256.Sum256(e.text), Size: int64(len(e.text)),
		Doc: doc}})
	if err != nil {
		return nil, err
	}
	if !p.New && p.Changed() {
		if _, err := s.BackupIfOlder(0, at.Time); err != nil {
			return nil, err
		}
	}
	return p, s.write(func() error {
		isNew := p.New
		if _, err := s.Apply(p, at); err != nil {
			return err
		}
		if isNew {
			if _, err := s.exec("UPDATE deck SET builtin = ?, active = ? WHERE name = ?", e.lang, active, p.Deck); err != nil {
				return err
			}
		}
		return s.keep(meta, 0, metaBuiltin+e.lang, version)
	})
}
