package data

import (
	"io"
	"maps"
	"os"
	"path"
	"slices"
	"strconv"
	"strings"

	"recall/data/apkg"
)

// mediaWriter collects the pictures and sounds that go along to Anki.
type mediaWriter struct {
	*Store
	paths   map[string]string // by their names in the package
	looked  map[Media]string  // where files are; "" for those that can't be read
	lacking map[string]bool   // the names of those that can't be read
}

// name returns the names in the package of the files that a card shows, by how its text names them. Anki knows a file by
// its name alone, so of two files with one name the second gets another.
func (w *mediaWriter) name(c *Card, files map[string]string) (names map[string]string) {
	for _, e := range embedsIn(shownIn(&c.Card)...) {
		m, ok := w.mediaFor(c, files, e)
		if !ok {
			continue
		}
		at, looked := w.looked[m]
		if !looked {
			at, _ = m.Path() // whatever is wrong with it, it is left out by name
			w.looked[m] = at
		}
		if at == "" {
			w.lacking[m.Name] = true
			continue
		}
		if names == nil {
			names = map[string]string{}
		}
		names[e.File] = w.free(m.Name, at)
	}
	return names
}

// free returns the name under which a file goes along: its own, or one with a number in it if another file has that.
func (w *mediaWriter) free(name, at string) string {
	name = path.Base(strings.NewReplacer("\\", "/", "\x00", "").Replace("/" + name))
	if name == "/" || name == "." || name == ".." {
		name = "file"
	}
	stem, ending := strings.TrimSuffix(name, path.Ext(name)), path.Ext(name)
	for n := 2; w.paths[name] != "" && w.paths[name] != at; n++ {
		name = stem + "-" + strconv.Itoa(n) + ending
	}
	w.paths[name] = at
	return name
}

// list returns the files by name.
func (w *mediaWriter) list() (media []apkg.Media) {
	for _, name := range slices.Sorted(maps.Keys(w.paths)) {
		media = append(media, apkg.Media{Name: name, Open: func() (io.ReadCloser, error) { return os.Open(w.paths[name]) }})
	}
	return media
}
