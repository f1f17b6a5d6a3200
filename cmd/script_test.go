package cmd

import (
	"context"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

// cleaner removes what tests share, after the last of them.
type cleaner struct{ *testing.M }

var shared []string // folders

func (c cleaner) Run() int {
	defer func() {
		for _, dir := range shared {
			os.RemoveAll(dir)
		}
	}()
	return c.M.Run()
}

// Shared has dir removed after the last test.
func Shared(dir string) { shared = append(shared, dir) }

func TestMain(m *testing.M) {
	testscript.Main(cleaner{m}, map[string]func(){"recall": func() {
		os.Exit(Main(context.Background(), Env{
			Args: os.Args[1:], In: os.Stdin, Out: os.Stdout, Err: os.Stderr, Getenv: os.Getenv, Now: time.Now,
		}))
	}, "older": older, "tamper": tamper})
}

// The scripts are what each command promises. They start on Sunday, 22 November 2026, at noon in UTC; setenv RECALL_NOW
// moves on. PACKAGES is a folder with Anki packages, whose reviews are of the Sunday after.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata",
		RequireUniqueNames:  true,
		RequireExplicitExec: true,
		Setup: func(env *testscript.Env) error {
			env.Setenv("HOME", env.WorkDir+"/home")
			env.Setenv("RECALL_DB", env.WorkDir+"/recall.db")
			env.Setenv("RECALL_NOW", "2026-11-22T12:00:00Z")
			env.Setenv("TZ", "UTC")
			packages, err := filepath.Abs("../data/apkg/testdata")
			env.Setenv("PACKAGES", packages)
			env.Setenv("ROADMAP", filepath.Join(packages, "../../roadmap/python.en.md"))
			return err
		},
	})
}
