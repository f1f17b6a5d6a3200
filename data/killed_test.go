package data

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"os"
	"path/filepath"
	"testing"
)

// hotJournal is the journal of a transaction that was writing when the program was killed. It has the pages as they were
// before: those of a file of that many pages, each with its number.
func hotJournal(size int, pages map[uint32][]byte) []byte {
	const pageSize, sector, nonce = 4096, 512, 12345
	b := make([]byte, sector)
	copy(b, journalMark)
	for i, n := range []int{len(pages), nonce, size, sector, pageSize} {
		binary.BigEndian.PutUint32(b[8+4*i:], uint32(n))
	}
	for number, page := range pages {
		sum := uint32(nonce)
		for i := pageSize - 200; i > 0; i -= 200 {
			sum += uint32(page[i])
		}
		b = binary.BigEndian.AppendUint32(b, number)
		b = binary.BigEndian.AppendUint32(append(b, page...), sum)
	}
	return b
}

// A program that is killed may leave a header of what never happened. The next start works all the same.
func TestKilledWhileTheHeaderWasWritten(t *testing.T) {
	s := lived(t)
	now, err := os.ReadFile(s.Path())
	if err != nil {
		t.Fatal(err)
	}
	old, err := os.ReadFile(older(t, released))
	if err != nil {
		t.Fatal(err)
	}
	migrated := bytes.Clone(old)
	copy(migrated, now[:100])
	foreign := make([]byte, 8192)
	copy(foreign, now[:68])
	for _, test := range []struct {
		name          string
		file, journal []byte
		notes         bool // some are there afterwards
		refused       bool
	}{
		{"a first run", now[:4096], hotJournal(0, nil), false, false},
		{"a first run that had not written its first page", make([]byte, 8192), hotJournal(0, nil), false, false},
		{"a migration", migrated, hotJournal(len(old)/4096, map[uint32][]byte{1: old[:4096]}), true, false},
		{"a migration that had not begun to write", old, hotJournal(len(old)/4096, map[uint32][]byte{1: old[:4096]}), true, false},
		{"another program's file", foreign, hotJournal(0, nil), false, true},
	} {
		t.Run(test.name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "recall.db")
			for name, text := range map[string][]byte{path: test.file, path + "-journal": test.journal} {
				if err := os.WriteFile(name, text, 0o600); err != nil {
					t.Fatal(err)
				}
			}
			s, err := Open(context.Background(), path)
			if test.refused {
				if left, _ := os.ReadFile(path); !errors.As(err, new(*ForeignError)) || !bytes.Equal(left, test.file) {
					t.Errorf("it is not left alone: %v", err)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			defer s.Close()
			sound(t, s)
			var notes bool
			if err := s.get([]any{&notes}, "SELECT count(*) > 0 FROM note"); err != nil || notes != test.notes {
				t.Errorf("there are notes: %v, %v", notes, err)
			}
		})
	}
}
