package cmd

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"sort"
	"strings"

	"recall/data"
	"recall/deck"
	"recall/deck/read"
	"recall/quiz/term"
)

// importFile is a file to import.
type importFile struct {
	data.File
	shown    string // the path as the user gave it
	text     []byte // nil once it is parsed
	problems []deck.Problem
	gone     bool // it no longer exists
}

// batch holds the files of one deck.
type batch struct {
	deck      string
	files     []*importFile
	elsewhere []data.File // other files of the deck that changed or are gone
}

// plan compares a batch with what is stored.
func (b *batch) plan(store *data.Store) (*data.Plan, error) {
	files := make([]data.File, len(b.files))
	for i, f := range b.files {
		files[i] = f.File
	}
	if store == nil {
		return data.FirstPlan(b.deck, files), nil
	}
	return store.Plan(b.deck, files, b.elsewhere...)
}

// unchanged reports whether every file of the batch has the same bytes as at its last import. Then nothing needs
// parsing.
func (b *batch) unchanged(store *data.Store) (bool, error) {
	for _, f := range b.files {
		same, err := store.Unchanged(f.Path, f.Sum)
		if err != nil || !same {
			return false, err
		}
	}
	return true, nil
}

// parse reads a file's text into a document.
func (f *importFile) parse() {
	if f.Doc == nil {
		f.Doc, f.problems = read.Read(f.shown, f.text)
		f.text = nil
		if len(f.problems) > 0 {
			f.Partial, f.Sum = true, [sha256.Size]byte{} // read again until it is fixed
		}
	}
}

// gathering sorts the files of an import into the decks that they make.
type gathering struct {
	*app
	store   *data.Store // nil before the first import
	flags   importFlags
	known   []data.Source
	batches []*batch
	seen    map[string]bool
	missing []string                     // known files that can't be reached
	lost    map[[sha256.Size]byte]string // see gone; nil until asked for
}

// gather reads the files that the arguments name, sorts them into decks, and parses those that changed since their last
// import. Any problem makes it fail, unless --skip-bad is set.
func (a *app) gather(store *data.Store, args []string, f importFlags, p *term.Progress) (*gathering, error) {
	g := &gathering{app: a, store: store, flags: f, seen: map[string]bool{}}
	if store != nil {
		var err error
		if g.known, err = store.Sources(); err != nil {
			return nil, err
		}
	}
	p.Say("Reading")
	if err := g.sortIn(args); err != nil {
		return nil, err
	}
	all := 0
	for _, b := range g.batches {
		for _, f := range b.files {
			all += len(f.text)
		}
	}
	done := 0
	for _, b := range g.batches {
		if store != nil && !f.dryRun && !f.asJSON && !f.report {
			if same, err := b.unchanged(store); err != nil || same {
				if err != nil {
					return nil, err
				}
				continue
			}
		}
		for _, f := range b.files {
			n := len(f.text)
			f.parse()
			done += n
			p.At(done, all)
		}
		if err := g.findElsewhere(b); err != nil {
			return nil, err
		}
	}
	return g, g.refuse()
}

// sortIn reads the files and adds each to the batch of its deck.
func (g *gathering) sortIn(args []string) error {
	if len(args) == 0 {
		return g.addKnown()
	}
	for _, arg := range args {
		if err := g.addArg(arg); err != nil {
			return err
		}
	}
	if len(g.batches) == 0 {
		return errors.New("there is nothing to import there: no file has cards")
	}
	return nil
}

// errNoneKnown means that there is nothing to read again.
var errNoneKnown = hinted{errors.New("no file has been imported yet"), "name one: recall import NOTES.md"}

// addKnown adds every file that was imported before. A deleted file parks its bullets. If its folder is missing too, as
// on a disk that is not mounted, its bullets are left alone.
func (g *gathering) addKnown() error {
	if len(g.known) == 0 {
		return errNoneKnown
	}
	for _, s := range g.known {
		_, err := os.Stat(s.Path)
		switch {
		case !errors.Is(err, fs.ErrNotExist):
			err = g.addFile(s.Path, "")
		case s.Bullets == 0:
			err = nil // reported before
		default:
			if _, folder := os.Stat(filepath.Dir(s.Path)); folder != nil {
				g.missing = append(g.missing, g.tilde(s.Path))
				continue
			}
			g.addGone(s)
			err = nil
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// addArg adds what an argument names: a file, a folder, "-", or a pattern that a shell did not expand.
func (g *gathering) addArg(arg string) error {
	info, err := os.Stat(arg)
	switch {
	case arg == "-":
		return g.addFile("-", "")
	case err == nil && info.IsDir():
		return g.addFolder(arg)
	case err == nil:
		return g.addFile(arg, "")
	case strings.ContainsAny(arg, "*?["):
		paths, err := filepath.Glob(arg)
		if err != nil {
			return &usageError{msg: fmt.Sprintf("%q is not a pattern: %v", arg, err)}
		}
		if len(paths) == 0 {
			return fmt.Errorf("no file matches %q", arg)
		}
		for _, p := range paths {
			if strings.ContainsAny(p, "*?[") { // a file whose own name looks like a pattern
				err = g.addFile(p, "")
			} else {
				err = g.addArg(p)
			}
			if err != nil {
				return err
			}
		}
		return nil
	}
	return fmt.Errorf("read %s: %w", arg, plainErr(err))
}

// addFolder adds the files of a folder to the deck named after it, and the known files that are gone from it.
func (g *gathering) addFolder(dir string) error {
	paths, err := filesIn(dir)
	if err != nil {
		return fmt.Errorf("read %s: %w", dir, plainErr(err))
	}
	abs, err := filepath.Abs(dir)
	if err != nil {
		return err
	}
	name := filepath.Base(abs)
	if g.store != nil {
		renamed, err := g.store.DeckOfFolder(abs)
		if err != nil {
			return err
		}
		for i := 0; renamed == "" && len(g.gone()) > 0 && i < len(paths); i++ { // the folder may have been renamed
			if text, err := os.ReadFile(paths[i]); err == nil {
				renamed = g.movedFrom(sha256.Sum256(text))
			}
		}
		if renamed != "" {
			name = renamed
		}
	}
	for _, p := range paths {
		if err := g.addFile(p, name); err != nil {
			return err
		}
	}
	for _, s := range g.known {
		if _, err := os.Stat(s.Path); strings.HasPrefix(s.Path, abs+string(filepath.Separator)) &&
			errors.Is(err, fs.ErrNotExist) && s.Bullets > 0 {
			g.addGone(s)
		}
	}
	return nil
}

// addFile adds a file to its deck. A known file keeps its deck. Otherwise the first of these counts: --deck, the deck
// of its folder, the deck it was moved from, its front matter, its title, its name.
func (g *gathering) addFile(path, folder string) error {
	file, text, err := g.readFile(path)
	if err != nil {
		return err
	}
	f := &importFile{File: file, shown: path, text: text}
	name := ""
	if path != "-" {
		if g.seen[f.Path] {
			return nil
		}
		if g.store != nil {
			if name, err = g.store.DeckOf(f.Path); err != nil {
				return err
			}
		}
		if name != "" && g.flags.deck != "" && !data.SameName(name, g.flags.deck) {
			fmt.Fprintf(g.Err, "%s stays in the deck %s; recall deck merge moves a whole deck into another\n",
				clean(path), clean(name))
		}
	}
	for _, other := range []string{g.flags.deck, folder} {
		if name == "" {
			name = other
		}
	}
	if name == "" {
		name = g.movedFrom(file.Sum)
	}
	if name == "" {
		f.parse() // its problems are reported once all files are parsed
		name = titleOf(f)
	}
	if path == "-" {
		if name == "" {
			return &usageError{msg: "standard input has no name for its deck",
				hint: "name it: recall import - --deck NAME"}
		}
		f.Path = "stdin:" + name
		if g.store != nil {
			if now, err := g.store.DeckOf(f.Path); err != nil || now != "" {
				if err != nil {
					return err
				}
				name = now
			}
		}
	}
	g.seen[f.Path] = true
	g.add(name, f)
	return nil
}

// movedFrom returns the deck of a known file that had these bytes and is gone from its place, or "" if there is none.
func (g *gathering) movedFrom(sum [sha256.Size]byte) string { return g.gone()[sum] }

// gone returns the decks of the known files that no longer exist, by the checksum of the file.
func (g *gathering) gone() map[[sha256.Size]byte]string {
	if g.lost == nil {
		g.lost = map[[sha256.Size]byte]string{}
		for _, s := range g.known {
			if _, err := os.Stat(s.Path); errors.Is(err, fs.ErrNotExist) && s.Bullets > 0 {
				g.lost[s.Sum] = s.Deck
			}
		}
	}
	return g.lost
}

// titleOf returns the deck that a file names: by its front matter, its title or its file name. It returns "" for
// standard input that names none.
func titleOf(f *importFile) string {
	for _, name := range []string{f.Doc.Deck, f.Doc.Title} {
		if name = strings.TrimSpace(clean(name)); name != "" {
			return name
		}
	}
	base := filepath.Base(f.Path)
	return strings.TrimSuffix(base, filepath.Ext(base))
}

// addGone adds a file that was deleted. Its bullets are parked, except those that moved to another file.
func (g *gathering) addGone(s data.Source) {
	if !g.seen[s.Path] {
		g.seen[s.Path] = true
		g.add(s.Deck, &importFile{File: data.File{Path: s.Path, Doc: &deck.Document{Name: s.Path}}, shown: s.Path,
			gone: true})
	}
}

func (g *gathering) add(name string, f *importFile) {
	at := slices.IndexFunc(g.batches, func(b *batch) bool { return data.SameName(b.deck, name) })
	if at < 0 {
		at = len(g.batches)
		g.batches = append(g.batches, &batch{deck: name})
	}
	g.batches[at].files = append(g.batches[at].files, f)
}

// findElsewhere reads the deck's other files that have changed since their import or are gone, because bullets may have
// moved out of them.
func (g *gathering) findElsewhere(b *batch) error {
	for _, s := range g.known {
		if g.seen[s.Path] || !data.SameName(s.Deck, b.deck) {
			continue
		}
		info, err := os.Stat(s.Path)
		switch {
		// its folder may be gone too: renamed, or on a disk that is not mounted; bullets that did not move stay
		case errors.Is(err, fs.ErrNotExist):
			b.elsewhere = append(b.elsewhere, data.File{Path: s.Path})
		case err != nil || info.Size() == s.Size && info.ModTime().UnixNano() == s.Mtime:
		default:
			file, text, err := g.readFile(s.Path)
			if err != nil {
				continue // a file that can't be read keeps its bullets
			}
			var problems []deck.Problem
			if file.Doc, problems = read.Read(s.Path, text); len(problems) == 0 {
				b.elsewhere = append(b.elsewhere, file)
			}
		}
	}
	return nil
}

// plainErr strips the path from an error, for a caller that adds the path itself.
func plainErr(err error) error {
	var p *fs.PathError
	if errors.As(err, &p) {
		return p.Err
	}
	return err
}

// headOf reads the start of a file. It returns nil if the file can't be read.
func headOf(path string) []byte {
	f, err := os.Open(path)
	if err != nil {
		return nil
	}
	defer f.Close()
	text, _ := io.ReadAll(io.LimitReader(f, 64<<10)) // a file that can't be read is not a deck
	return text
}

// filesIn lists the files in a folder that can hold cards, except hidden ones.
func filesIn(dir string) ([]string, error) {
	var paths []string
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if strings.HasPrefix(d.Name(), ".") && path != dir {
			if d.IsDir() {
				return filepath.SkipDir
			}
			return nil
		}
		if !d.IsDir() && read.InFolder(path, func() []byte { return headOf(path) }) {
			paths = append(paths, path)
		}
		return nil
	})
	sort.Strings(paths)
	return paths, err
}

// readFile reads a file, or standard input for "-".
func (a *app) readFile(path string) (data.File, []byte, error) {
	var text []byte
	var file data.File
	var err error
	if path == "-" {
		text, err = io.ReadAll(a.In)
	} else {
		var info fs.FileInfo
		if info, err = os.Stat(path); err == nil {
			file.Mtime = info.ModTime().UnixNano()
			text, err = os.ReadFile(path)
		}
		if err == nil {
			file.Path, err = filepath.Abs(path)
		}
	}
	if err != nil {
		return file, nil, fmt.Errorf("read %s: %w", path, plainErr(err))
	}
	file.Sum, file.Size = sha256.Sum256(text), int64(len(text))
	return file, text, nil
}
