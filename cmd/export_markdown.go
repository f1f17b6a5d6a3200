package cmd

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"recall/data"
	"recall/deck"
	"recall/deck/blocks"
	"recall/deck/export"
	"recall/quiz"
)

// sheet is one file of a deck, with its bullets to export.
type sheet struct {
	*data.ExportedFile
	notes []deck.Note
	edits []export.Edit
	name  string // of the file to write, within the folder
}

// exportMarkdown writes a deck as one document, or as a folder of its files.
func (a *app) exportMarkdown(o *opened, d data.Deck, filter data.Filter, f exportFlags) error {
	sheets, err := sheetsOf(o, filter)
	if err != nil {
		return err
	}
	whole := filter.Chapter == "" && !filter.Selects()
	if isFolder(f.path) {
		return a.exportFolder(o, d, sheets, whole, f)
	}
	name := f.path
	if name == "" || name == "-" {
		name = "stdin" // its name when it is imported from a pipe
	}
	all := sheet{ExportedFile: &data.ExportedFile{}}
	if len(sheets) == 1 {
		all = sheets[0]
	} else {
		whole = false
		for _, s := range sheets {
			start := len(all.notes)
			for _, n := range s.notes {
				if n.Parent >= 0 {
					n.Parent += start
				}
				all.notes = append(all.notes, n)
			}
		}
	}
	text, lost, err := all.markdown(o, d, name, whole)
	if err != nil {
		return err
	}
	err = a.output(f, func(w io.Writer) error {
		_, err := w.Write(text)
		return err
	})
	if err != nil {
		return err
	}
	a.sayWritten(f, fmt.Sprintf("%s, %s", d.Name, quiz.Count(len(all.notes), "bullet", "bullets")))
	return errors.Join(a.sayMediaStays(o, d), a.sayLost(lost, len(sheets)))
}

// sheetsOf reads the files of a filter. A query leaves out bullets without cards.
func sheetsOf(o *opened, filter data.Filter) (sheets []sheet, err error) {
	visited := 0
	places := map[int]int{} // of bullets in their sheet, by their place among those visited
	err = o.Export(filter, func(n *data.ExportedNote) error {
		visited++
		if filter.Selects() && len(n.Cards) == 0 {
			return nil
		}
		if len(sheets) == 0 || sheets[len(sheets)-1].ExportedFile != n.File {
			sheets = append(sheets, sheet{ExportedFile: n.File})
			clear(places)
		}
		s := &sheets[len(sheets)-1]
		if p, found := places[n.Parent]; found {
			n.Parent = p
		} else {
			n.Parent = -1
		}
		places[visited-1] = len(s.notes)
		if n.Origin != "" {
			s.edits = append(s.edits, export.Edit{Line: n.Line, Old: n.Origin, New: n.Text})
		}
		s.notes = append(s.notes, n.Note)
		return nil
	})
	return sheets, err
}

// markdown returns the text of a sheet: the author's own, with what the learner edited, if it is known and loses no
// more bullets than one written anew, else the latter.
func (s *sheet) markdown(o *opened, d data.Deck, name string, whole bool) (text []byte, lost []*deck.Note, err error) {
	head := export.Head{Deck: d.Name, Title: s.Title, Lang: s.Lang}
	text, lost = export.Markdown(name, head, s.notes)
	if !whole {
		return text, lost, nil
	}
	original, err := o.Original(s.Path)
	if err != nil || original == nil {
		return text, lost, err
	}
	original = export.Tagged(name, export.WithEdits(original, s.edits), s.notes)
	original = []byte(strings.TrimRight(string(original), "\n") + "\n\n" + blocks.CopyLine(d.Name))
	if gone := export.Lost(name, original, s.notes); len(gone) <= len(lost) {
		return original, gone, nil
	}
	return text, lost, nil
}
