package cmd

import (
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"recall/data"
	"recall/deck"
	"recall/quiz"
	"recall/quiz/draw"
)

// refuse prints the problems of all files. It returns an error if a file has some whose problems are not to be left
// out. A file whose merge is not finished does not stop the others.
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
			g.printProblems(f.shown, f.problems)
			if len(f.problems) == 0 || g.skipsBad(f.shown) {
				continue
			}
			bad += len(f.problems)
			where[f.shown] = true
			if ext := strings.ToLower(filepath.Ext(f.shown)); ext != ".csv" && ext != ".tsv" {
				kind = "bullet"
			}
		}
	}
	if bad == 0 {
		return nil
	}
	in := fmt.Sprintf("%d files", len(where))
	for name := range where {
		if len(where) == 1 {
			in = name
		}
	}
	say := fmt.Sprintf("%s in %s; nothing was imported", quiz.Count(bad, "problem", "problems"), in)
	if fine == 0 { // nothing is left to import without them
		return errors.New(say)
	}
	if fine == 1 {
		return hinted{fmt.Errorf("%s (1 %s is fine)", say, kind), "fix it, or import the other one with --skip-bad"}
	}
	return hinted{fmt.Errorf("%s (%s are fine)", say, quiz.Count(fine, kind, kind+"s")),
		fmt.Sprintf("fix it, or import the other %s with --skip-bad", thousands(fine))}
}

// fewAlike is how many lines with the same problem are named one by one.
const fewAlike = 3

// printProblems prints the problems of a file. Of many lines with the same problem it names the first. Where bytes
// are no text, it says how another encoding is named.
func (a *app) printProblems(path string, problems []deck.Problem) {
	alike := map[string]int{}
	var encoded *deck.Problem
	for i, p := range problems {
		if alike[p.Msg]++; p.Encoded != "" {
			encoded = &problems[i]
		}
	}
	for _, p := range problems {
		switch n := alike[p.Msg]; {
		case n > fewAlike:
			fmt.Fprintf(a.Err, "%s: %d lines like line %d: %s\n", inLine(p.File), n, p.Line, inLine(p.Msg))
			alike[p.Msg] = 0
		case n > 0:
			fmt.Fprintln(a.Err, inLine(p.Error()))
		}
	}
	arg := clean(quoteArg(path))
	switch {
	case encoded == nil:
	case encoded.Guess != "":
		fmt.Fprintf(a.Err, "hint: it seems to be %s: recall import %s --encoding %[1]s reads it so\n", encoded.Guess, arg)
	default:
		fmt.Fprintf(a.Err, "hint: if it has another encoding, name it: recall import %s --encoding NAME\n", arg)
	}
}

// skipsBad reports whether what has problems is left out of a file, and the rest imported: because this import was
// told so, or an earlier one of a folder around the file was. A file that is named by itself has to be told for
// itself.
func (g *gathering) skipsBad(path string) bool {
	if g.flags.skipBad || g.flags.strict || !g.all && len(g.given) == 0 {
		return g.flags.skipBad
	}
	abs, err := filepath.Abs(path)
	return err == nil && g.skippingFolder(abs) != ""
}

// skippingFolder returns a folder imported earlier whose problems are left out and that is, or holds, a path; or "".
func (g *gathering) skippingFolder(path string) string {
	for _, f := range g.folders {
		if f.SkipBad && (f.Path == path || f.Holds(path)) {
			return f.Path
		}
	}
	return ""
}

// reportSkipping says, once for each folder, that an earlier import was told to leave out what has problems.
func (g *gathering) reportSkipping(st draw.Style) {
	if g.flags.skipBad {
		return
	}
	told := map[string]bool{}
	for _, b := range g.batches {
		for _, f := range b.files {
			if dir := g.skippingFolder(f.Path); len(f.problems) > 0 && dir != "" && !told[dir] {
				told[dir] = true
				hang(g.Out, st, "", fmt.Sprintf("%s: what has problems is left out, as --skip-bad said when it was imported; "+
					"recall import %s --skip-bad=false ends that", clean(g.tilde(dir)), clean(g.pathArg(dir))))
			}
		}
	}
}

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
	if bad == 0 && len(g.older) > 0 {
		return hinted{&partlyError{quiz.Count(len(g.older), "file was", "files were") + " left out as old copies"},
			"if they are meant, import them with --older"}
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
