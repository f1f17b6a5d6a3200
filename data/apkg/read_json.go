package apkg

import (
	"encoding/json"
	"strconv"

	"recall/deck/anki"
)

// Up to schema 14, a collection keeps its note types and decks as JSON: an object of objects, by their ids.

// readObject reads an object in a cell of the table col.
func (r *reader) readObject(into any, query string) error {
	var text []byte
	if err := r.conn.QueryRowContext(r.ctx, query).Scan(&text); err != nil {
		return err
	}
	if err := r.take(4 * len(text)); err != nil { // what becomes of it, at most
		return err
	}
	if json.Unmarshal(text, into) != nil {
		return errDamaged
	}
	return nil
}

// jsonTypes reads the note types.
func (r *reader) jsonTypes() error {
	var types map[string]struct {
		Name     string      `json:"name"`
		Modified json.Number `json:"mod"`
		Kind     json.Number `json:"type"`
		Stock    json.Number `json:"originalStockKind"`
		Sort     json.Number `json:"sortf"`
		CSS      string      `json:"css"`

		Before string `json:"latexPre"`
		After  string `json:"latexPost"`
		SVG    bool   `json:"latexsvg"`

		Fields []struct {
			Name string `json:"name"`
		} `json:"flds"`
		Templates []struct {
			Name      string `json:"name"`
			Front     string `json:"qfmt"`
			Back      string `json:"afmt"`
			ListFront string `json:"bqfmt"`
			ListBack  string `json:"bafmt"`
		} `json:"tmpls"`
	}
	err := r.readObject(&types, `
		SELECT CAST(models AS BLOB)
		FROM col`)
	if err != nil {
		return err
	}
	for key, is := range types {
		id, err := strconv.ParseInt(key, 10, 64)
		if err != nil {
			continue
		}
		t := &anki.NoteType{ID: id, Name: is.Name, CSS: is.CSS, Cloze: is.Kind == kindCloze,
			Occlusion: is.Stock == stockOcclusion, Latex: anki.Latex{Before: is.Before, After: is.After, SVG: is.SVG}}
		t.Modified, _ = is.Modified.Int64()
		sort, _ := is.Sort.Int64()
		t.Sort = int(max(0, min(sort, maxFields)))
		for _, f := range is.Fields {
			t.Fields = append(t.Fields, f.Name)
		}
		for _, m := range is.Templates {
			t.Templates = append(t.Templates, anki.Template(m))
		}
		r.into.Types[id] = t
	}
	return nil
}

// Numbers by which Anki tells note types apart.
const (
	kindCloze      = "1"
	stockOcclusion = "6" // the type it was made from: image occlusion
)

// jsonDecks reads the decks.
func (r *reader) jsonDecks() error {
	var decks map[string]struct {
		Name    string          `json:"name"`
		Dynamic json.RawMessage `json:"dyn"` // 1, or true
	}
	err := r.readObject(&decks, `
		SELECT CAST(decks AS BLOB)
		FROM col`)
	if err != nil {
		return err
	}
	for key, is := range decks {
		if id, err := strconv.ParseInt(key, 10, 64); err == nil {
			filtered := string(is.Dynamic) == "1" || string(is.Dynamic) == "true"
			r.into.Decks[id] = &anki.Deck{ID: id, Name: is.Name, Filtered: filtered}
		}
	}
	return nil
}
