package cmd

import (
	"cmp"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"recall/data"
	"recall/deck"
	"recall/deck/inline"
)

// assign finds the deck of each file. A known file keeps its deck. Otherwise the first of these counts: --deck, the
// deck of the file that it was before it was renamed, the deck of its folder, and what the file itself says.
func (g *gathering) assign() error {
	var unknown []*importFile
	for _, f := range g.files {
		known, err := g.assignKnown(f)
		if err != nil {
			return err
		}
		if !known {
			unknown = append(unknown, f)
		}
	}
	if err := g.findRenamed(unknown); err != nil {
		return err
	}
	decks := map[string]string{} // of folders
	for _, f := range unknown {
		if f.deck == "" && f.folder != "" {
			dir := f.folder
			if in := g.folderAround(f.Path); len(in.Path) > len(dir) {
				dir = in.Path
			}
			if _, known := decks[dir]; !known {
				decks[dir] = g.deckOfFolder(dir)
			}
			f.deck = decks[dir]
		}
	}
	for _, f := range unknown {
		if f.deck == "" {
			if err := g.assignAlone(f); err != nil {
				return err
			}
		}
	}
	for _, f := range g.files {
		g.sortIn(f)
	}
	g.sortInGone()
	return nil
}

// assignKnown gives a file the deck that it has, or that --deck names, and reports whether the file is known.
func (g *gathering) assignKnown(f *importFile) (known bool, err error) {
	if g.store != nil && f.shown != "-" {
		if f.deck, err = g.store.DeckOf(f.Path); err != nil {
			return false, err
		}
		known = f.deck != ""
	}
	f.known = known
	switch {
	case g.flags.deck == "":
	case !known:
		f.deck = g.flags.deck
	case !data.SameName(f.deck, g.flags.deck):
		fmt.Fprintf(g.Err, "%s stays in the deck %s; recall deck merge moves a whole deck into another\n",
			inLine(f.shown), inLine(f.deck))
	}
	if f.shown == "-" && f.deck != "" {
		return true, g.nameInput(f)
	}
	return known, nil
}

// nameInput makes standard input the source of its deck.
func (g *gathering) nameInput(f *importFile) error {
	f.Path = "stdin:" + f.deck
	if g.store == nil {
		return nil
	}
	now, err := g.store.DeckOf(f.Path)
	if now != "" {
		f.deck = now
	}
	return err
}

// findRenamed finds files that are a known one under another name: it is gone, and they hold most of its bullets.
func (g *gathering) findRenamed(unknown []*importFile) error {
	var gone []string
	for _, s := range g.known {
		if g.gone[s.Path] && !g.seen[s.Path] {
			gone = append(gone, s.Path)
		}
	}
	if g.store == nil {
		return nil
	}
	elsewhere, err := g.store.FromElsewhere()
	if err != nil {
		return err
	}
	gone = append(gone, elsewhere...)
	if len(gone) == 0 {
		return nil
	}
	var files []data.File
	for _, f := range unknown {
		if f.shown != "-" {
			f.parse()
			files = append(files, f.File)
		}
	}
	renamed, err := g.store.Renamed(files, gone)
	if err != nil {
		return err
	}
	for _, f := range unknown {
		if was, ok := renamed[f.Path]; ok && (f.deck == "" || data.SameName(f.deck, was.Deck)) {
			f.Was, f.deck = was.Path, was.Deck
			g.seen[was.Path] = true
		}
	}
	return nil
}

// folderAround returns the innermost folder imported before that a path is, or is in.
func (g *gathering) folderAround(path string) (best data.Folder) {
	for _, f := range g.folders {
		if (f.Path == path || f.Holds(path)) && len(f.Path) > len(best.Path) {
			best = f
		}
	}
	return best
}

// inOwnFolder reports whether a file came in with a folder inside the one that is imported now. Its deck says nothing
// about the files beside that folder.
func (g *gathering) inOwnFolder(f *importFile) bool {
	in := g.folderAround(cmp.Or(f.Was, f.Path))
	return data.Folder{Path: f.folder}.Holds(in.Path)
}

// deckOfFolder finds the deck of a folder's new files: that of --deck; the deck into which the folder, or one around
// it, was imported before; the one deck that its known files belong to, but for those of folders inside it that were
// imported by themselves; the one that all its files were exported from; or one of its name.
func (g *gathering) deckOfFolder(dir string) string {
	if g.flags.deck != "" {
		return g.flags.deck
	}
	if around := g.folderAround(dir); around.Deck != "" {
		return around.Deck
	}
	var files []*importFile
	for _, f := range g.files {
		if f.folder == dir && f.deck != "" && !g.inOwnFolder(f) {
			files = append(files, f)
		}
	}
	one := len(files) > 0 && !slices.ContainsFunc(files, func(f *importFile) bool { return f.deck != files[0].deck })
	if one && len(files) == 1 && files[0].Was == "" { // imported by itself, it has the deck that it names
		files[0].parse()
		one = !data.SameName(titleOf(files[0]), files[0].deck)
	}
	if one {
		return files[0].deck
	}
	if name := g.deckOfCopies(dir); name != "" {
		return name
	}
	return inline.WithoutExportID(inLine(filepath.Base(dir)))
}

// deckOfCopies returns the deck that all files of a folder were exported from, or "".
func (g *gathering) deckOfCopies(dir string) (name string) {
	for _, f := range g.files {
		if f.folder != dir || f.deck != "" {
			continue
		}
		if f.parse(); !f.Doc.Copy || f.Doc.Deck == "" || name != "" && !data.SameName(name, f.Doc.Deck) {
			return ""
		}
		name = f.Doc.Deck
	}
	return name
}

// assignAlone gives a file that no folder brought the deck of a folder imported before, or the one that it names.
func (g *gathering) assignAlone(f *importFile) error {
	if f.shown != "-" {
		for _, folder := range g.folders {
			if folder.Holds(f.Path) {
				f.deck = g.deckOfFolder(filepath.Dir(f.Path))
				return nil
			}
		}
	}
	f.parse() // its problems are reported once all files are parsed
	f.deck = titleOf(f)
	if f.shown != "-" {
		return nil
	}
	if f.deck == "" {
		return &usageError{msg: "standard input has no name for its deck",
			hint: "name it: recall import - --deck NAME"}
	}
	return g.nameInput(f)
}

// titleOf returns the deck that a file names: by its front matter, its title or its file name. It returns "" for
// standard input that names none.
func titleOf(f *importFile) string {
	for _, name := range []string{f.Doc.Deck, f.Doc.Title} {
		if name = strings.TrimSpace(clean(name)); name != "" {
			return name
		}
	}
	base := inLine(filepath.Base(f.Path))
	return inline.WithoutExportID(strings.TrimSuffix(base, filepath.Ext(base)))
}

// sortIn adds a file to the batch of its deck.
func (g *gathering) sortIn(f *importFile) {
	at := slices.IndexFunc(g.batches, func(b *batch) bool { return data.SameName(b.deck, f.deck) })
	if at < 0 {
		at = len(g.batches)
		g.batches = append(g.batches, &batch{deck: f.deck, older: g.flags.older, before: g.flags.before})
	}
	g.batches[at].files = append(g.batches[at].files, f)
}

// sortInGone adds the known files that are gone: all of them, or those of the folders that the arguments name. Their
// bullets are parked, but for those that are in another file now. If the folder of a file is gone too, as on a disk
// that is not mounted, its bullets are left alone.
func (g *gathering) sortInGone() {
	for _, s := range g.known {
		if !g.gone[s.Path] || s.Parked || g.seen[s.Path] || !g.all && !g.goneFrom(s) {
			continue
		}
		if _, err := os.Stat(filepath.Dir(s.Path)); err != nil && g.all {
			g.missing = append(g.missing, g.tilde(s.Path))
			continue
		}
		g.seen[s.Path] = true
		g.sortIn(&importFile{File: data.File{Path: s.Path, As: s.As, Doc: &deck.Document{Name: s.Path}}, shown: s.Path,
			parsed: s.As, deck: s.Deck, gone: true})
	}
}

// findElsewhere reads the other known files that have changed since their import or are gone, because bullets may have
// moved out of them.
func (g *gathering) findElsewhere() {
	for i := range g.known {
		s := &g.known[i]
		if g.seen[s.Path] {
			continue
		}
		changed, err := s.Changed()
		switch {
		// its folder may be gone too: renamed, or on a disk that is not mounted; bullets that did not move stay
		case g.gone[s.Path]:
			g.elsewhere = append(g.elsewhere, data.File{Path: s.Path})
		case err != nil || !changed:
		default:
			file, text, err := g.readFile(s.Path)
			if err != nil {
				continue // a file that can't be read keeps its bullets
			}
			var problems []deck.Problem
			file.As = s.As
			if file.Doc, problems = s.As.Read(s.Path, text); len(problems) == 0 {
				g.elsewhere = append(g.elsewhere, file)
			}
		}
	}
}

// plan compares the files with what is stored.
func (g *gathering) plan(batches []data.Batch) ([]*data.Plan, error) {
	if g.store == nil {
		return data.FirstPlans(batches), nil
	}
	return g.store.Plans(batches, g.elsewhere...)
}

// readBeside reads the files that a plan needs beside its own, if they are still as they were, and reports whether it
// needed any.
func (g *gathering) readBeside(b *batch, paths []string) bool {
	for _, path := range paths {
		k := slices.IndexFunc(g.known, func(s data.Source) bool { return s.Path == path })
		file, text, err := g.readFile(path)
		if k < 0 || err != nil || file.Sum != g.known[k].Sum {
			b.fixed = append(b.fixed, path)
			continue
		}
		var problems []deck.Problem
		file.As = g.known[k].As
		file.Doc, problems = file.As.Read(path, text)
		file.Beside, file.Partial = true, len(problems) > 0
		b.beside = append(b.beside, file)
	}
	return len(paths) > 0
}

// keepFolders stores which decks the new files of the imported folders belong to, and whether what has problems in
// them is left out.
func (g *gathering) keepFolders() error {
	for _, dir := range g.given {
		d, found, err := deckCalled(g.store, g.deckOfFolder(dir))
		if found && err == nil { // else it held no cards
			named := !g.all
			skip := g.skippingFolder(dir) != "" && !(named && g.flags.strict) || named && g.flags.skipBad
			err = g.store.KeepFolder(dir, d.ID, skip)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// deckCalled returns the deck with exactly this name. The start of one won't do: an import that made no deck is not
// about another whose name is longer.
func deckCalled(store *data.Store, name string) (d data.Deck, found bool, err error) {
	list, err := store.Decks()
	k := slices.IndexFunc(list, func(d data.Deck) bool { return data.SameName(d.Name, name) })
	if k < 0 {
		return d, false, err
	}
	return list[k], true, err
}
