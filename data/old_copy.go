package data

import (
	"database/sql"
	"slices"
	"strings"

	"recall/deck/match"
)

// An old copy of a file must undo nothing that was edited since, here or on another machine. Where this machine meets
// others, each bullet that an import finds with other words is compared with the earlier texts of its note. A file whose
// bullets all carry such texts, as far as they differ, is an old copy: see Plan.Older. In any other file, as in one with
// a bullet that nobody has seen, they keep their newer text, and the rest of the file counts.
//
// What else a file of the learner's says otherwise than before is their newest edit, and counts, also for a bullet that
// was edited by itself since, here or elsewhere. In what others publish, the learner's own words stay.

// keepNewer finds the old copies among the files of a plan, and the old texts in the others.
func (p *Plan) keepNewer() {
	differing, older := make([]int, len(p.Files)), make([][]int, len(p.Files))
	for i, pair := range p.pairs {
		if pair.New < 0 {
			continue
		}
		n := p.notes[pair.New]
		if pair.Old < 0 {
			differing[n.file] += when(!p.saidBefore(n.note.Text), 1)
			continue
		}
		o, st := &p.old[pair.Old], &p.stored[pair.Old]
		file, newest := &p.Files[n.file], o.textOf(st)
		text := n.note.Text
		meant := p.takesOlder || p.before != nil && !slices.Contains(p.before, text)
		if text == newest || file.Beside || o.own != "" && !o.unseen && file.published() ||
			text == st.Text && !(meant && !file.published()) {
			continue
		}
		earlier := !meant && (p.synced || o.unseen) && slices.Contains(earlierTexts(o.earlier), textDigest(text))
		switch {
		case earlier && !o.unseen && o.nowhere(st): // the file is from before the edit
			st.Text = text
			continue
		case earlier:
			older[n.file] = append(older[n.file], i)
		case o.own != "": // the file has moved on from what it said before
			p.dropOwn(pair.Old)
			p.pairs[i].Fate = match.FateOf(st, match.Found{Note: n.note, Source: file.Path})
		}
		differing[n.file]++
	}
	p.dropGone()
	for k, list := range older {
		if len(list) > 0 && len(list) == differing[k] && !p.deleted { // who imports a file of a deleted deck means it
			p.Older = append(p.Older, p.Files[k].Path)
		}
		for _, i := range list {
			o, st := &p.old[p.pairs[i].Old], &p.stored[p.pairs[i].Old]
			if o.own == "" {
				o.own = st.Text
			}
			o.unseen = true
			st.Text = p.notes[p.pairs[i].New].note.Text
			p.Kept = append(p.Kept, Change{Kind: p.pairs[i].Fate, Path: p.Files[k].Path, Line: p.notes[p.pairs[i].New].note.Line,
				Old: o.own, New: st.Text})
		}
	}
}

// saidBefore reports whether a bullet of the decks of the import had a text before.
func (w *shared) saidBefore(text string) bool {
	if w.said == nil {
		w.said = map[string]bool{}
		for i := range w.old {
			for _, digest := range earlierTexts(w.old[i].earlier) {
				w.said[digest] = true
			}
		}
	}
	return len(w.said) > 0 && w.said[textDigest(text)]
}

// dropGone lets go of edits of bullets that are gone from a file of the learner's that had them.
func (p *Plan) dropGone() {
	var own []string
	for i := range p.Files {
		if f := &p.Files[i]; !f.published() && !f.Beside {
			own = append(own, f.Path)
		}
	}
	for _, pair := range p.pairs {
		if pair.Old < 0 || pair.New >= 0 {
			continue
		}
		if o, st := &p.old[pair.Old], &p.stored[pair.Old]; o.own != "" && !o.nowhere(st) && slices.Contains(own, st.Source) {
			p.dropOwn(pair.Old)
		}
	}
}

// dropOwn has the source of a stored note count again.
func (p *Plan) dropOwn(old int) { p.stored[old].Text, p.old[old].own = p.old[old].own, "" }

// published reports whether a file is an edition of what others write: of the built-in roadmap, of a class, or of a
// collection of Anki's.
func (f *File) published() bool {
	return f.ids != nil || strings.HasPrefix(f.Path, BuiltinPath) || strings.HasPrefix(f.Path, AnkiPath)
}

// FromElsewhere returns the paths of the sources that came from other machines, whose files were never imported here.
func (s *Store) FromElsewhere() (paths []string, err error) {
	err = s.each(func(rows *sql.Rows) error {
		var path string
		err := rows.Scan(&path)
		paths = append(paths, path)
		return err
	}, `SELECT o.path FROM source o JOIN deck d ON d.id = o.deck
		WHERE d.gone = 0 AND o.path GLOB '`+SyncedPath+`*' ORDER BY o.id`)
	return paths, err
}
