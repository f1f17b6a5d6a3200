//go:build unix

package cmd_test

import (
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"recall/quiz/term/ptytest"
)

// On a terminal, o hands a file to the system's program for it, whole and without a shell. Without such a program, or
// where it fails, the path is said.
func TestOpenerOnATerminal(t *testing.T) {
	home := filepath.Join(t.TempDir(), "a home; $(x)")
	bin := filepath.Join(home, "bin")
	if err := os.MkdirAll(bin, 0o700); err != nil {
		t.Fatal(err)
	}
	say(t, home, 0, "import", "../data/apkg/testdata/shore.apkg")
	name := map[string]string{"darwin": "open"}[runtime.GOOS]
	if name == "" {
		name = "xdg-open"
	}
	opener := filepath.Join(bin, name)
	opened := filepath.Join(home, "opened")
	write(t, opener, "#!/bin/sh\n[ $# = 1 ] && cat \"$1\" > '"+opened+"' && echo mess && echo mess >&2\n")
	if err := os.Chmod(opener, 0o700); err != nil {
		t.Fatal(err)
	}
	review := func(env ...string) *ptytest.Screen {
		c := command(t, home, 0, "review", "Shore", "--form", "reveal")
		c.Env = append(c.Env, env...)
		s := ptytest.New(t, 80, 24)
		s.Start(c)
		s.Wait("clings to rocks?")
		return s
	}
	s := review("PATH="+bin+":"+os.Getenv("PATH"), "DISPLAY=:0")
	s.Wait("o open")
	s.Type("o")
	s.Wait("Opened: the sound.")
	s.Type(" ")
	s.Wait("a limpet [picture: limpet.png]")
	s.Rest()
	s.Type("o")
	s.Wait("Opened: limpet.png. o opens the next of 2.")
	s.WaitFor("the opener to write a picture", func() bool { // it runs on
		text, err := os.ReadFile(opened)
		return err == nil && strings.HasPrefix(string(text), "\x89PNG")
	})
	if strings.Contains(s.Text(), "mess") {
		t.Errorf("the opener writes on the screen:\n%s", s.Text())
	}
	s.Type("q")
	s.Wait("Nothing was graded.")

	write(t, opener, "#!/bin/sh\nexit 3\n")
	s = review("PATH="+bin+":"+os.Getenv("PATH"), "DISPLAY=:0")
	s.Insist("o", "Not opened: the sound, as the system has no program for it.") // what takes its time to fail seems to work
	s.Type("q")
	s.Wait("Nothing was graded.")

	if name == "xdg-open" { // nothing can show itself without a display
		s = review("PATH=" + bin + ":" + os.Getenv("PATH"))
		s.Type("o")
		s.Wait("the sound: /")
		s.Type("q")
		s.Wait("Nothing was graded.")
	}
	sound(t, home)
}
