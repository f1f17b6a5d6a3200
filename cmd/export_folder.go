package cmd

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"recall/data"
	"recall/deck"
	"recall/quiz"
)

// isFolder reports whether -o names a folder: by its end, or because there is one.
func isFolder(path string) bool {
	if path == "" || path == "-" {
		return false
	}
	info, err := os.Stat(path)
	return os.IsPathSeparator(path[len(path)-1]) || err == nil && info.IsDir()
}

// exportFolder writes each file of a deck into a folder, with the path that it has within the deck's own.
func (a *app) exportFolder(o *opened, d data.Deck, sheets []sheet, whole bool, f exportFlags) error {
	folders, err := o.Folders()
	if err != nil {
		return err
	}
	if len(sheets) == 0 {
		fmt.Fprintln(a.Err, "There is nothing to write.")
		return nil
	}
	added, err := a.addedFiles()
	if err != nil {
		return err
	}
	nameSheets(sheets, commonFolder(sheets, folders, d.Name, added), added)
	if err := a.mayWrite(f, sheets); err != nil {
		return err
	}
	var lost []*deck.Note
	bullets := 0
	for i := range sheets {
		s := &sheets[i]
		text, gone, err := s.markdown(o, d, s.name, whole)
		if err != nil {
			return err
		}
		path := filepath.Join(f.path, s.name)
		if err := data.MakeFolder(filepath.Dir(path)); err != nil {
			return err
		}
		if err := a.writeFile(path, exportMarks, true, func(w io.Writer) error {
			_, err := w.Write(text)
			return err
		}); err != nil {
			return err
		}
		bullets += len(s.notes)
		lost = append(lost, gone...)
	}
	a.sayWritten(f, fmt.Sprintf("%s, %s in %s", d.Name, quiz.Count(bullets, "bullet", "bullets"),
		quiz.Count(len(sheets), "file", "files")))
	return errors.Join(a.sayOthers(f, sheets), a.sayMediaStays(o, d), a.sayLost(lost, 1))
}

// commonFolder returns the folder that the paths of a deck's files are relative to: the one that was imported, or else
// the innermost one that has all of them. Added cards are kept elsewhere and don't count, unless there is nothing else.
// It returns "" if no file has a path.
func commonFolder(sheets []sheet, folders []data.Folder, deckName, added string) string {
	notes := slices.DeleteFunc(slices.Clone(sheets), func(s sheet) bool { return filepath.Dir(s.Path) == added })
	if len(notes) == 0 {
		return added
	}
	holdsAll := func(dir data.Folder) bool {
		return !slices.ContainsFunc(notes, func(s sheet) bool { return filepath.IsAbs(s.Path) && !dir.Holds(s.Path) })
	}
	for _, dir := range folders {
		if data.SameName(dir.Deck, deckName) && holdsAll(dir) {
			return dir.Path
		}
	}
	for _, s := range notes {
		if !filepath.IsAbs(s.Path) {
			continue
		}
		dir := filepath.Dir(s.Path)
		for !holdsAll(data.Folder{Path: dir}) && dir != filepath.Dir(dir) {
			dir = filepath.Dir(dir)
		}
		return dir
	}
	return ""
}

// nameSheets gives each file the name that it has in a folder. What came from no file of its own, such as standard
// input, is named after its deck. An import of the folder must read all of them, so no name is hidden.
func nameSheets(sheets []sheet, folder, added string) {
	taken := map[string]bool{}
	for i := range sheets {
		s := &sheets[i]
		_, plain, _ := strings.Cut(s.Path, ":")
		if strings.HasPrefix(s.Path, data.SyncedPath) { // another machine's file, behind what tells it apart
			plain = strings.TrimSuffix(path.Base(plain), path.Ext(plain))
		}
		name := fileName(plain, 1) + ".md"
		if filepath.IsAbs(s.Path) {
			var err error
			if name, err = filepath.Rel(folder, s.Path); err != nil || !filepath.IsLocal(name) {
				name = filepath.Base(s.Path)
			}
			if folder != added && filepath.Dir(s.Path) == added {
				name = filepath.Join(addedFolder, filepath.Base(s.Path))
			}
			name = unhidden(name)
		}
		stem := strings.TrimSuffix(name, filepath.Ext(name))
		if ending := strings.ToLower(filepath.Ext(name)); ending != ".md" && ending != ".markdown" {
			name = stem + ".md"
		}
		for n := 2; taken[strings.ToLower(name)]; n++ {
			name = fmt.Sprintf("%s-%d.md", stem, n)
		}
		taken[strings.ToLower(name)] = true
		s.name = name
	}
}

// unhidden returns a path without the dots that hide files and folders.
func unhidden(path string) string {
	parts := strings.Split(path, string(filepath.Separator))
	for i := range parts {
		parts[i] = strings.TrimLeft(parts[i], ".")
	}
	return filepath.Join(parts...)
}

// mayWrite checks all files before one is written. No link may lead out of the folder, and what recall did not write is
// replaced only once the person agrees.
func (a *app) mayWrite(f exportFlags, sheets []sheet) error {
	var foreign []string
	for _, s := range sheets {
		at := f.path
		for _, part := range strings.Split(s.name, string(filepath.Separator)) {
			at = filepath.Join(at, part)
			info, err := os.Lstat(at)
			if errors.Is(err, fs.ErrNotExist) {
				break
			}
			if err != nil {
				return fmt.Errorf("write %s: %w", at, data.Plain(err))
			}
			if info.Mode()&fs.ModeSymlink != 0 {
				return fmt.Errorf("%s is a link, which may lead out of the folder; nothing was written", at)
			}
			if last := at == filepath.Join(f.path, s.name); last && !info.Mode().IsRegular() || !last && !info.IsDir() {
				return fmt.Errorf("%s is in the way of a file of the deck; nothing was written", at)
			}
		}
		ours, err := bears(filepath.Join(f.path, s.name), exportMarks)
		if err == nil && !ours {
			foreign = append(foreign, filepath.Join(f.path, s.name))
		}
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("write %s: %w", s.name, data.Plain(err))
		}
	}
	switch len(foreign) {
	case 0:
		return nil
	case 1:
		return a.confirm(f.yes, foreign[0]+" already exists, and recall did not write it", "Replace it?",
			"nothing was written")
	}
	return a.confirm(f.yes, fmt.Sprintf("%s and %s already exist, and recall did not write them", foreign[0],
		quiz.Count(len(foreign)-1, "other file", "other files")), "Replace them?", "nothing was written")
}

// sayOthers names what else an import of the folder would read.
func (a *app) sayOthers(f exportFlags, sheets []sheet) error {
	found, err := filesIn(f.path)
	if err != nil {
		return err
	}
	paths := slices.DeleteFunc(found.files, func(path string) bool {
		return slices.ContainsFunc(sheets, func(s sheet) bool { return path == filepath.Join(f.path, s.name) })
	})
	if len(paths) > 0 {
		fmt.Fprintf(a.Err, "The folder has %s, such as %s, which an import of it would read too.\n",
			quiz.Count(len(paths), "other file", "other files"), inLine(paths[0]))
	}
	return nil
}
