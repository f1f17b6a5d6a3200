package data

import (
	"os"
	"path/filepath"
)

// manyLinks is how many links may lead to a database.
const manyLinks = 40

// unlinked returns the path that a path stands for. The file need not exist yet, also where a link leads to it. Where the
// folder that a link leads to is missing, as while a disk is not mounted, it is an error: nothing may be made in its place.
func unlinked(path string) (string, error) {
	at := path
	for range manyLinks {
		if to, err := filepath.EvalSymlinks(at); err == nil {
			return to, nil
		}
		dir, err := filepath.EvalSymlinks(filepath.Dir(at))
		if err != nil {
			if at != path || leadsNowhere(filepath.Dir(path)) {
				return "", &UnlinkedError{path, filepath.Dir(at)}
			}
			return path, nil
		}
		at = filepath.Join(dir, filepath.Base(at))
		to, err := os.Readlink(at)
		if err != nil { // no link
			return at, nil
		}
		if !filepath.IsAbs(to) {
			to = filepath.Join(dir, to)
		}
		at = to
	}
	return "", &UnlinkedError{path, at}
}

// leadsNowhere reports whether a folder that does not exist is a link, or is to be in one.
func leadsNowhere(dir string) bool {
	for {
		info, err := os.Lstat(dir)
		if err == nil {
			_, gone := os.Stat(dir)
			return info.Mode()&os.ModeSymlink != 0 && gone != nil
		}
		above := filepath.Dir(dir)
		if above == dir {
			return false
		}
		dir = above
	}
}

// UnlinkedError reports a path that leads to a folder which is not there.
type UnlinkedError struct{ Path, Folder string }

// Error names both.
func (e *UnlinkedError) Error() string {
	return e.Path + " leads to " + e.Folder + ", which is not there; nothing was changed"
}
