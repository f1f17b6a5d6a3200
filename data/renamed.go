package data

import (
	"cmp"
	"database/sql"
	"errors"
	"slices"

	"recall/deck/match"
)

// Renamed finds which of the gone sources each file is under a new name. A file is one if it holds more than half of
// its bullets, edited or not, and they are at least half of the file's. Of a source whose bullets are all parked, as
// an import told that it is gone, the latter is enough. files are not known yet, not even in a deleted deck; gone are
// paths of known ones that no longer exist.
func (s *Store) Renamed(files []File, gone []string) (renamed map[string]Source, err error) {
	err = s.read(func() error {
		renamed, err = s.renamed(files, gone)
		return err
	})
	return renamed, err
}

func (s *Store) renamed(files []File, gone []string) (map[string]Source, error) {
	r := storedReader{Store: s, shared: &shared{}, noteReader: newNoteReader()}
	sources, held := map[string]*Source{}, map[string]int{} // by path; held: bullets that are not parked
	for _, path := range gone {
		g := &Source{Path: path}
		var id int64
		err := s.get([]any{&id, &g.Deck},
			"SELECT o.id, d.name FROM source o JOIN deck d ON d.id = o.deck WHERE o.path = ? AND d.gone = 0", path)
		if errors.Is(err, sql.ErrNoRows) {
			continue
		}
		first := len(r.stored)
		if err == nil {
			err = r.notes("n.source = ?", id)
		}
		if err != nil {
			return nil, err
		}
		for _, n := range r.stored[first:] {
			if !n.Parked {
				held[path]++
			}
		}
		sources[path] = g
	}
	if len(r.stored) == 0 {
		return nil, nil
	}
	var found []match.Found
	bullets := map[string]int{}
	for _, f := range files {
		for i := range f.Doc.Notes {
			found = append(found, match.Found{Note: &f.Doc.Notes[i], Source: f.Path})
		}
		bullets[f.Path] = len(f.Doc.Notes)
	}
	counts := map[claim]int{}
	for _, pair := range match.Match(r.stored, found) {
		if pair.Old >= 0 && pair.New >= 0 {
			counts[claim{r.stored[pair.Old].Source, found[pair.New].Source}]++
		}
	}
	var claims []claim
	for c, n := range counts {
		if n*2 > held[c.was] && n*2 >= bullets[c.now] {
			claims = append(claims, c)
		}
	}
	slices.SortFunc(claims, func(a, b claim) int {
		return cmp.Or(cmp.Compare(counts[b], counts[a]), cmp.Compare(a.was, b.was), cmp.Compare(a.now, b.now))
	})
	renamed, taken := map[string]Source{}, map[string]bool{}
	for _, c := range claims {
		if _, known := renamed[c.now]; !known && !taken[c.was] {
			renamed[c.now], taken[c.was] = *sources[c.was], true
		}
	}
	return renamed, nil
}

// claim is that one file is another under a new name.
type claim struct{ was, now string }
