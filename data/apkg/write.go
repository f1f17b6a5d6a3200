package apkg

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"recall/deck/anki"
)

// Media is a sound or a picture that goes into a package.
type Media struct {
	Name string // as the fields of notes spell it
	Open func() (io.ReadCloser, error)
}

// Mark is near the end of each package that Write wrote.
const Mark = "written by recall"

// Write writes a collection and its media as a package that as many versions of Anki read as can. The same collection
// gives the same bytes.
//
// All of them, and most other programs, read collection.anki2. But from there the versions with two schedulers take new
// cards only; scheduled ones they want in collection.anki21, which Anki up to 2.1.15 fails to open. So it is there only if
// a card is scheduled. Anki itself puts a note into collection.anki2 then, which asks to update. Our cards mean the same to
// both schedulers, so that both are one collection, and who does not know the newer name reads it all the same.
func Write(ctx context.Context, w io.Writer, c *anki.Collection, media []Media) error {
	dir, err := os.MkdirTemp("", tempName) // of mode 0700: SQLite can only write files
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	path := filepath.Join(dir, "collection")
	if err := writeDatabase(ctx, path, c); err != nil {
		return fmt.Errorf("write the collection: %w", err)
	}
	z := &zipper{ctx, zip.NewWriter(w), time.Unix(c.Created, 0).UTC()}
	database := func() (io.ReadCloser, error) { return os.Open(path) }
	ages := []age{legacy1}
	if slices.ContainsFunc(c.Cards, func(c anki.Card) bool { return c.Queue != anki.QueueNew }) {
		ages = append(ages, legacy2)
	}
	for _, a := range ages {
		if err := z.add(databases[a], zip.Deflate, database); err != nil {
			return err
		}
	}
	if err := z.media(media); err != nil {
		return err
	}
	if err := z.SetComment(Mark); err != nil {
		return err
	}
	return z.Close()
}

// zipper writes the entries of a package.
type zipper struct {
	ctx context.Context
	*zip.Writer
	made time.Time // all entries have it: those without a time have a date that is none
}

// media adds files under numbers, and a list of their names.
func (z *zipper) media(media []Media) error {
	names, seen := map[string]string{}, map[string]bool{}
	for i, m := range media {
		if m.Name == "" || m.Name == "." || m.Name == ".." || strings.ContainsAny(m.Name, "/\\\x00") || seen[m.Name] {
			return fmt.Errorf("%q can't be the name of a file in a package", m.Name)
		}
		seen[m.Name] = true
		number := strconv.Itoa(i)
		names[number] = m.Name
		if err := z.add(number, zip.Store, m.Open); err != nil { // pictures and sounds are compressed already
			return fmt.Errorf("%s: %w", m.Name, err)
		}
	}
	list, err := json.Marshal(names)
	if err != nil {
		return err
	}
	return z.add("media", zip.Deflate, func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(list)), nil })
}

func (z *zipper) add(name string, method uint16, open func() (io.ReadCloser, error)) error {
	if err := z.ctx.Err(); err != nil {
		return err
	}
	in, err := open()
	if err != nil {
		return err
	}
	entry, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: method, Modified: z.made})
	if err == nil {
		_, err = io.Copy(entry, in)
	}
	return errors.Join(err, in.Close())
}
