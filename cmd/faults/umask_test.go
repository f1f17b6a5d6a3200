//go:build unix

package faults

import (
	"io/fs"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// Whatever recall makes is its owner's alone, also where the shell lets everyone read and write: every file of every act.
func TestOnlyTheOwnerReads(t *testing.T) {
	path, err := program()
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range acts {
		t.Run(a.name, func(t *testing.T) {
			t.Parallel()
			h, scene := a.set(t)
			args := append([]string{"-c", `umask 000; exec "$0" "$@"`, path}, a.args...)
			c := exec.Command("sh", args...)
			c.Dir, c.Env, c.Stdin = h.dir, h.env(), strings.NewReader(a.in)
			if out, err := c.CombinedOutput(); err != nil {
				t.Fatalf("%v\n%s", err, out)
			}
			if err := filepath.WalkDir(h.dir, func(path string, d fs.DirEntry, err error) error {
				if err != nil {
					return err
				}
				rel, err := filepath.Rel(h.dir, path)
				if err != nil {
					return err
				}
				info, err := d.Info()
				if err != nil {
					return err
				}
				want := fs.FileMode(0o600)
				if d.IsDir() {
					want = 0o700
				}
				if info.Mode().Perm() != want {
					t.Errorf("%s has mode %v (it was there before: %v)", rel, info.Mode(), scene[rel] != nil)
				}
				return nil
			}); err != nil {
				t.Error(err)
			}
		})
	}
}
