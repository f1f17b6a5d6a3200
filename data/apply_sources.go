package data

import (
	"bytes"
	"crypto/sha256"
	"database/sql"
	"encoding/json"
	"errors"

	"recall/deck"
	"recall/deck/read"
)

// What an import does to the deck, its sources and its sections.

func (a *applier) makeDeck() error {
	if !a.plan.New {
		var gone bool
		err := a.get([]any{&gone}, "SELECT gone FROM deck WHERE id = ?", a.plan.deckID)
		if err == nil && gone {
			err = a.setGone(a.plan.deckID, false, a.at)
		}
		if err == nil && a.plan.renames {
			_, err = a.exec("UPDATE deck SET name = ? WHERE id = ?", a.plan.Deck, a.plan.deckID)
		}
		return err
	}
	id, _, err := a.subject(a.plan.uid)
	if err != nil {
		return err
	}
	a.plan.deckID = id
	if _, err := a.exec("INSERT INTO deck (id, name, builtin, active) VALUES (?, ?, '', 1)", id,
		a.plan.Deck); err != nil {
		return err
	}
	return a.configureNew(id, a.at)
}

func (a *applier) makeSources() error {
	for _, f := range a.plan.Files {
		if f.Was != "" {
			if _, err := a.exec("UPDATE OR IGNORE source SET path = ? WHERE path = ?", f.Path, f.Was); err != nil {
				return err
			}
		}
		var id int64
		var builder int
		var undone bool
		var mtime int64
		var sum []byte
		var had, drawn, packed string
		var as read.As
		outline, tags := outlineOf(f.Doc), storedTags(f.Doc.Tags)
		err := a.get([]any{&id, &builder, &sum, &mtime, &had, &undone, &drawn, &packed, &as.Encoding, &as.Separator},
			"SELECT id, builder, sum, mtime, tags, undone, outline, package, encoding, separator FROM source WHERE path = ?", f.Path)
		switch {
		case errors.Is(err, sql.ErrNoRows):
			made, err := a.exec(`INSERT INTO source (deck, path, sum, size, mtime, builder, tags, outline, package, encoding, separator)
				VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`, a.plan.deckID, f.Path, f.Sum[:], f.Size, f.Mtime, builderVersion,
				tags, outline, f.Package, f.As.Encoding, f.As.Separator)
			if err != nil {
				return err
			}
			if id, err = made.LastInsertId(); err != nil {
				return err
			}
		case err != nil:
			return err
		case builder != builderVersion || !bytes.Equal(sum, f.Sum[:]) || had != tags || undone || drawn != outline ||
			packed != f.Package || as != f.As, f.gone() && mtime != 0:
			_, err := a.exec(`UPDATE source SET sum = ?, size = ?, mtime = ?, builder = ?, tags = ?, outline = ?, package = ?,
				encoding = ?, separator = ?, undone = 0 WHERE id = ?`, f.Sum[:], f.Size, f.Mtime, builderVersion, tags, outline,
				f.Package, f.As.Encoding, f.As.Separator, id)
			if err != nil {
				return err
			}
		}
		a.sources = append(a.sources, id)
	}
	return a.rereadLeft()
}

// gone reports whether the file was not there.
func (f File) gone() bool { return f.Sum == [sha256.Size]byte{} && f.Mtime == 0 && !f.Partial }

// rereadLeft clears the checksums of other files that a bullet has left. If the bullet goes back there, the file looks
// just as when it was last read, and would not be read again.
func (a *applier) rereadLeft() error {
	given, told := a.plan.given(), map[int64]bool{}
	for _, pair := range a.plan.pairs {
		if pair.Old < 0 || a.plan.stored[pair.Old].Parked || given[a.plan.stored[pair.Old].Source] ||
			told[a.plan.old[pair.Old].source] {
			continue
		}
		told[a.plan.old[pair.Old].source] = true
		if _, err := a.exec("UPDATE source SET sum = zeroblob(32) WHERE id = ?",
			a.plan.old[pair.Old].source); err != nil {
			return err
		}
	}
	return nil
}

// section returns the id of a bullet's section. Headings leave out the document's own title.
func (a *applier) section(b *deck.Bullet) (id int64, err error) {
	if b.Place == nil || b.Place != a.place {
		if a.here, err = a.sectionOf(b); err != nil {
			return 0, err
		}
		a.place = b.Place
	}
	return a.here, nil
}

func (a *applier) sectionOf(b *deck.Bullet) (int64, error) {
	headings, key, err := sectionKey(b.Place)
	if err != nil {
		return 0, err
	}
	if id, ok := a.sections[key]; ok {
		return id, nil
	}
	chapter := ""
	if len(b.Headings) > 0 {
		chapter = b.Headings[0]
	}
	id, err := a.sectionIn(a.plan.deckID, chapter, headings, b.Label, b.Group)
	a.sections[key] = id
	return id, err
}

// sectionKey returns the headings of a place as they are stored, and what tells its section from others of its deck.
func sectionKey(p *deck.Place) (headings, key string, err error) {
	list, err := json.Marshal(append([]string{}, p.Headings...))
	return string(list), string(list) + "\x00" + p.Label + "\x00" + p.Group, err
}

// sectionIn returns the id of a deck's section, and makes the section if there is none.
func (s *Store) sectionIn(deck int64, chapter, headings, label, grp string) (id int64, err error) {
	err = s.get([]any{&id}, "SELECT id FROM section WHERE deck = ? AND headings = ? AND label = ? AND grp = ?", deck,
		headings, label, grp)
	if !errors.Is(err, sql.ErrNoRows) {
		return id, err
	}
	made, err := s.exec("INSERT INTO section (deck, chapter, headings, label, grp) VALUES (?, ?, ?, ?, ?)", deck,
		chapter, headings, label, grp)
	if err != nil {
		return 0, err
	}
	return made.LastInsertId()
}
