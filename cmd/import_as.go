package cmd

import (
	"context"
	"path/filepath"
	"slices"

	"recall/data"
	"recall/deck/blocks"
	"recall/deck/read"
)

// How the files of an import are read, where they don't say so themselves.

// encodingOf returns the encoding of a file, or "" if it is UTF-8 or says what it is: the one that --encoding
// names, the one in which it was read before, or the one that the files beside it have, if it looks like it.
func (g *gathering) encodingOf(path string, text []byte) string {
	if blocks.SaysEncoding(text) {
		return ""
	}
	if g.flags.encoding != "" {
		return g.flags.encoding
	}
	var beside []string
	for _, s := range g.known {
		switch {
		case s.Path == path:
			return s.As.Encoding
		case filepath.Dir(s.Path) == filepath.Dir(path) && s.As.Encoding != "":
			beside = append(beside, s.As.Encoding)
		}
	}
	if beside = slices.Compact(slices.Sorted(slices.Values(beside))); len(beside) == 1 && blocks.MayBe(text, beside[0]) {
		return beside[0]
	}
	return ""
}

// separate gives the Markdown files of each deck the separator that is set for it.
func (g *gathering) separate() error {
	if g.store == nil {
		return nil
	}
	before := map[string]string{} // the separators of known files
	for _, s := range g.known {
		before[s.Path] = s.As.Separator
	}
	for _, b := range g.batches {
		separator, err := g.store.CardSeparator(b.deck)
		if err != nil {
			return err
		}
		for _, f := range b.files {
			if f.text != nil && read.IsMarkdown(f.shown, f.text) {
				f.As.Separator = separator
			}
			was, known := before[f.Path]
			b.separated = b.separated || known && was != f.As.Separator
		}
	}
	return nil
}

// asKnown returns a function that says how a file is to be read, if it was imported before. Where the database
// can't be read, each file has to say so itself.
func (a *app) asKnown(ctx context.Context) func(path string) read.As {
	known := map[string]read.As{}
	a.look(ctx, func(store *data.Store) error {
		if store == nil {
			return nil
		}
		sources, err := store.Sources()
		separators := map[string]string{} // of decks
		for _, s := range sources {
			separator, asked := separators[s.Deck]
			if !asked {
				if separator, err = store.CardSeparator(s.Deck); err != nil {
					return err
				}
				separators[s.Deck] = separator
			}
			known[s.Path] = read.As{Encoding: s.As.Encoding, Separator: separator}
		}
		return err
	})
	return func(path string) read.As {
		abs, err := filepath.Abs(path)
		if err != nil {
			return read.As{}
		}
		return known[abs]
	}
}
