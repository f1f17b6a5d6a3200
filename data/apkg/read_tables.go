package apkg

import (
	"database/sql"
	"strconv"
	"strings"

	"recall/deck/anki"
)

// From schema 15 on, note types and decks have tables. What they are beyond a name stands in blobs, which are messages in
// Protocol Buffers.

// readTypes reads the note types.
func (r *reader) readTypes() (err error) {
	r.into.Types = map[int64]*anki.NoteType{}
	if r.schema < tablesSchema {
		err = r.jsonTypes()
	} else {
		err = r.tableTypes()
	}
	for _, t := range r.into.Types {
		t.Sort = max(0, min(t.Sort, len(t.Fields)-1))
	}
	return err
}

// tableTypes reads them from their tables.
func (r *reader) tableTypes() error {
	err := r.each(func(rows *sql.Rows) error {
		t := &anki.NoteType{}
		var config sql.RawBytes
		if err := rows.Scan(&t.ID, &t.Name, &t.Modified, &config); err != nil {
			return errDamaged
		}
		r.into.Types[t.ID] = t
		return r.message(config, func(f field) {
			switch f.number {
			case 1:
				t.Cloze = strconv.FormatUint(f.value, 10) == kindCloze
			case 2:
				t.Sort = int(min(f.value, maxFields))
			case 3:
				t.CSS = string(f.bytes)
			case 5:
				t.Latex.Before = string(f.bytes)
			case 6:
				t.Latex.After = string(f.bytes)
			case 7:
				t.Latex.SVG = f.value != 0
			case 9:
				t.Occlusion = strconv.FormatUint(f.value, 10) == stockOcclusion
			}
		})
	}, `
		SELECT id, CAST(name AS TEXT), CAST(mtime_secs AS INTEGER), CAST(config AS BLOB)
		FROM notetypes`)
	if err != nil {
		return err
	}
	return r.readParts()
}

// maxFields is more than the fields of any note type.
const maxFields = 1 << 16

// readParts reads the fields and templates of the note types, in their order.
func (r *reader) readParts() error {
	err := r.each(func(rows *sql.Rows) error {
		var id int64
		var name string
		if err := rows.Scan(&id, &name); err != nil {
			return errDamaged
		}
		if t := r.into.Types[id]; t != nil {
			t.Fields = append(t.Fields, name)
		}
		return r.take(len(name))
	}, `
		SELECT ntid, CAST(name AS TEXT)
		FROM fields
		ORDER BY ntid, ord`)
	if err != nil {
		return err
	}
	return r.each(func(rows *sql.Rows) error {
		var id int64
		var m anki.Template
		var config sql.RawBytes
		if err := rows.Scan(&id, &m.Name, &config); err != nil {
			return errDamaged
		}
		err := r.message(config, func(f field) {
			switch f.number {
			case 1:
				m.Front = string(f.bytes)
			case 2:
				m.Back = string(f.bytes)
			case 3:
				m.ListFront = string(f.bytes)
			case 4:
				m.ListBack = string(f.bytes)
			}
		})
		if t := r.into.Types[id]; t != nil {
			t.Templates = append(t.Templates, m)
		}
		return err
	}, `
		SELECT ntid, CAST(name AS TEXT), CAST(config AS BLOB)
		FROM templates
		ORDER BY ntid, ord`)
}

// readDecks reads the decks.
func (r *reader) readDecks() error {
	r.into.Decks = map[int64]*anki.Deck{}
	if r.schema < tablesSchema {
		return r.jsonDecks()
	}
	return r.each(func(rows *sql.Rows) error {
		d := &anki.Deck{}
		var kind sql.RawBytes
		if err := rows.Scan(&d.ID, &d.Name, &kind); err != nil {
			return errDamaged
		}
		d.Name = strings.ReplaceAll(d.Name, "\x1f", "::")
		r.into.Decks[d.ID] = d
		return r.message(kind, func(f field) { d.Filtered = f.number == 2 })
	}, `
		SELECT id, CAST(name AS TEXT), CAST(kind AS BLOB)
		FROM decks`)
}

// message reads a message in a cell.
func (r *reader) message(text []byte, f func(field)) error {
	if err := eachField(text, func(is field) error { f(is); return nil }); err != nil {
		return errDamaged
	}
	return r.take(len(text))
}
