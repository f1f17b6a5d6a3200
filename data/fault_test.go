package data

import (
	"archive/zip"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// What goes wrong with a file is said in our words: a full disk, no permission, damage and another kind of file are four
// different sentences, whoever reports them.
func TestPlain(t *testing.T) {
	at := func(err error) error { return &fs.PathError{Op: "write", Path: "/tm/x.md", Err: err} }
	for _, test := range []struct {
		err  error
		want string
	}{
		{at(syscall.ENOSPC), "the disk is full"},
		{&os.LinkError{Op: "rename", Old: "a", New: "b", Err: syscall.ENOSPC}, "the disk is full"},
		{errors.Join(at(syscall.ENOSPC), at(os.ErrClosed)), "the disk is full"},
		{at(syscall.EACCES), "you have no permission for it"},
		{at(syscall.EROFS), "it can't be written to"},
		{at(syscall.EIO), "the disk reported an error"},
		{io.ErrUnexpectedEOF, "the file is damaged"},
		{fmt.Errorf("read it: %w", zip.ErrChecksum), "the file is damaged"},
		{at(syscall.ENOENT), syscall.ENOENT.Error()},
		{errors.New("another program changed it"), "another program changed it"},
		{&FileError{"/recall.db", FileDamaged, nil}, "/recall.db: the file is damaged; nothing was changed"},
	} {
		got := Plain(test.err)
		if got.Error() != test.want || !errors.Is(got, test.err) {
			t.Errorf("%v: %v, want %s", test.err, got, test.want)
		}
	}
}

// So it is with a backup, and with the database itself.
func TestWordsOfFilesThatCantBeRead(t *testing.T) {
	s := fresh(t)
	load(t, s, "sea.md", notes, at(0))
	whole, err := os.ReadFile(backUp(t, s, at(0)).Path)
	if err != nil {
		t.Fatal(err)
	}
	raw, err := os.ReadFile(s.Path())
	if err != nil {
		t.Fatal(err)
	}
	flipped := append([]byte{}, whole...)
	flipped[len(flipped)/2] ^= 0x10
	for _, test := range []struct {
		name string
		text []byte
		want string
	}{
		{"cut", whole[:len(whole)/2], "it is no backup that can be read: the file is damaged: it does not unpack; nothing was changed"},
		{"flipped", flipped, "it is no backup that can be read: the file is damaged: it does not unpack; nothing was changed"},
		{"cut, not packed", raw[:len(raw)/2], "it is no backup that can be read: a part of it is missing; nothing was changed"},
		{"notes", []byte(notes), "it is no backup that can be read: it is no database of recall; nothing was changed"},
		{"empty", nil, "it is no backup that can be read: it is no database of recall; nothing was changed"},
	} {
		path := filepath.Join(t.TempDir(), "file")
		if err := os.WriteFile(path, test.text, 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := s.Restore(context.Background(), path, at(1)); err == nil || err.Error() != path+": "+test.want {
			t.Errorf("%s: %v", test.name, err)
		}
	}
	for name, test := range map[string]struct {
		err  error
		want string
	}{
		"no permission": {&fs.PathError{Op: "open", Path: s.Path(), Err: syscall.EACCES}, "you have no permission for it; nothing was changed"},
		"a full disk":   {&fs.PathError{Op: "open", Path: s.Path(), Err: syscall.ENOSPC}, "the disk is full; what was recorded before is safe"},
	} {
		err := opening(s.Path(), fmt.Errorf("create the database: %w", test.err))
		if !strings.HasPrefix(err.Error(), s.Path()+": "+test.want) || !errors.Is(err, test.err) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// A query that reads outside of a transaction says in a sentence why it can't, as one within does.
func TestAReadThatFails(t *testing.T) {
	s := fresh(t)
	journal := s.Path() + "-journal"
	if err := os.Remove(journal); err != nil && !errors.Is(err, os.ErrNotExist) {
		t.Fatal(err)
	}
	if err := os.Mkdir(journal, 0o700); err != nil { // SQLite looks for a journal before it reads
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(journal, "file"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := s.Settings()
	var fault *FileError
	if !errors.As(err, &fault) {
		t.Fatalf("settings: %v", err)
	}
}
