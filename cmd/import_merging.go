package cmd

import (
	"fmt"
	"slices"
	"strings"

	"recall/deck"
)

// merging reports whether a merge left its marks in a file. Then nothing of the file was read.
func merging(problems []deck.Problem) bool {
	return slices.ContainsFunc(problems, func(p deck.Problem) bool { return p.Conflict })
}

// leaveOutMerging takes the files whose merge is not finished out of a batch. Both versions of a bullet would become
// cards, and those of the bullet that stood there would be parked; so what is stored of the file stays as it is.
func (g *gathering) leaveOutMerging(b *batch) {
	out := &batch{deck: b.deck}
	b.files = slices.DeleteFunc(b.files, func(f *importFile) bool {
		if merging(f.problems) {
			out.files = append(out.files, f)
		}
		return merging(f.problems)
	})
	if len(out.files) > 0 {
		g.merging = append(g.merging, out)
	}
}

// refuseMerging prints where merges are not finished. It returns an error if no other file is left.
func (g *gathering) refuseMerging() error {
	for _, b := range g.merging {
		for _, f := range b.files {
			for _, p := range f.problems {
				fmt.Fprintln(g.Err, inLine(p.Error()))
			}
		}
	}
	if len(g.merging) == 0 || len(g.batches) > 0 {
		return nil
	}
	return errMerging(g.mergingFiles(), "nothing was imported")
}

func (g *gathering) mergingFiles() (names []string) {
	for _, b := range g.merging {
		for _, f := range b.files {
			names = append(names, g.tilde(f.shown))
		}
	}
	return names
}

// withoutMerging returns the error that files were left out, beside a number of problems.
func (g *gathering) withoutMerging(problems int) error {
	so := "it was left out, and what was made from it before is kept"
	if len(g.mergingFiles()) > 1 {
		so = "they were left out, and what was made from them before is kept"
	}
	if problems > 0 {
		so += "; " + skipped(problems).Error()
	}
	err := errMerging(g.mergingFiles(), so)
	return hinted{&partlyError{err.error.Error()}, err.hint}
}

// errMerging returns the error that a merge is not finished in files, and what that means for them.
func errMerging(files []string, so string) hinted {
	return hinted{fmt.Errorf("a merge is not finished in %s; %s", strings.Join(files, ", "), so),
		"finish it, and then run this again"}
}
