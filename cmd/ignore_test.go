package cmd

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// Each case is a .gitignore and paths, of which those with a minus in front are left out. A path with a slash at
// its end is a folder.
var ignoreCases = []struct {
	name, patterns string
	paths          string
}{
	{"a name, at any depth", "draft.md", "-draft.md -a/draft.md -a/b/draft.md a/drafts.md"},
	{"comments, blank lines and blanks at the end", "# draft.md\n\n  \nlist.md   \n", "draft.md -list.md"},
	{"a blank that counts", `log\ `, "log"},
	{"signs that are meant", "\\#tags.md\n\\!now.md", "-#tags.md -!now.md tags.md"},
	{"a star stays within a name", "*.tmp.md\na/*/c.md", "-x.tmp.md -d/y.tmp.md -a/b/c.md a/c.md a/b/b/c.md"},
	{"one sign", "week?.md", "-week1.md week.md week12.md -x/week2.md"},
	{"classes", "day[0-9].md\nday[!a-c].txt\n[]].md\n[a", "-day3.md dayx.md -dayd.txt daya.txt -].md [a"},
	{"named classes", "v[[:digit:]].md", "-v1.md va.md"},
	{"only at the top", "/todo.md", "-todo.md a/todo.md"},
	{"a path starts at the top", "a/todo.md", "-a/todo.md b/a/todo.md"},
	{"folders alone", "build/", "-build/ -x/build/ y/build"},
	{"two stars", "**/old/x.md\nkept/**\na/**/z.md", "-old/x.md -b/old/x.md kept/ -kept/y.md -a/z.md -a/b/c/z.md"},
	{"two stars within a name are one", "a**b.md", "-aXb.md -q/ab.md aX/b.md"},
	{"the last one decides", "*.md\n!keep.md\nkeep.md\n!/keep.md", "-x.md keep.md -a/keep.md"},
	{"names in Chinese", "草稿*.md\n第?章.md\n课[一二].md", "-草稿1.md 稿.md -第三章.md -课二.md 课三.md"},
	{"a mark at the start of the file", "\ufeffx.md", "-x.md"},
}

func TestIgnore(t *testing.T) {
	for _, c := range ignoreCases {
		in := ignoring(nil).with("/notes", ".gitignore", []byte(c.patterns))
		for _, want := range strings.Fields(c.paths) {
			path, out := strings.CutPrefix(want, "-")
			path, isDir := strings.CutSuffix(path, "/")
			if got := in.of("/notes/"+path, isDir) != ""; got != out {
				t.Errorf("%s: %s: left out %v, want %v", c.name, path, got, out)
			}
		}
	}
}

// The folder that is nearest decides, and its patterns say nothing of what stands outside it.
func TestIgnoreOfFolders(t *testing.T) {
	top := ignoring(nil).with("/n", ".gitignore", []byte("*.txt"))
	deep := top.with("/n/a", ".recallignore", []byte("!x.txt\n/b.md"))
	for path, want := range map[string]string{
		"/n/x.txt": ".gitignore", "/n/a/x.txt": "", "/n/a/y.txt": ".gitignore", "/n/a/b.md": ".recallignore", "/n/b.md": "",
	} {
		if got := deep.of(path, false); got != want {
			t.Errorf("%s: %q, want %q", path, got, want)
		}
	}
}

// git itself agrees, where it is installed.
func TestIgnoreAsGitDoes(t *testing.T) {
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("there is no git here")
	}
	for _, c := range ignoreCases {
		if c.name == "names in Chinese" {
			continue // git takes a sign for a byte
		}
		dir := t.TempDir()
		if out, err := exec.Command("git", "init", "-q", dir).CombinedOutput(); err != nil {
			t.Fatalf("%v: %s", err, out)
		}
		if err := os.WriteFile(filepath.Join(dir, ".gitignore"), []byte(c.patterns), 0o600); err != nil {
			t.Fatal(err)
		}
		for _, want := range strings.Fields(c.paths) {
			path, out := strings.CutPrefix(want, "-")
			if isDir := strings.HasSuffix(path, "/"); isDir {
				if err := os.MkdirAll(filepath.Join(dir, path), 0o700); err != nil {
					t.Fatal(err)
				}
			}
			check := exec.Command("git", "-C", dir, "check-ignore", "-q", "--no-index", "--", strings.TrimSuffix(path, "/"))
			if got := check.Run() == nil; got != out {
				t.Errorf("%s: %s: git leaves it out: %v, want %v", c.name, path, got, out)
			}
		}
	}
}

func FuzzIgnore(f *testing.F) {
	for _, c := range ignoreCases {
		f.Add(c.patterns, "a/b.md")
	}
	f.Fuzz(func(t *testing.T, patterns, path string) {
		in := ignoring(nil).with("/n", ".gitignore", []byte(patterns))
		if len(in) > 0 && !strings.ContainsAny(patterns, "\n\r") && in.of("/n/"+path, false) != "" && in[0].keep {
			t.Errorf("%q leaves %q out, though it keeps", patterns, path)
		}
	})
}
