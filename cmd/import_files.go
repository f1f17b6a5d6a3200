package cmd

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"recall/data"
	"recall/quiz/term"
)

// batch holds the files of one deck.
type batch struct {
	deck  string
	files []*importFile
	same  bool // every file has the bytes of its last import, so none is parsed

	older     bool        // old copies of files are meant
	before    []string    // see importFlags
	separated bool        // the separator of the deck is another than at the last import
	beside    []data.File // unchanged files of the deck that ask the same as others do
	fixed     []string    // such files that can't be read as they were
}

// batch returns what the store needs of the batch.
func (b *batch) batch() data.Batch {
	files := make([]data.File, len(b.files), len(b.files)+len(b.beside))
	for i, f := range b.files {
		files[i] = f.File
	}
	return data.Batch{Deck: b.deck, Files: append(files, b.beside...), Fixed: b.fixed, Older: b.older, Before: b.before}
}

// unchanged reports whether every file of the batch has the same bytes as at its last import. Then nothing needs
// parsing.
func (b *batch) unchanged(store *data.Store) (bool, error) {
	for _, f := range b.files {
		if f.gone { // no bytes, as little as are stored of a file that is to be read again
			return false, nil
		}
		same, err := store.Unchanged(f.Path, f.Sum, f.As)
		if err != nil || !same {
			return false, err
		}
	}
	return true, nil
}

// gathering collects the files of an import, and sorts them into the decks that they belong to.
type gathering struct {
	*app
	store     *data.Store // nil before the first import
	flags     importFlags
	all       bool // no argument: all files of earlier imports
	known     []data.Source
	gone      map[string]bool // known files that no longer exist
	folders   []data.Folder   // imported earlier
	given     []string        // folders of this import, absolute
	files     []*importFile
	batches   []*batch
	seen      map[string]bool // paths of files, and what they were called
	elsewhere []data.File     // known files that are not imported, and changed or are gone
	merging   []*batch        // files whose merge is not finished
	held      []string        // known files whose import was taken back
	older     []string        // files that are left out as they are old copies
	missing   []string        // known files that can't be reached
	packages  []leftPackage   // known packages that an import of all files leaves alone
	left      []leftFile      // what the folders hold that is not read
	unread    int             // packages, files and folders that were left out, as they can't be read
}

// dataFiles returns the files as the store knows them.
func (g *gathering) dataFiles() []data.File {
	files := make([]data.File, len(g.files))
	for i, f := range g.files {
		files[i] = f.File
	}
	return files
}

// gather reads the files that the arguments name, parses those that changed since their last import, and sorts them
// into decks. Any problem makes it fail, unless --skip-bad is set.
func (a *app) gather(ctx context.Context, store *data.Store, args []string, f importFlags, p *term.Progress) (*gathering, error) {
	g := &gathering{app: a, store: store, flags: f, all: len(args) == 0, gone: map[string]bool{}, seen: map[string]bool{}}
	if store != nil {
		var err error
		if g.known, err = store.Sources(); err != nil {
			return nil, err
		}
		for _, s := range g.known {
			_, err := os.Stat(s.Path)
			g.gone[s.Path] = errors.Is(err, fs.ErrNotExist)
		}
		if g.folders, err = store.Folders(); err != nil {
			return nil, err
		}
	}
	p.Say("Reading")
	if err := g.collect(ctx, args); err != nil {
		return nil, err
	}
	if err := g.assign(); err != nil {
		return nil, err
	}
	all := 0
	for _, f := range g.files {
		all += int(f.Size)
	}
	if err := g.separate(); err != nil {
		return nil, err
	}
	done := 0
	for _, b := range g.batches {
		if store != nil && !f.dryRun && !f.asJSON && !f.report && !(f.older && !g.all) {
			var err error
			if b.same, err = b.unchanged(store); err != nil {
				return nil, err
			}
			if b.same {
				continue
			}
		}
		for _, f := range b.files {
			f.parse()
			f.text = nil
			done += int(f.Size)
			p.At(done, all)
		}
		g.leaveOutMerging(b)
	}
	g.batches = slices.DeleteFunc(g.batches, func(b *batch) bool { return len(b.files) == 0 })
	g.findElsewhere()
	return g, g.refuse()
}

// collect reads the files that the arguments name, or those of earlier imports if there is none.
func (g *gathering) collect(ctx context.Context, args []string) error {
	if len(args) == 0 {
		return g.addKnown(ctx)
	}
	for _, arg := range args {
		if err := g.addArg(ctx, arg); err != nil {
			return err
		}
	}
	if len(g.files) == 0 && !slices.ContainsFunc(g.known, g.goneFrom) {
		return errors.New("there is nothing to import there: no file has cards")
	}
	return nil
}

// goneFrom reports whether a known file is gone from a folder of this import.
func (g *gathering) goneFrom(s data.Source) bool {
	return g.gone[s.Path] && slices.ContainsFunc(g.given, func(dir string) bool { return data.Folder{Path: dir}.Holds(s.Path) })
}

// errNoneKnown means that there is nothing to read again.
var errNoneKnown = hinted{errors.New("there is no imported file to read again"), "name one: recall import NOTES.md"}

// addKnown adds every file that was imported before, and the new files of the folders that were.
func (g *gathering) addKnown(ctx context.Context) error {
	packages, err := g.store.Packages()
	if err != nil {
		return err
	}
	if len(g.known)+len(packages) == 0 {
		return errNoneKnown
	}
	for _, s := range g.known {
		switch {
		case s.Undone && g.holds(s):
			g.seen[s.Path] = true
			g.held = append(g.held, s.Path)
		case !g.gone[s.Path]:
			if err := g.addFile(ctx, s.Path, ""); err != nil {
				return err
			}
		}
	}
	for _, f := range g.folders {
		if info, err := os.Stat(f.Path); err == nil && info.IsDir() {
			if err := g.addFilesIn(ctx, f.Path, f.Path); err != nil {
				return err
			}
		}
	}
	return g.addKnownPackages(ctx, packages)
}

// addArg adds what an argument names: a file, a folder, "-", or a pattern that a shell did not expand.
func (g *gathering) addArg(ctx context.Context, arg string) error {
	info, err := os.Stat(arg)
	switch {
	case arg == "-":
		return g.addFile(ctx, "-", "")
	case err == nil && info.IsDir():
		abs, err := filepath.Abs(arg)
		if err != nil {
			return err
		}
		if real, err := filepath.EvalSymlinks(abs); err == nil && real != abs && g.knows(real) {
			arg, abs = real, real // else the files behind a link would be imported twice
		}
		return g.addFilesIn(ctx, arg, abs)
	case err == nil:
		return g.addFile(ctx, arg, "")
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
				err = g.addFile(ctx, p, "")
			} else {
				err = g.addArg(ctx, p)
			}
			if err != nil {
				return err
			}
		}
		return nil
	}
	return fmt.Errorf("read %s: %w", arg, data.Plain(err))
}

// knows reports whether a file of a folder was imported before.
func (g *gathering) knows(dir string) bool {
	return slices.ContainsFunc(g.known, func(s data.Source) bool { return data.Folder{Path: dir}.Holds(s.Path) })
}

// addFilesIn adds the files of a folder: those that can hold cards, and whatever in it was imported before.
func (g *gathering) addFilesIn(ctx context.Context, dir, abs string) error {
	found, err := filesIn(dir)
	if err != nil {
		return fmt.Errorf("read %s: %w", dir, data.Plain(err))
	}
	g.given = append(g.given, abs)
	known := map[string]bool{}
	for _, s := range g.known {
		if (data.Folder{Path: abs}).Holds(s.Path) && !g.gone[s.Path] {
			known[s.Path] = true
			found.files = append(found.files, filepath.Join(dir, strings.TrimPrefix(s.Path, abs)))
		}
	}
	slices.Sort(found.files)
	for _, p := range slices.Compact(found.files) {
		if err := g.addFile(ctx, p, abs); err != nil {
			return err
		}
	}
	for _, l := range found.left {
		switch {
		case known[l.abs], l.why == leftOutside && g.knows(l.abs): // it was imported by its own name
		case l.why == leftClosed:
			if err := g.leaveUnread(l.path, fmt.Errorf("read %s: %s", l.path, l.what)); err != nil {
				return err
			}
		default:
			g.left = append(g.left, l)
		}
	}
	return nil
}

// addPackage adds the decks of an Anki package.
func (g *gathering) addPackage(ctx context.Context, path string) error {
	abs, err := filepath.Abs(path)
	if err != nil || g.seen[abs] {
		return err
	}
	g.seen[abs] = true
	now, err := g.clock()
	if err != nil {
		return err
	}
	files, err := data.ReadAnki(ctx, path, now().Location())
	if err != nil && ctx.Err() == nil {
		return g.leaveUnread(path, err)
	}
	if err != nil {
		return err
	}
	for _, f := range files {
		if g.seen[f.Path] {
			return fmt.Errorf("%s: its deck %s is in another package of this import; import one after the other", path, f.Doc.Deck)
		}
		g.seen[f.Path] = true
		g.files = append(g.files, &importFile{File: f, shown: path})
	}
	return nil
}

// addFile adds a file, once.
func (g *gathering) addFile(ctx context.Context, path, folder string) error {
	if data.IsAnki(path) {
		return g.addPackage(ctx, path)
	}
	if f, err := g.asItWas(path); err != nil || f != nil {
		if f != nil && !g.seen[f.Path] {
			g.seen[f.Path] = true
			f.folder = folder
			g.files = append(g.files, f)
		}
		return err
	}
	file, text, err := g.readFile(path)
	isKnown := func(s data.Source) bool { return s.Path == path }
	if err != nil && g.all && !g.flags.strict && slices.ContainsFunc(g.known, isKnown) { // as one that can't be reached
		if !g.seen[path] {
			g.seen[path] = true
			g.leaveOut(fmt.Errorf("%w; what was made from it is kept", err))
		}
		return nil
	}
	if err != nil {
		return g.leaveUnread(path, err)
	}
	if path != "-" && g.seen[file.Path] {
		return nil
	}
	g.seen[file.Path] = true
	file.As.Encoding = g.encodingOf(file.Path, text)
	g.files = append(g.files, &importFile{File: file, shown: path, folder: folder, text: text})
	return nil
}

// asItWas returns a known file, without its text, if it has the bytes of its last import and would be read as it was
// then; else nil. As most files of an import are so, their bytes go through a digest and are not kept.
func (g *gathering) asItWas(path string) (*importFile, error) {
	if path == "-" || g.flags.encoding != "" {
		return nil, nil
	}
	abs, err := filepath.Abs(path)
	if err != nil {
		return nil, err
	}
	k := slices.IndexFunc(g.known, func(s data.Source) bool { return s.Path == abs })
	if k < 0 {
		return nil, nil
	}
	was := &g.known[k]
	info, err := os.Stat(path)
	if err != nil || !info.Mode().IsRegular() || info.Size() != was.Size {
		return nil, nil // whatever is wrong with it is said where it is read
	}
	if separator, err := g.store.CardSeparator(was.Deck); err != nil || separator != was.As.Separator {
		return nil, err
	}
	now, err := data.Identify(path)
	if err != nil || now.Sum != was.Sum {
		return nil, nil
	}
	now.Path, now.As = abs, was.As
	later := func() (data.File, []byte, error) { return g.readFile(path) }
	return &importFile{File: now, shown: path, later: later}, nil
}

// leaveUnread leaves out a file or folder that can't be read, if what has problems is to be left out there; else it
// returns the error.
func (g *gathering) leaveUnread(path string, err error) error {
	if !g.skipsBad(path) {
		return err
	}
	g.leaveOut(err)
	return nil
}

// leaveOut names a file or folder that is left out.
func (g *gathering) leaveOut(why error) {
	fmt.Fprintln(g.Err, inLine(why.Error()))
	g.unread++
}
