//go:build unix && !darwin

package cmd

import (
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

// An imported folder may hold what is no file, and links to anywhere. Nothing of it is opened: to read it could wait for
// ever, never end, or bring in what the folder's author must not see.
func TestSpecialFilesInAFolder(t *testing.T) {
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	around := t.TempDir()
	dir := filepath.Join(around, "notes")
	at := func(name string) string { return filepath.Join(dir, name) }
	must(os.MkdirAll(at("in"), 0o700))
	must(os.MkdirAll(at("piped"), 0o700))
	for _, name := range []string{at("in/n.md"), at("piped/n.md"), filepath.Join(around, "secret.md")} {
		must(os.WriteFile(name, []byte("- Keel: stops drift\n"), 0o600))
	}
	for _, name := range []string{"fifo.md", "piped/.gitignore", "piped/.recallignore"} {
		must(syscall.Mkfifo(at(name), 0o600))
	}
	s, err := syscall.Socket(syscall.AF_UNIX, syscall.SOCK_STREAM, 0)
	must(err)
	defer syscall.Close(s)
	t.Chdir(dir) // the path of a socket is short
	must(syscall.Bind(s, &syscall.SockaddrUnix{Name: "socket.md"}))
	want := map[string]leftWhy{
		"fifo.md": leftDevice, "socket.md": leftDevice, "piped/.gitignore": leftDot, "piped/.recallignore": leftDot,
	}
	if syscall.Mknod(at("device.md"), syscall.S_IFCHR|0o600, 1<<8|5) == nil { // /dev/zero, for who may make one
		want["device.md"] = leftDevice
	}
	for name, link := range map[string]struct {
		to  string
		why leftWhy
	}{
		"zero.md": {"/dev/zero", leftOutside}, "out.md": {"../secret.md", leftOutside}, "around": {"..", leftOutside},
		"a.md": {"b.md", leftOutside}, "b.md": {"a.md", leftOutside}, // a loop, which leads nowhere
		"self": {".", leftInside}, "in/up": {"..", leftInside}, "twice.md": {"in/n.md", leftInside},
		"piped.md": {"fifo.md", leftInside}, "through.md": {"around/secret.md", leftOutside},
	} {
		must(os.Symlink(link.to, at(name)))
		want[name] = link.why
	}
	found, err := filesIn(dir)
	must(err)
	if len(found.files) != 2 {
		t.Errorf("it would read %q", found.files)
	}
	for _, l := range found.left {
		rel, err := filepath.Rel(dir, l.path)
		must(err)
		if want[rel] != l.why {
			t.Errorf("%s is left out as %q (%s), want %q", rel, l.why, l.what, want[rel])
		}
		delete(want, rel)
	}
	for name := range want {
		t.Errorf("%s is not named", name)
	}
	a := &app{}
	for _, name := range []string{"fifo.md", "socket.md", "zero.md"} { // named by themselves, or known from before
		if _, _, err := a.readFile(at(name)); err == nil {
			t.Errorf("%s is read", name)
		}
	}
	must(os.Truncate(at("in/n.md"), mostText+1))
	if _, _, err := a.readFile(at("in/n.md")); err == nil {
		t.Error("a file of any size is read")
	}
}
