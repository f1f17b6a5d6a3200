package apkg

import (
	"archive/zip"
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"recall/deck/anki"
)

// Package is an open package. What it holds is trusted in nothing: every size is bounded, and no name in it becomes the
// name of a file.
type Package struct {
	Collection *anki.Collection
	Files      []File // its media, in the package's own order

	path string
	file *os.File
	zip  map[string]*zip.File
}

// File is a sound or a picture of a package.
type File struct {
	Name string // as the fields of notes spell it. It may hold anything, so never open a file of this name

	of     *Package
	entry  *zip.File
	packed bool // compressed once more within the zip
}

// Open reads a package. An error is one sentence that names the file: it is no package, one of another program or of
// another age, damaged, or too large. Only the media are read later, so close the package after use.
func Open(ctx context.Context, path string) (*Package, error) {
	p, err := open(ctx, path)
	if err != nil {
		p.Close()
		if errors.Is(err, context.Canceled) || errors.Is(err, os.ErrNotExist) {
			return nil, err
		}
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return p, nil
}

// OpenMedia is like Open, but reads only which media there are.
func OpenMedia(path string) (*Package, error) {
	p := &Package{path: path}
	err := p.openZip()
	if err == nil {
		var a age
		if a, err = p.age(); err == nil {
			p.Files, err = p.media(a)
		}
	}
	if err != nil {
		p.Close()
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return p, nil
}

func open(ctx context.Context, path string) (*Package, error) {
	p := &Package{path: path}
	if err := p.openZip(); err != nil {
		return p, err
	}
	age, entry, err := p.collection()
	if err != nil {
		return p, err
	}
	if p.Collection, err = readCollection(ctx, entry, age == latest); err != nil {
		return p, err
	}
	p.Files, err = p.media(age)
	return p, err
}

// Close closes the package. Its collection stays usable.
func (p *Package) Close() error {
	if p.file == nil {
		return nil
	}
	return p.file.Close()
}

// age says how a package is built.
type age int

// The ages, by Anki's own numbers.
const (
	legacy1 age = 1 + iota // collection.anki2
	legacy2                // collection.anki21: its cards may be scheduled by Anki's second scheduler
	latest                 // collection.anki21b, compressed, with a schema of its own
)

// databases are the names of the collection by age.
var databases = map[age]string{legacy1: "collection.anki2", legacy2: "collection.anki21", latest: "collection.anki21b"}

// collection returns the entry that holds the collection. Newer packages have a collection.anki2 beside it, whose only
// note asks to update Anki.
func (p *Package) collection() (age, *zip.File, error) {
	a, err := p.age()
	if err != nil {
		return 0, nil, err
	}
	if e := p.zip[databases[a]]; e != nil {
		return a, e, nil
	}
	if p.zip["shared.anki"] != nil || p.zip["collection.anki"] != nil {
		return 0, nil, errors.New("this is a deck of Anki 1; open it in Anki 2.0 and export it again")
	}
	return 0, nil, errors.New("this is not an Anki package: it has no collection in it")
}

// age is what the package says of itself, else what is in it.
func (p *Package) age() (age, error) {
	if meta := p.zip["meta"]; meta != nil {
		text, err := readAll(meta, false, maxMeta)
		if err != nil {
			return 0, err
		}
		version := age(0)
		err = eachField(text, func(f field) error {
			if f.number == 1 {
				version = age(min(f.value, uint64(latest)+1))
			}
			return nil
		})
		switch {
		case err != nil:
			return 0, errDamaged
		case databases[version] == "":
			return 0, errNewer
		}
		return version, nil
	}
	for a := latest; a > legacy1; a-- {
		if p.zip[databases[a]] != nil {
			return a, nil
		}
	}
	return legacy1, nil
}

// Faults of a whole package.
var (
	errNewer   = errors.New("this package is from a newer Anki; export it with \"Support older Anki versions\"")
	errDamaged = errors.New("this package is damaged; export it from Anki again")
)

// ErrBomb reports a package, or a file in one, that is too large or unpacks to far more than Anki writes.
var ErrBomb = errors.New("this package unpacks to far more than Anki writes; nothing of it was read")

// Open returns what is in the file, uncompressed. Reading fails where there is too much.
func (f *File) Open() (io.ReadCloser, error) {
	r, err := unpack(f.entry, f.packed, maxFile)
	if err != nil {
		return nil, fmt.Errorf("%s: %s: %w", f.of.path, f.Name, err)
	}
	return r, nil
}
