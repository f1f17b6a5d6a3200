package data

import (
	"database/sql"
	"slices"

	"recall/deck/match"
)

// An old copy of a file must undo nothing that was edited since, here or on another machine. Where this machine meets
// others, each bullet that an import finds with other words is compared with the earlier texts of its note. A file whose
// bullets all carry such texts, as far as they differ, is an old copy: see Plan.Older. In any other file, such bullets
// keep their newer text, and the rest of the file counts.

// keepNewer finds the old copies among the files of a plan, and the old texts in the others.
func (p *Plan) keepNewer() {
	differing, older := make([]int, len(p.Files)), make([][]int, len(p.Files))
	for i, pair := range p.pairs {
		if pair.Old < 0 || pair.New < 0 {
			continue
		}
		o, st, n := &p.old[pair.Old], &p.stored[pair.Old], p.notes[pair.New]
		newest := st.Text
		if o.own != "" {
			newest = o.own
		}
		text := n.note.Text
		if text == newest || text == st.Text || o.own != "" && !o.unseen || p.Files[n.file].Beside {
			continue
		}
		differing[n.file]++
		switch {
		case !p.takesOlder && (p.synced || o.unseen) && slices.Contains(earlierTexts(o.earlier), textDigest(text)):
			older[n.file] = append(older[n.file], i)
		case o.unseen: // the file has moved on from what it said before
			st.Text, o.own = newest, ""
			p.pairs[i].Fate = match.FateOf(st, match.Found{Note: n.note, Source: p.Files[n.file].Path})
		}
	}
	for k, list := range older {
		if len(list) > 0 && len(list) == differing[k] {
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
