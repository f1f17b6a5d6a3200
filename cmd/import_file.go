package cmd

import (
	"crypto/sha256"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"recall/data"
	"recall/deck"
	"recall/deck/read"
)

// importFile is a file to import.
type importFile struct {
	data.File
	shown    string // the path as the user gave it
	folder   string // the imported folder that it was found in, absolute; or ""
	deck     string // that it belongs to
	text     []byte // nil once it is parsed for good
	parsed   read.As
	problems []deck.Problem
	markdown bool // it was read as Markdown
	gone     bool // it no longer exists
	known    bool // it was imported before

	// It has the bytes of its last import, so its text is read by this if it has to be parsed; else nil.
	later func() (data.File, []byte, error)
}

// parse reads a file's text into a document, if it was not yet read so.
func (f *importFile) parse() {
	if f.later != nil {
		f.readNow()
	}
	if f.Doc == nil || f.parsed != f.As {
		f.parsed, f.markdown = f.As, read.IsMarkdown(f.shown, f.text)
		f.Doc, f.problems = f.As.ReadAt(f.Path, f.shown, f.text)
		if len(f.problems) > 0 {
			f.Partial, f.Sum = true, [sha256.Size]byte{} // read again until it is fixed
		}
	}
}

// readNow reads the text of a file that seemed not to be needed.
func (f *importFile) readNow() {
	now, text, err := f.later()
	if f.later = nil; err != nil {
		f.Doc, f.parsed, f.Partial, f.Sum = &deck.Document{Name: f.shown}, f.As, true, [sha256.Size]byte{}
		f.problems = []deck.Problem{{File: f.shown, Msg: err.Error()}}
		return
	}
	f.text, f.Sum, f.Size, f.Mtime = text, now.Sum, now.Size, now.Mtime // it may have changed in the meantime
}

func tooLarge(path string) error {
	return fmt.Errorf("%s is larger than %d MiB; split it up", path, mostText>>20)
}

// mostText is the largest file of notes, in bytes: two million bullets. Reading takes six times as much memory.
const mostText = 128 << 20

// readFile reads a file, or standard input for "-".
func (a *app) readFile(path string) (data.File, []byte, error) {
	var text []byte
	var file data.File
	var err error
	if path == "-" {
		text, err = io.ReadAll(io.LimitReader(a.In, mostText+1))
	} else {
		var info fs.FileInfo
		if info, err = os.Stat(path); err == nil && !info.IsDir() && !info.Mode().IsRegular() {
			return file, nil, hinted{fmt.Errorf("%s is %s; a file or standard input can be read", path, irregular(info.Mode())),
				`"-" is standard input: recall import - --deck NAME`}
		}
		if err == nil {
			file.Mtime = info.ModTime().UnixNano()
			if info.Size() > mostText {
				return file, nil, tooLarge(path)
			}
			text, err = os.ReadFile(path)
		}
		if err == nil {
			file.Path, err = filepath.Abs(path)
		}
	}
	if err != nil {
		return file, nil, fmt.Errorf("read %s: %w", path, data.Plain(err))
	}
	if len(text) > mostText {
		return file, nil, tooLarge(path)
	}
	file.Sum, file.Size = sha256.Sum256(text), int64(len(text))
	return file, text, nil
}
