package apkg

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"math"
	"os"

	"github.com/klauspost/compress/zstd"
)

// Bounds of what a package holds. They are far beyond what Anki writes.
const (
	maxDirectory = 16 << 20  // bytes of the zip's list of entries: some 250,000 pictures
	maxMeta      = 1 << 10   // of the entry that tells the age
	maxList      = 64 << 20  // of the list of media
	maxFile      = 256 << 20 // of a sound or a picture
	maxDatabase  = 4 << 30   // of the collection
	maxWindow    = 64 << 20  // of memory to unpack an entry

	// How many times larger than its packed form an entry may be where it is large. Notes that are much the same come
	// to 40.
	maxRatio = 200
	large    = 16 << 20
)

// openZip reads the list of entries.
func (p *Package) openZip() error {
	info, err := os.Stat(p.path) // before it is opened: a pipe would wait for a writer
	if err != nil {
		return err
	}
	if !info.Mode().IsRegular() {
		return errors.New("this is not a regular file")
	}
	if p.file, err = os.Open(p.path); err != nil {
		return err
	}
	head := make([]byte, 16)
	n, err := p.file.ReadAt(head, 0)
	if err != nil && err != io.EOF {
		return err
	}
	list := &bounded{p.file, maxDirectory}
	z, err := zip.NewReader(list, info.Size())
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) { // names are only compared
		return notZip(head[:n], err)
	}
	list.left = math.MaxInt64 // entries have bounds of their own
	p.zip = make(map[string]*zip.File, len(z.File))
	for _, e := range z.File {
		p.zip[e.Name] = e
	}
	return nil
}

// notZip says what a file is that is no zip, by how it begins.
func notZip(head []byte, err error) error {
	switch {
	case errors.Is(err, ErrBomb):
		return err
	case bytes.HasPrefix(head, []byte("SQLite format 3\x00")):
		return errors.New("this is a database, not a package; export the deck from Anki and import that file")
	case bytes.HasPrefix(head, []byte("PK")):
		return errors.New("this package ends too early; fetch it or export it again")
	}
	return errors.New("this is not an Anki package")
}

// bounded reads at most so many bytes of a file.
type bounded struct {
	from io.ReaderAt
	left int64
}

func (b *bounded) ReadAt(p []byte, at int64) (int, error) {
	if b.left -= int64(len(p)); b.left < 0 {
		return 0, ErrBomb
	}
	return b.from.ReadAt(p, at)
}

// readAll returns what is in an entry.
func readAll(e *zip.File, packed bool, most int64) ([]byte, error) {
	r, err := unpack(e, packed, most)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	return io.ReadAll(r)
}

// unpack opens an entry, of which at most so many bytes can be read. packed says that it is compressed once more within
// the zip.
func unpack(e *zip.File, packed bool, most int64) (io.ReadCloser, error) {
	if e.UncompressedSize64 > uint64(most) {
		return nil, ErrBomb
	}
	r, err := e.Open()
	if err != nil {
		return nil, errDamaged
	}
	u := &unpacker{entry: r, from: r, left: min(most, max(large, maxRatio*int64(e.CompressedSize64)))}
	if packed {
		z, err := zstd.NewReader(r, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxWindow(maxWindow))
		if err != nil {
			r.Close()
			return nil, errDamaged
		}
		u.zstd, u.from = z, z
	}
	return u, nil
}

// unpacker reads an entry up to its bound.
type unpacker struct {
	entry io.ReadCloser
	zstd  *zstd.Decoder
	from  io.Reader
	left  int64
}

func (u *unpacker) Read(p []byte) (int, error) {
	n, err := u.from.Read(p)
	switch u.left -= int64(n); {
	case u.left < 0, errors.Is(err, zstd.ErrWindowSizeExceeded), errors.Is(err, zstd.ErrDecoderSizeExceeded):
		return 0, ErrBomb
	case err != nil && err != io.EOF:
		return n, errDamaged
	}
	return n, err
}

func (u *unpacker) Close() error {
	if u.zstd != nil {
		u.zstd.Close()
	}
	return u.entry.Close()
}
