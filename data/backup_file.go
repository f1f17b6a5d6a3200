package data

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"

	"github.com/klauspost/compress/zstd"
)

// The file of a backup: a database that is compressed, with a label behind it.

// backupLabel says at the end of a backup, without unpacking it, which installation made it and how much it has at least.
// It stands in two frames that zstd skips: https://www.rfc-editor.org/rfc/rfc8878#section-3.1.2
type backupLabel struct {
	device  [16]byte
	entries int64 // of the log
	reviews int64 // of these; an older recall did not count them, and all entries may be reviews then
}

// The bytes before what is in a frame: a magic number that zstd leaves to others, and the length of what follows. The
// frame with the reviews comes first, as an older recall looks for the other one at the end.
const (
	labelReviews = "\x5b\x2a\x4d\x18\x08\x00\x00\x00"
	labelHead    = "\x5a\x2a\x4d\x18\x18\x00\x00\x00"
)

func (l backupLabel) bytes() []byte {
	b := binary.BigEndian.AppendUint64([]byte(labelReviews), uint64(l.reviews))
	return binary.BigEndian.AppendUint64(append(append(b, labelHead...), l.device[:]...), uint64(l.entries))
}

// labelOf reads the label of a backup. The oldest backups have none.
func labelOf(path string) (l backupLabel, ok bool) {
	f, info, err := openRegular(path)
	if err != nil {
		return l, false
	}
	defer f.Close()
	b := make([]byte, len(l.bytes()))
	if _, err := f.ReadAt(b, info.Size()-int64(len(b))); err != nil {
		return l, false
	}
	reviews, ok := bytes.CutPrefix(b, []byte(labelReviews))
	b, labelled := bytes.CutPrefix(b[len(labelReviews)+8:], []byte(labelHead))
	if !labelled {
		return l, false
	}
	copy(l.device[:], b)
	l.entries = int64(binary.BigEndian.Uint64(b[len(l.device):]))
	if l.reviews = l.entries; ok {
		l.reviews = int64(binary.BigEndian.Uint64(reviews))
	}
	return l, true
}

// compress writes a database into a new backup, and returns the digest of the database.
func compress(from, to string, label backupLabel) (sum [sha256.Size]byte, err error) {
	in, err := os.Open(from)
	if err != nil {
		return sum, err
	}
	defer in.Close()
	out, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return sum, err
	}
	defer out.Close()
	// The next level takes half as much again, for a file that is 6% smaller. A window of eight times the size takes 8 MB
	// and a quarter more, for a file of the same size.
	z, err := zstd.NewWriter(out, zstd.WithEncoderCRC(true), zstd.WithEncoderLevel(zstd.SpeedFastest), zstd.WithWindowSize(512<<10))
	if err != nil {
		return sum, err
	}
	h := sha256.New()
	_, err = io.Copy(z, io.TeeReader(in, h))
	err = errors.Join(err, z.Close())
	if err == nil {
		_, err = out.Write(label.bytes())
	}
	h.Sum(sum[:0])
	return sum, errors.Join(err, out.Sync(), out.Close())
}

// unpacks returns an error if a backup does not hold the database with this digest.
func unpacks(path string, sum [sha256.Size]byte) error {
	in, err := os.Open(path)
	if err != nil {
		return err
	}
	defer in.Close()
	z, err := zstd.NewReader(in, zstd.WithDecoderMaxMemory(1<<30), zstd.WithDecoderConcurrency(1))
	if err != nil {
		return err
	}
	defer z.Close()
	h := sha256.New()
	if _, err := io.Copy(h, z); err != nil {
		return err
	}
	if [sha256.Size]byte(h.Sum(nil)) != sum {
		return errors.New("other bytes were written than were copied")
	}
	return nil
}

// Limits of what a backup may unpack to: a small file can say that it holds any amount of zeros. A database that shrank much
// has many empty pages, but not more than this.
const (
	unpackFree  = 64 << 20 // bytes
	unpackRatio = 2000
)

// decompress writes out the database in a file, which may be compressed or not, as much as its header says that there is.
// The header is judged before anything is written.
func decompress(from, to string) error {
	in, info, err := openRegular(from)
	if err != nil {
		return err
	}
	defer in.Close()
	magic := make([]byte, len(zstdMark))
	if _, err := in.ReadAt(magic, 0); err != nil && !errors.Is(err, io.EOF) {
		return err
	}
	var content io.Reader = in
	most := info.Size()
	if string(magic) == zstdMark {
		z, err := zstd.NewReader(in, zstd.WithDecoderMaxMemory(256<<20), zstd.WithDecoderConcurrency(1))
		if err != nil {
			return err
		}
		defer z.Close()
		content, most = unpacking{z}, unpackFree+unpackRatio*most
	}
	head := make([]byte, headSize)
	n, err := io.ReadFull(content, head)
	if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
		return err
	}
	if err := judgeBackup(head[:n], from); err != nil {
		return err
	}
	size := databaseSize(head)
	if size > most && most == info.Size() {
		return errCutBackup
	}
	if size > most {
		return fmt.Errorf("it would unpack to %d MB", size>>20)
	}
	out, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	defer out.Close()
	if _, err := out.Write(head); err != nil {
		return err
	}
	if _, err := io.CopyN(out, content, size-headSize); err == io.EOF {
		return errCutBackup
	} else if err != nil {
		return err
	}
	if n, err := io.CopyN(io.Discard, content, 1); n > 0 {
		return errors.New("there is more in it than a database")
	} else if !errors.Is(err, io.EOF) {
		return err
	}
	return out.Close()
}

// judgeBackup returns an error if a file does not begin as a database that this recall can read.
func judgeBackup(head []byte, file string) error {
	version, err := versionIn(head, file)
	if errors.As(err, new(*NewerError)) {
		return err
	}
	if err != nil || version == 0 {
		return errForeignBackup
	}
	return nil
}

// What a file is that can't be unpacked.
var (
	errForeignBackup = errors.New("it is no database of recall")
	errCutBackup     = errors.New("a part of it is missing")
)

// unpacking is what is in a file that zstd packed. Its errors are of the file or of the system.
type unpacking struct{ io.Reader }

// Read reads what is in it.
func (u unpacking) Read(b []byte) (int, error) {
	n, err := u.Reader.Read(b)
	if err != nil && err != io.EOF && !errors.As(err, new(*fs.PathError)) {
		err = &damage{"it does not unpack"}
	}
	return n, err
}

// zstdMark begins everything that zstd compressed.
const zstdMark = "\x28\xb5\x2f\xfd"

// databaseSize returns how many bytes a database has by its header.
func databaseSize(head []byte) int64 {
	page := int64(binary.BigEndian.Uint16(head[16:]))
	if page == 1 {
		page = 1 << 16
	}
	return page * int64(binary.BigEndian.Uint32(head[28:]))
}
