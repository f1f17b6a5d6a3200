package cmd

import (
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"recall/data"
	"recall/quiz"
)

// refuse prints the problems of all files. It returns an error if there are any, unless --skip-bad is set. A file whose
// merge is not finished does not stop the others.
func (g *gathering) refuse() error {
	bad, fine, where := 0, 0, map[string]bool{}
	kind := "row"
	if err := g.refuseMerging(); err != nil {
		return err
	}
	for _, b := range g.batches {
		for _, f := range b.files {
			if f.Doc == nil {
				continue
			}
			fine += len(f.Doc.Notes)
			for _, p := range f.problems {
				fmt.Fprintln(g.Err, clean(p.Error()))
				bad++
				where[f.shown] = true
			}
			if ext := strings.ToLower(filepath.Ext(f.shown)); len(f.problems) > 0 && ext != ".csv" && ext != ".tsv" {
				kind = "bullet"
			}
		}
	}
	if bad == 0 || g.flags.skipBad {
		return nil
	}
	in := fmt.Sprintf("%d files", len(where))
	for name := range where {
		if len(where) == 1 {
			in = name
		}
	}
	say := fmt.Sprintf("%s in %s; nothing was imported", quiz.Count(bad, "problem", "problems"), in)
	if fine == 0 {
		return hinted{errors.New(say), "fix it"}
	}
	if fine == 1 {
		return hinted{fmt.Errorf("%s (1 %s is fine)", say, kind), "fix it, or import the other one with --skip-bad"}
	}
	return hinted{fmt.Errorf("%s (%s are fine)", say, quiz.Count(fine, kind, kind+"s")),
		fmt.Sprintf("fix it, or import the other %s with --skip-bad", thousands(fine))}
}

// skipsBad reports whether what has problems is left out, and the rest imported.
func (g *gathering) skipsBad(string) bool { return g.flags.skipBad }

// partly returns an error that says what was left out, or nil.
func (g *gathering) partly() error {
	bad := g.unread
	for _, b := range g.batches {
		for _, f := range b.files {
			bad += len(f.problems)
		}
	}
	if len(g.merging) > 0 {
		return g.withoutMerging(bad)
	}
	if bad == 0 && len(g.missing) > 0 {
		return g.withoutMissing()
	}
	if bad == 0 {
		return g.withoutBullets()
	}
	return skipped(bad)
}

// withoutBullets names a file that was asked for by its name and gave nothing, or returns nil. Its form may be one that
// recall doesn't read. Beside files that gave something, the import is done in part.
func (g *gathering) withoutBullets() error {
	gave := slices.ContainsFunc(g.batches, func(b *batch) bool {
		return b.same || slices.ContainsFunc(b.files, func(f *importFile) bool { return f.Doc != nil && len(f.Doc.Notes) > 0 })
	})
	for _, b := range g.batches {
		for _, f := range b.files {
			isKnown := func(s data.Source) bool { return s.Path == f.Path }
			if g.all || f.folder != "" || f.gone || f.Doc == nil || f.Doc.Off || len(f.Doc.Notes) > 0 ||
				slices.ContainsFunc(g.known, isKnown) {
				continue
			}
			what := "there is no card in it"
			if f.markdown {
				what = "as Markdown, it has no bullet and no card"
			}
			err := fmt.Errorf("%s gave nothing: %s", f.shown, what)
			if gave {
				err = &partlyError{err.Error()}
			}
			return hinted{err, "recall help marks shows the files and marks that are read"}
		}
	}
	return nil
}

// withoutMissing says which known files can't be reached, and what to do if their folder has another name now.
func (g *gathering) withoutMissing() error {
	const most = 3
	say := strings.Join(g.missing[:min(len(g.missing), most)], ", ")
	if n := len(g.missing) - most; n > 0 {
		say += fmt.Sprintf(" and %s", quiz.Count(n, "other file", "other files"))
	}
	it := "it"
	if len(g.missing) > 1 {
		it = "them"
	}
	return hinted{&partlyError{fmt.Sprintf("%s can't be reached; what was made from %s is kept", say, it)},
		"if the folder has another name or place now, name it: recall import FOLDER"}
}

// skipped returns an error that says how many problems were left out, or nil if none was.
func skipped(problems int) error {
	if problems == 0 {
		return nil
	}
	return &partlyError{quiz.Count(problems, "problem was left out", "problems were left out")}
}
