package read

import (
	"bytes"
	"cmp"
	"path/filepath"
	"strings"

	"recall/deck"
	"recall/deck/blocks"
	"recall/deck/recog"
	"recall/deck/text"
)

// format is a kind of file other than Markdown.
type format struct {
	endings []string
	read    func(doc *deck.Document, text []byte) []deck.Problem
	holds   func(text []byte) bool // reports whether the file says which is front and back; nil: all files hold cards

	// whole reads a format of documents instead: what it holds is bullets, as in Markdown
	whole func(as As, name string, body []byte, problems []deck.Problem) (*deck.Document, []deck.Problem)
}

// formats are told by the ending of a file.
var formats = []format{
	{endings: []string{".csv", ".tsv"}, read: readTable, holds: namesSides},
	{endings: []string{".json"}, read: readJSON, holds: namesSidesJSON},
	{endings: []string{".jsonl", ".ndjson"}, read: readJSON, holds: namesSidesLines},
	{endings: []string{".fd"}, read: readFlashdown},
	{endings: []string{".org"}, whole: readOrg},
}

// textFormats are told by how a .txt file starts, as Anki writes its tables, or by a tab in each of its lines.
var textFormats = format{read: readTable, holds: hasAnkiHead}

// formatOf returns the format of a file, nil for Markdown.
func formatOf(name string, text []byte) *format {
	if name == "-" { // standard input has no ending: its text says what it is
		start := bytes.TrimPrefix(text, []byte("\ufeff"))
		switch {
		case headed(start):
			return formatOf("stdin.csv", text)
		case namesSidesJSON(start):
			return formatOf("stdin.json", text)
		}
		return formatOf("stdin.txt", text)
	}
	ending := strings.ToLower(filepath.Ext(name))
	for i := range formats {
		for _, e := range formats[i].endings {
			if e == ending {
				return &formats[i]
			}
		}
	}
	if start := bytes.TrimPrefix(text, []byte("\ufeff")); ending == ".txt" && (textFormats.holds(start) || isTabbed(start)) {
		return &textFormats
	}
	return nil
}

// IsMarkdown reports whether Read reads a file as Markdown.
func IsMarkdown(name string, src []byte) bool { return formatOf(name, blocks.Marked(src)) == nil }

// As says how a file is to be read where it doesn't say so itself. The zero value leaves everything to the file.
type As struct {
	Encoding  string // of bytes that are not UTF-8, as blocks.Encoding names it; or ""
	Separator string // that parts the sides of bullets, with blanks around it; or ""

	path string // where the file is; "": its name says so
}

// Read reads a file of cards of any kind. Its ending says which: a table (.csv, .tsv, a .txt of Anki or with tabs),
// .json, .jsonl, Flashdown's .fd, or Org. Any other file is Markdown. The name "-" is standard input, whose start says what
// it is. Lines with a problem make no notes, and the rest is read; see Parse. Of a file with the marks of a merge nothing
// is read.
func Read(name string, src []byte) (*deck.Document, []deck.Problem) { return As{}.Read(name, src) }

// Read is the function Read for a file that is to be read so.
func (as As) Read(name string, src []byte) (*deck.Document, []deck.Problem) {
	doc := as.document(name)
	body, problems, ok := blocks.Decode(name, src, as.Encoding)
	if !ok {
		return doc, problems
	}
	if found := conflicts(name, body); len(found) > 0 {
		return doc, found
	}
	f := formatOf(name, body)
	if f == nil {
		return as.parse(name, body, problems)
	}
	if f.whole != nil {
		return f.whole(as, name, body, problems)
	}
	problems = append(problems, f.read(doc, body)...)
	doc.Language = text.Language(doc.Lang, body)
	recog.Recognise(doc)
	return doc, problems
}

// ReadAt reads the file at a path. Messages call it by the name.
func (as As) ReadAt(path, name string, src []byte) (*deck.Document, []deck.Problem) {
	as.path = path
	return as.Read(name, src)
}

func (as As) document(name string) *deck.Document {
	return &deck.Document{Name: name, Path: cmp.Or(as.path, name)}
}

// InFolder reports whether an import of its folder takes a file. Markdown is taken. A file of another kind is taken if
// it says that it holds cards, as a table or a .json can hold anything. head reads the start of the file; 64 KiB are
// enough.
func InFolder(name string, head func() []byte) bool {
	switch strings.ToLower(filepath.Ext(name)) {
	case ".md", ".markdown":
		return true
	}
	if !MayHold(name) {
		return false
	}
	text := blocks.Marked(head()) // spreadsheets write tables in UTF-16
	f := formatOf(name, text)
	return f != nil && (f.holds == nil || f.holds(bytes.TrimPrefix(text, []byte("\ufeff"))))
}

// MayHold reports whether a file with such a name is of a kind that can hold cards or anything else: Read reads it,
// but an import of its folder takes it only if it says that it holds cards.
func MayHold(name string) bool {
	return strings.ToLower(filepath.Ext(name)) == ".txt" || formatOf(name, nil) != nil
}
