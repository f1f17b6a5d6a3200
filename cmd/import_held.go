package cmd

import (
	"errors"
	"fmt"
	"io/fs"
	"os"

	"recall/data"
)

// holds reports whether a file whose import was taken back is still as it was imported. Only an import that names it
// reads it again then.
func (g *gathering) holds(s data.Source) bool {
	if _, err := os.Stat(s.Path); errors.Is(err, fs.ErrNotExist) {
		return s.Mtime == 0 // the import found it gone
	}
	file, _, err := g.readFile(s.Path)
	return err == nil && file.Sum == s.Sum
}

// pathArg returns a path as a command line takes it: short if the shell can expand it.
func (a *app) pathArg(path string) string {
	if quoted := quoteArg(path); quoted != path {
		return quoted
	}
	return a.tilde(path)
}

// reportHeld names the files that an import of all files leaves alone.
func (a *app) reportHeld(g *gathering) {
	for _, path := range g.held {
		if _, err := os.Stat(path); err != nil {
			fmt.Fprintf(a.Out, "%s: gone; the import that found it gone was taken back\n", clean(a.tilde(path)))
			continue
		}
		fmt.Fprintf(a.Out, "%s: its import was taken back; recall import %s reads it again\n", clean(a.tilde(path)),
			clean(a.pathArg(path)))
	}
}
