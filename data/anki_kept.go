package data

import (
	"database/sql"
	"strings"

	"recall/deck"
	"recall/deck/anki"
)

// A note that came from Anki keeps what Anki knows of it (note.anki), and its note type (anki_type), which is stored once.

// keptTypes returns the note types of the notes that are kept of a collection, by their keys.
func keptTypes(c *anki.Collection, kept map[string]*anki.Kept) map[string]*anki.NoteType {
	byKey := map[string]*anki.NoteType{}
	for _, t := range c.Types {
		byKey[t.Key()] = t
	}
	types := map[string]*anki.NoteType{}
	for _, k := range kept {
		types[k.Type] = byKey[k.Type]
	}
	return types
}

// ankiOf is what a note keeps of Anki's after an import of a file that has it.
func (o *oldNote) ankiOf(f *File, n *deck.Note) string {
	now := f.kept[n.ID]
	if now == nil {
		return o.anki
	}
	was, ok := anki.ReadKept(o.anki)
	if !ok {
		return now.String()
	}
	return was.Renewed(now, o.own != "" && o.own != n.Text).String()
}

// findKept finds whether what is kept beside the text of a plan's notes is other than before: their files, and what Anki
// knows of them.
func (p *Plan) findKept() error {
	for _, pair := range p.pairs {
		if pair.Old < 0 || pair.New < 0 || p.beside {
			continue
		}
		o, to := &p.old[pair.Old], p.notes[pair.New]
		files, err := o.filesOf(to.note)
		if err != nil {
			return err
		}
		p.beside = files != o.media || o.ankiOf(&p.Files[to.file], to.note) != o.anki
	}
	return nil
}

// keepAnki stores what Anki knows of a note.
func (a *applier) keepAnki(o *oldNote, to placed) (err error) {
	if len(a.plan.Files) == 0 { // it is an edit: see rewrite
		return nil
	}
	if now := o.ankiOf(&a.plan.Files[to.file], to.note); now != o.anki {
		_, err = a.exec("UPDATE note SET anki = ? WHERE id = ?", now, o.id)
	}
	return err
}

// keepTypes stores the note types of the plan's files.
func (a *applier) keepTypes() error {
	for _, f := range a.plan.Files {
		for key, t := range f.types {
			if _, err := a.exec("INSERT OR IGNORE INTO anki_type (key, definition) VALUES (?, ?)", key, t.String()); err != nil {
				return err
			}
		}
	}
	return nil
}

// dropTypes erases the note types that no note has any more.
func (s *Store) dropTypes() error {
	_, err := s.exec(`
		DELETE FROM anki_type
		WHERE key NOT IN (SELECT ` + keptType + ` FROM note WHERE anki <> ''
			UNION ALL SELECT ` + keptType + ` FROM before_note WHERE anki <> '')`)
	return err
}

// keptType is the key of the note type of a row that keeps what Anki knows.
const keptType = "iif(json_valid(anki), json_extract(anki, '$.type'), '')"

// keptReader reads what is kept of notes.
type keptReader struct {
	definitions map[string]string // of note types, by key
	types       map[string]*anki.NoteType
}

func (s *Store) newKeptReader() (*keptReader, error) {
	r := &keptReader{map[string]string{}, map[string]*anki.NoteType{}}
	return r, s.each(func(rows *sql.Rows) error {
		var key, definition string
		err := rows.Scan(&key, &definition)
		r.definitions[key] = definition
		return err
	}, "SELECT key, definition FROM anki_type")
}

// read reads what is kept of a note. ok is false where it can't be used: it is not as it was written, or its note type is
// not.
func (r *keptReader) read(stored string) (k *anki.Kept, t *anki.NoteType, ok bool) {
	if k, ok = anki.ReadKept(stored); !ok {
		return nil, nil, false
	}
	t, known := r.types[k.Type]
	if !known {
		if t, ok = anki.ReadNoteType(r.definitions[k.Type], k.Type); !ok {
			t = nil
		}
		r.types[k.Type] = t
	}
	return k, t, t != nil
}

// editAnki makes an edit of a note that came from Anki in its fields, and its cards of them. made is nil where no fields
// say what the learner wrote.
func (s *Store) editAnki(n *oneNote, text string) (made *deck.Document, kept *anki.Kept, err error) {
	if n.old.anki == "" {
		return nil, nil, nil
	}
	r, err := s.newKeptReader()
	if err != nil {
		return nil, nil, err
	}
	kept, kind, ok := r.read(n.old.anki)
	if !ok {
		return nil, nil, nil
	}
	files, err := unpackFiles(n.old.media)
	if err != nil {
		return nil, nil, err
	}
	at := placeOf(n.stored.Source, n.stored.Headings, files)
	edited, note, ok := kept.Edit(kind, at, text)
	if !ok {
		return nil, kept, nil
	}
	if note.Text == n.origin {
		edited.Edits = nil
	}
	doc := &deck.Document{Title: n.title, Lang: n.lang, Notes: []deck.Note{note}}
	return doc, edited, nil
}

// placeOf is where a note of a source stands for its templates.
func placeOf(source string, headings []string, files map[string]string) anki.Place {
	path := append([]string{strings.TrimPrefix(source, AnkiPath)}, headings...)
	at := anki.Place{Deck: strings.Join(path, "::"), Pictures: map[string]bool{}}
	for name, kept := range files {
		at.Pictures[name] = isKeptPicture(kept)
	}
	return at
}

// checkAnki checks what is kept of Anki's notes, and their note types.
func (s *Store) checkAnki(c *Checked) error {
	before := len(c.Faults)
	defer func() { c.anki = len(c.Faults) - before }()
	types := map[string]bool{}
	err := s.each(func(rows *sql.Rows) error {
		var key, definition string
		if err := rows.Scan(&key, &definition); err != nil {
			return err
		}
		_, types[key] = anki.ReadNoteType(definition, key)
		if !types[key] {
			c.fault("an Anki note type is not as it was written")
			c.types = append(c.types, key)
		}
		return nil
	}, "SELECT key, definition FROM anki_type")
	if err != nil {
		return err
	}
	return s.each(func(rows *sql.Rows) error {
		var id int64
		var stored string
		if err := rows.Scan(&id, &stored); err != nil {
			return err
		}
		k, ok := anki.ReadKept(stored)
		if !ok {
			c.fault("what Anki keeps of %s is not as it was written", s.nameNote(id))
			c.unkept = append(c.unkept, id)
		} else if good, known := types[k.Type]; !known {
			c.fault("the Anki note type of %s is missing", s.nameNote(id))
			c.unkept = append(c.unkept, id)
		} else if !good { // which was said
			c.unkept = append(c.unkept, id)
		}
		return nil
	}, "SELECT id, anki FROM note WHERE anki <> ''")
}

// mendAnki puts note types that are not as they were written in quarantine, so that the next import of their package stores
// them again. What Anki keeps of a note stays as it is: without it, the note would go to Anki as another one.
func (p *repairer) mendAnki() error {
	for _, key := range p.found.types {
		const fault = "an Anki note type is not as it was written"
		if err := p.quarantineRows("anki_type", p.aside(fault), "key = ?", key); err != nil {
			return err
		}
		p.say(fault, "moved to quarantine")
	}
	for _, note := range p.found.unkept {
		_, err := p.exec("UPDATE source SET sum = zeroblob(32), mtime = 0, builder = 0 WHERE id = (SELECT source FROM note WHERE id = ?)", note)
		if err != nil {
			return err
		}
	}
	if len(p.found.unkept) > 0 {
		p.say("some notes can't go back to Anki as they are there", "the next import of their packages reads them again")
	}
	return nil
}

// takeTypes adds the note types of another database that are not here.
func (m *merger) takeTypes() error {
	return m.from.each(func(rows *sql.Rows) error {
		var key, definition string
		if err := rows.Scan(&key, &definition); err != nil {
			return err
		}
		if _, ok := anki.ReadNoteType(definition, key); !ok {
			return nil // damaged there, or forged
		}
		_, err := m.exec("INSERT OR IGNORE INTO anki_type (key, definition) VALUES (?, ?)", key, definition)
		return err
	}, "SELECT key, definition FROM anki_type")
}
