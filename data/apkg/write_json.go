package apkg

import (
	"encoding/json"
	"maps"
	"slices"

	"recall/deck/anki"
)

type object map[string]any

// settingsJSON returns how Anki works. What a collection of ours does not say is as in a new one of Anki's: old versions
// need every key to be there.
func (w *writer) settingsJSON() string {
	settings := object{
		"activeDecks": []int{1}, "curDeck": 1, "newSpread": 0, "collapseTime": 1200, "timeLim": 0, "estTimes": true,
		"dueCounts": true, "curModel": nil, "nextPos": len(w.Cards) + 1, "sortType": "noteFld", "sortBackwards": false,
		"addToCur": true, "dayLearnFirst": false, "schedVer": 2, "rollover": w.Rollover,
	}
	if types := slices.Sorted(maps.Keys(w.Types)); len(types) > 0 {
		settings["curModel"] = types[0]
	}
	if w.West != nil {
		settings["creationOffset"] = *w.West
	}
	return toJSON(settings)
}

// typesJSON returns the note types by their ids.
func (w *writer) typesJSON() string {
	all := map[int64]object{}
	for id, t := range w.Types {
		all[id] = noteType(t)
	}
	return toJSON(all)
}

// decksJSON returns the decks by their ids, and the one that every collection has.
func (w *writer) decksJSON() string {
	all := map[int64]object{1: w.deck(&anki.Deck{ID: 1, Name: "Default"})}
	for id, d := range w.Decks {
		all[id] = w.deck(d)
	}
	return toJSON(all)
}

func toJSON(v any) string {
	text, err := json.Marshal(v)
	if err != nil { // can't fail for text, numbers, and lists of them
		panic(err)
	}
	return string(text)
}

func noteType(t *anki.NoteType) object {
	fields, templates, required := []object{}, []object{}, [][3]any{}
	for i, name := range t.Fields {
		fields = append(fields, object{"name": name, "ord": i, "sticky": false, "rtl": false, "font": "Arial", "size": 20,
			"media": []string{}})
	}
	for i, p := range t.Templates {
		templates = append(templates, object{"name": p.Name, "ord": i, "qfmt": p.Front, "afmt": p.Back,
			"bqfmt": p.ListFront, "bafmt": p.ListBack, "did": nil})
		required = append(required, needed(t, i))
	}
	kind := 0
	if t.Cloze {
		kind = 1
	}
	latex := t.Latex
	if latex == (anki.Latex{}) {
		latex = anki.Latex{Before: latexStart, After: latexEnd}
	}
	is := object{
		"id": t.ID, "name": t.Name, "type": kind, "mod": t.Modified, "usn": -1, "sortf": t.Sort, "did": 1, "flds": fields,
		"tmpls": templates, "req": required, "css": t.CSS, "latexPre": latex.Before, "latexPost": latex.After,
		"tags": []string{}, "vers": []int{},
	}
	if latex.SVG {
		is["latexsvg"] = true
	}
	return is
}

// What stands around text in LaTeX, if its owner writes some into a note later.
const (
	latexStart = "\\documentclass[12pt]{article}\n\\usepackage[utf8]{inputenc}\n\\usepackage{amssymb,amsmath}\n" +
		"\\pagestyle{empty}\n\\setlength{\\parindent}{0in}\n\\begin{document}\n"
	latexEnd = "\\end{document}"
)

// needed says which fields the card of a template needs, as Anki keeps it.
func needed(t *anki.NoteType, template int) [3]any {
	switch n := t.Needs(template); {
	case t.Cloze:
		return [3]any{template, "any", []int{0}}
	case n.All != nil:
		return [3]any{template, "all", n.All}
	case n.Any != nil:
		return [3]any{template, "any", n.Any}
	}
	return [3]any{template, "none", []int{}}
}

func (w *writer) deck(d *anki.Deck) object {
	today := [2]int{}
	return object{
		"id": d.ID, "name": d.Name, "mod": w.modified, "usn": -1, "desc": "", "dyn": 0, "conf": 1, "collapsed": false,
		"browserCollapsed": false, "extendNew": 0, "extendRev": 0,
		"newToday": today, "revToday": today, "lrnToday": today, "timeToday": today,
	}
}

// optionsJSON returns the options of decks by their ids: those of a new collection, which all decks share.
func optionsJSON() string {
	return toJSON(map[int64]object{1: {
		"id": 1, "name": "Default", "mod": 0, "usn": -1, "maxTaken": 60, "timer": 0, "autoplay": true, "replayq": true,
		"dyn": false,
		"new": object{"delays": []int{1, 10}, "ints": []int{1, 4, 7}, "initialFactor": 2500, "order": 1, "perDay": 20,
			"bury": false, "separate": true},
		"rev": object{"perDay": 200, "ease4": 1.3, "fuzz": 0.05, "minSpace": 1, "ivlFct": 1, "maxIvl": 36500,
			"bury": false, "hardFactor": 1.2},
		"lapse": object{"delays": []int{10}, "mult": 0, "minInt": 1, "leechFails": 8, "leechAction": 1},
	}})
}
