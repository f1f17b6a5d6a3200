package apkg

import (
	"context"
	"encoding/binary"
	"io"
	"os"
	"path/filepath"
	"testing"
)

// FuzzPackage opens packages that are not what Anki wrote. They are read, or refused in a sentence.
func FuzzPackage(f *testing.F) {
	for _, name := range []string{"legacy1.apkg", "legacy2.colpkg", "latest.apkg"} {
		text, err := os.ReadFile(filepath.Join("testdata", name))
		if err != nil {
			f.Fatal(err)
		}
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text []byte) { tryPackage(t, put(t, string(text))) })
}

// FuzzDatabase opens packages whose zip is whole, with a database that is not what Anki wrote.
func FuzzDatabase(f *testing.F) {
	f.Add([]byte(entries(f, "legacy1.apkg")[databases[legacy1]]), false)
	f.Add([]byte(unzstd(f, entries(f, "latest.apkg")[databases[latest]])), true)
	f.Fuzz(func(t *testing.T, text []byte, isLatest bool) {
		if !isLatest {
			tryPackage(t, pack(t, map[string]string{databases[legacy1]: string(text)}))
			return
		}
		tryPackage(t, pack(t, map[string]string{"meta": "\x08\x03", databases[latest]: zstandard(t, string(text))}))
	})
}

func tryPackage(t *testing.T, path string) {
	p, err := Open(context.Background(), path)
	if err != nil {
		return
	}
	defer p.Close()
	p.Collection.Imports("p")
	for i := range p.Collection.Cards {
		p.Collection.Cards[i].Standing()
	}
	for i := range p.Files {
		if r, err := p.Files[i].Open(); err == nil {
			_, _ = io.Copy(io.Discard, r) // it may be damaged
			r.Close()
		}
	}
}

// FuzzWire reads messages. Together their fields are no longer than the message.
func FuzzWire(f *testing.F) {
	f.Add([]byte("\x08\x03"))
	f.Add([]byte("\x0a\x03abc\x15\x01\x02\x03\x04\x19\x01\x02\x03\x04\x05\x06\x07\x08"))
	f.Add(binary.AppendUvarint([]byte("\x0a"), 1<<63))
	f.Fuzz(func(t *testing.T, message []byte) {
		total := 0
		_ = eachField(message, func(is field) error {
			total += len(is.bytes)
			return nil
		})
		if total > len(message) {
			t.Errorf("%d bytes in %d", total, len(message))
		}
	})
}
