package cmd

import (
	"context"
	"errors"
	"fmt"
	"io/fs"

	"recall/data"
)

// leftPackage is an Anki package that an import of all files does not read, and why.
type leftPackage struct {
	Path  string `json:"path"` // "" if it is not known
	Deck  string `json:"deck"`
	State string `json:"state"`
}

// The states of packages that are not read.
const (
	packageSame  = "unchanged"
	packageGone  = "gone"
	packageHeld  = "taken back"
	packageNoted = "path unknown"
)

// addKnownPackages adds the packages that changed since they were imported.
func (g *gathering) addKnownPackages(ctx context.Context, known []data.Package) error {
	for _, p := range known {
		leave := func(state string) { g.packages = append(g.packages, leftPackage{p.Path, p.Deck, state}) }
		if p.Path == "" {
			leave(packageNoted)
			continue
		}
		changed, err := p.Changed()
		switch {
		case errors.Is(err, fs.ErrNotExist):
			leave(packageGone)
		case err != nil:
			return fmt.Errorf("read %s: %w", p.Path, data.Plain(err))
		case changed:
			if err := g.addPackage(ctx, p.Path); err != nil {
				return err
			}
		case p.Undone:
			leave(packageHeld)
		default:
			leave(packageSame)
		}
	}
	return nil
}

// reportPackages names the packages that an import of all files leaves alone.
func (a *app) reportPackages(g *gathering) {
	for _, p := range g.packages {
		path, arg, deck := clean(a.tilde(p.Path)), clean(a.pathArg(p.Path)), clean(p.Deck)
		switch p.State {
		case packageSame:
			fmt.Fprintf(a.Out, "%s: unchanged\n", path)
		case packageGone:
			fmt.Fprintf(a.Out, "%s: gone; the cards of %s stay\n", path, deck)
		case packageHeld:
			fmt.Fprintf(a.Out, "%s: its import was taken back; recall import %s reads it again\n", path, arg)
		case packageNoted:
			fmt.Fprintf(a.Out, "%s came from an Anki package; recall import FILE.apkg reads a newer one\n", deck)
		}
	}
}
