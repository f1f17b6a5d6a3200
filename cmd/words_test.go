package cmd

import (
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"recall/data"
	"recall/deck"
)

// An error of the store is told with its way out, wherever it stands in a longer sentence, and once.
func TestErrorsNameTheWayOut(t *testing.T) {
	file := func(fault data.FileFault) error { return &data.FileError{Path: "r.db", Fault: fault} }
	const locked = "r.db: it can't be written to; make the file and its folder writable, or name another with --db"
	for _, test := range []struct {
		err  error
		want string
	}{
		{file(data.FileReadOnly), locked},
		{fmt.Errorf("b.jsonl: %w; nothing was taken over", file(data.FileDamaged)),
			"b.jsonl: r.db: the file is damaged; nothing was changed; recall check says more; nothing was taken over"},
		{told{fmt.Errorf("edit: %w", told{file(data.FileReadOnly)})}, "edit: " + locked},
		{file(data.FileFull), "r.db: the disk is full; what was recorded before is safe, this was not recorded"},
		{&data.NameTakenError{Name: "sea"}, `there is a deck named "sea" already; recall deck merge combines the two`},
		{data.DumpProblem{Problem: deck.Problem{File: "b.jsonl", Line: 5, Msg: "it ends too early"},
			Fault: data.DumpCut},
			"b.jsonl:5: it ends too early, or import what is there with --skip-bad"},
		{errors.New("no such thing"), "no such thing"},
	} {
		if got := worded(test.err); got != test.want {
			t.Errorf("got  %s\nwant %s", got, test.want)
		}
	}
	for want, err := range map[string]error{
		"leave --deck out":                             &data.SharedSettingError{Name: "rollover"},
		"recall stats lists the chapters":              &data.NoChapterError{Name: "9"},
		"recall help query shows what a query can say": &data.QueryError{Msg: `"is:" asks for nothing`},
	} {
		if got := hintFor(err); got != want {
			t.Errorf("%v: the hint is %q, want %q", err, got, want)
		}
	}
}

// Another database is no way out of a file of notes or a backup that can't be read.
func TestAnotherDatabaseIsNamedForTheDatabaseAlone(t *testing.T) {
	forbidden := &data.FileError{Path: "r.db", Fault: data.FileForbidden, Err: fs.ErrPermission}
	for _, test := range []struct {
		err  error
		want bool
	}{
		{forbidden, true},
		{fmt.Errorf("load it: %w", forbidden), true},
		{fmt.Errorf("read n.md: %w", data.Plain(&fs.PathError{Op: "open", Path: "n.md", Err: fs.ErrPermission})), false},
		{&data.BackupError{Path: "b", Msg: "it can't be unpacked", Err: fs.ErrPermission}, false},
		{&data.BackupError{Path: "b", Msg: "it can't be unpacked", Err: forbidden}, false},
	} {
		if hint := hintFor(test.err); strings.Contains(hint, "--db") != test.want {
			t.Errorf("%v: the hint is %q", test.err, hint)
		}
	}
}

// Commands and flags are named here alone, so that one that gets another name is called by it everywhere. Screens of a
// session name commands of their own, and what a column of a table says is part of its help.
func TestOnlyCmdNamesCommandsAndFlags(t *testing.T) {
	words := map[string]bool{}
	var walk func(*cobra.Command)
	walk = func(c *cobra.Command) {
		c.Flags().VisitAll(func(f *pflag.Flag) { words["--"+f.Name] = true })
		for _, own := range c.Commands() {
			words["recall "+own.Name()] = true
			walk(own)
		}
	}
	walk((&app{}).root())
	if !words["recall import"] || !words["--skip-bad"] {
		t.Fatalf("the commands and flags are %v", words)
	}
	outside := func(path string) bool {
		return filepath.Ext(path) != ".go" || strings.HasSuffix(path, "_test.go")
	}
	name := regexp.MustCompile(`recall [a-z]+|--[a-z][a-z-]+`)
	for _, room := range []string{"data", "deck", "srs"} {
		err := filepath.WalkDir(filepath.Join("..", room), func(path string, d fs.DirEntry, err error) error {
			if err != nil || outside(path) {
				return err
			}
			file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
			if err != nil {
				return err
			}
			ast.Inspect(file, func(n ast.Node) bool {
				if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING {
					text, _ := strconv.Unquote(lit.Value)
					for _, found := range name.FindAllString(text, -1) {
						if words[found] {
							t.Errorf("%s says %q: return a kind, and name %s in cmd/words.go", path, text, found)
						}
					}
				}
				return true
			})
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}
