package data

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"recall/deck/inline"
)

// Media is a picture or a sound that a card names.
type Media struct {
	Name    string // of its file, as the card gives it
	Picture bool

	kept   string // where recall keeps it; "" for a file beside the notes
	folder string // of the notes
}

// Media returns the pictures and sounds of a card that can be opened, each once: those of its question, and with answered
// those of all that the answer shows. They came along with the card, or stand in the folder of its source.
func (s *Store) Media(c *Card, answered bool) (list []Media, err error) {
	texts := []string{c.Prompt}
	if answered {
		texts = append(shownIn(&c.Card), c.Text)
	}
	embeds := embedsIn(texts...)
	if len(embeds) == 0 {
		return nil, nil
	}
	files, err := s.filesOf(c.Note)
	if err != nil {
		return nil, err
	}
	for _, e := range embeds {
		if m, ok := s.mediaFor(c, files, e); ok && !slices.Contains(list, m) {
			list = append(list, m)
		}
	}
	return list, nil
}

// filesOf returns the files that came along with a note.
func (s *Store) filesOf(note int64) (map[string]string, error) {
	var stored string
	if err := s.get([]any{&stored}, "SELECT media FROM note WHERE id = ?", note); err != nil {
		return nil, err
	}
	files, err := unpackFiles(stored)
	if err != nil {
		return nil, fmt.Errorf("files of note %d: %w", note, err)
	}
	return files, nil
}

// mediaFor finds the file of a picture or a sound. The one beside the notes is newer than a copy that came from another
// machine.
func (s *Store) mediaFor(c *Card, files map[string]string, e inline.Embed) (m Media, ok bool) {
	besides, isBeside := mediaBeside(c.Source, e)
	name, isKept := fileFor(files, e)
	if isKept && isBeside {
		_, err := besides.beside()
		isKept = err != nil
	}
	if isKept {
		return Media{Name: name, Picture: !e.Sound, kept: filepath.Join(s.MediaFolder(), files[name])}, true
	}
	return besides, isBeside
}

// mediaBeside returns the file of a picture or a sound in the folder of a source, if one may be there.
func mediaBeside(source string, e inline.Embed) (m Media, ok bool) {
	names := inline.FileNames(e.File)
	name := names[len(names)-1]
	if !filepath.IsAbs(source) || strings.Contains(name, "://") || !isMediaName(name) || !filepath.IsLocal(filepath.FromSlash(name)) {
		return m, false // an address, a path out of the folder, or no file of ours to begin with
	}
	return Media{Name: name, Picture: !e.Sound, folder: filepath.Dir(source)}, true
}

// Path returns where the file is. It is one to open: a picture or a sound by its bytes and by its ending, and in the folder
// where it belongs. One that recall keeps still has the bytes that it came with. An error is the end of a sentence that
// names the file.
func (m Media) Path() (string, error) {
	if m.kept == "" {
		return m.beside()
	}
	if err := checkKept(m.kept); err != nil {
		return "", fmt.Errorf("%w; import its package again to get it back", err)
	}
	return m.kept, nil
}

// Faults of a file beside the notes.
var (
	errMediaOutside = errors.New("lies outside the folder of its notes")
	errMediaKind    = errors.New("is not the kind of file that its name says")
)

// beside returns the path of a file beside the notes, with links resolved.
func (m Media) beside() (string, error) {
	folder, err := filepath.EvalSymlinks(m.folder)
	if err != nil {
		return "", errMediaMissing
	}
	path, err := filepath.EvalSymlinks(filepath.Join(folder, filepath.FromSlash(m.Name)))
	if errors.Is(err, fs.ErrNotExist) {
		return "", errMediaMissing
	}
	if err != nil {
		return "", err
	}
	if !strings.HasPrefix(path, strings.TrimSuffix(folder, string(filepath.Separator))+string(filepath.Separator)) {
		return "", errMediaOutside
	}
	info, err := os.Stat(path) // before it is opened: a pipe would wait for a writer
	if err != nil {
		return "", err
	}
	if !info.Mode().IsRegular() || !isMediaName(path) {
		return "", errMediaKind
	}
	in, err := os.Open(path)
	if err != nil {
		return "", err
	}
	defer in.Close()
	head, err := headOf(in)
	if err != nil {
		return "", err
	}
	if mediaKindOf(head) == nil {
		return "", errMediaKind
	}
	return path, nil
}
