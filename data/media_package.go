package data

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"strings"

	"recall/data/apkg"
	"recall/deck"
)

// packageMedia are the pictures and sounds of an Anki package. Its cards name them; what no card names stays there.
type packageMedia struct {
	path   string
	room   int64                 // bytes that may still be read
	files  map[string]*apkg.File // by the name that cards have for them
	kinds  map[string]*mediaKind
	faults map[string]string // why files are left out: the end of a sentence that names one
	kept   map[string]string // what the files that notes name will be called here
	sizes  map[string]int64  // bytes
}

// How much the media of a package may unpack to: pictures and sounds are compressed already.
const (
	roomAtLeast = 256 << 20
	roomFactor  = 4 // times as large as the package
)

var errMediaBomb = errors.New("its pictures and sounds unpack to far more than Anki writes; nothing of it was read")

// mediaOf looks at the first bytes of each file of a package of a size in bytes.
func mediaOf(ctx context.Context, p *apkg.Package, path string, size int64) (*packageMedia, error) {
	m := &packageMedia{path: path, files: map[string]*apkg.File{}, kinds: map[string]*mediaKind{}, kept: map[string]string{},
		faults: map[string]string{}, sizes: map[string]int64{}, room: roomAtLeast + roomFactor*size}
	for i := range p.Files {
		if i%256 == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		f := &p.Files[i]
		if m.files[f.Name] != nil {
			continue
		}
		m.files[f.Name] = f
		kind, err := kindOfPacked(f)
		switch {
		case err != nil:
			m.faults[f.Name] = faultOf(err)
		case kind == nil:
			m.faults[f.Name] = "is none of the kinds that recall opens (" + mediaKindNames() + ")"
		default:
			m.kinds[f.Name] = kind
		}
	}
	return m, nil
}

// faultOf says why a file of a package could not be read.
func faultOf(err error) string {
	if errors.Is(err, apkg.ErrBomb) {
		return "is too large, or unpacks to far more than a picture or a sound does"
	}
	return "is damaged in the package"
}

// kindOfPacked returns the kind of a file of a package, or nil.
func kindOfPacked(f *apkg.File) (*mediaKind, error) {
	in, err := f.Open()
	if err != nil {
		return nil, err
	}
	defer in.Close()
	head, err := headOf(in)
	return mediaKindOf(head), err
}

// pictures returns the names of the pictures that can be opened.
func (m *packageMedia) pictures() map[string]bool {
	names := map[string]bool{}
	for name, k := range m.kinds {
		if k.picture {
			names[name] = true
		}
	}
	return names
}

// take finds the files that the cards of a document name, and gives its notes the names under which they will be kept. It
// names what is left out.
func (m *packageMedia) take(ctx context.Context, f *File) error {
	seen := map[string]bool{} // what was found, or not, under a name
	var missing, left []string
	for i := range f.Doc.Notes {
		if i%256 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		n := &f.Doc.Notes[i]
		for k := range n.Cards {
			for _, e := range embedsIn(shownIn(&n.Cards[k])...) {
				name, found := fileFor(m.files, e)
				if !found {
					name = e.File
				}
				known := seen[name]
				seen[name] = true
				if !found {
					if !known && !strings.Contains(name, ":") { // else it is an address
						missing = append(missing, name)
					}
					continue
				}
				kept, err := m.keep(name)
				switch {
				case err != nil:
					return err
				case kept != "":
					if n.Files == nil {
						n.Files = map[string]string{}
					}
					n.Files[name] = kept
					if !known {
						f.Media.Files++
						f.Media.Bytes += m.sizes[name]
					}
				case !known:
					left = append(left, name)
				}
			}
		}
	}
	f.media = m
	f.Doc.Hints = append(m.hints(f.Doc, missing, left), f.Doc.Hints...) // a report prints the first ones
	return nil
}

// keep returns what a file of the package is to be called, or "" if it is left out.
func (m *packageMedia) keep(name string) (kept string, err error) {
	if kept, known := m.kept[name]; known || m.faults[name] != "" {
		return kept, nil
	}
	in, err := m.files[name].Open()
	if err != nil {
		m.faults[name] = faultOf(err)
		return "", nil
	}
	defer in.Close()
	h := sha256.New()
	size, err := io.Copy(h, in)
	if m.room -= size; m.room < 0 {
		return "", fmt.Errorf("%s: %w", m.path, errMediaBomb)
	}
	if err != nil {
		m.faults[name] = faultOf(err)
		return "", nil
	}
	m.kept[name], m.sizes[name] = keptName(h.Sum(nil), m.kinds[name]), size
	return m.kept[name], nil
}

// mostLeft is how many files that are left out are named.
const mostLeft = 1000

// hints name what cards of a document show and what does not come along.
func (m *packageMedia) hints(doc *deck.Document, missing, left []string) (list []deck.Problem) {
	add := func(format string, args ...any) {
		list = append(list, deck.Problem{File: doc.Name, Line: 1, Msg: fmt.Sprintf(format, args...)})
	}
	switch len(missing) {
	case 0:
	case 1:
		add("a card names %q, which is not in the package", missing[0])
	default:
		add("cards name %d pictures and sounds that are not in the package, such as %q", len(missing), missing[0])
	}
	for _, name := range left[:min(len(left), mostLeft)] {
		add("%q %s; it was left out", name, m.faults[name])
	}
	return list
}
