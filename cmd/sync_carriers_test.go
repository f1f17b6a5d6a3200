//go:build unix

package cmd_test

import (
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// machine is a home with a database of its own.
func machine(t *testing.T, notes string) string {
	t.Helper()
	home := t.TempDir()
	if notes == "" {
		return home
	}
	path := filepath.Join(home, "sea.md")
	if err := os.WriteFile(path, []byte(notes), 0o600); err != nil {
		t.Fatal(err)
	}
	say(t, home, 0, "import", path)
	return home
}

const seaNotes = "# Sea\n\n- Keel: stops drift\n- Rudder: gives a course\n- Anchor: holds the ship\n"

// syncing runs recall sync with variables of its own, and returns all that it says and its status.
func syncing(t *testing.T, home string, env []string, args ...string) (string, int) {
	t.Helper()
	c := command(t, home, 0, append([]string{"sync"}, args...)...)
	c.Env = append(c.Env, env...)
	out, err := c.CombinedOutput()
	if err != nil && c.ProcessState == nil {
		t.Fatal(err)
	}
	return string(out), c.ProcessState.ExitCode()
}

// expect fails unless recall sync ends with a status and says all of some words.
func expect(t *testing.T, home string, env []string, status int, args []string, words ...string) {
	t.Helper()
	out, got := syncing(t, home, env, args...)
	if got != status {
		t.Fatalf("sync %q: status %d, not %d:\n%s", args, got, status, out)
	}
	for _, w := range words {
		if !strings.Contains(out, w) {
			t.Errorf("sync %q does not say %q:\n%s", args, w, out)
		}
	}
}

// Without rclone, a remote is refused in a sentence, and is not remembered.
func TestSyncWithoutRclone(t *testing.T) {
	home := machine(t, seaNotes)
	env := []string{"PATH=" + t.TempDir()}
	expect(t, home, env, 1, []string{"rclone:box:recall"}, "recall: rclone:box:recall: rclone is not installed, or not on the PATH\n",
		"hint: the place is not remembered")
	expect(t, home, env, 1, nil, "no place to sync with is known yet")
	sound(t, home)
}

// serveWebDAV lets rclone serve a folder on the loopback and returns what ends it.
func serveWebDAV(t *testing.T, folder, at string) (stop func()) {
	t.Helper()
	c := exec.Command("rclone", "serve", "webdav", folder, "--addr", at)
	c.Env = append(os.Environ(), "RCLONE_CONFIG="+os.DevNull)
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	stop = func() { c.Process.Kill(); c.Wait() }
	t.Cleanup(stop)
	for range 1200 {
		if conn, err := net.Dial("tcp", at); err == nil {
			conn.Close()
			return stop
		}
		time.Sleep(100 * time.Millisecond)
	}
	t.Fatal("rclone serves nothing")
	return nil
}

// freePort returns an address on which nobody listens.
func freePort(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}

// Two machines share a memory through a server that rclone reaches, in the clear and encrypted. A remote that is not there
// and a server that is down are sentences, and what is due waits.
func TestSyncThroughRclone(t *testing.T) {
	if _, err := exec.LookPath("rclone"); err != nil {
		t.Skip("rclone is not installed: no sync through it is tried")
	}
	skipRaced(t)
	obscured, err := exec.Command("rclone", "obscure", "seven seas").Output()
	if err != nil {
		t.Fatal(err)
	}
	served, at := t.TempDir(), freePort(t)
	config := filepath.Join(t.TempDir(), "rclone.conf")
	if err := os.WriteFile(config, []byte("[box]\ntype = webdav\nurl = http://"+at+"\nvendor = other\n"+
		"[secret]\ntype = crypt\nremote = box:hidden\npassword = "+string(obscured)), 0o600); err != nil {
		t.Fatal(err)
	}
	env := []string{"RCLONE_CONFIG=" + config}
	for _, remote := range []string{"rclone:box:shared/recall", "rclone:secret:"} {
		t.Run(remote, func(t *testing.T) {
			stop := serveWebDAV(t, served, at)
			a, b := machine(t, seaNotes), machine(t, "")
			expect(t, a, env, 0, []string{remote}, "3 bullets sent")
			expect(t, b, env, 0, []string{remote}, "3 bullets", "from others", "sent")
			say(t, b, 0, "flag", "-q", "keel", "--yes")
			expect(t, b, env, 0, nil, "1 log entry sent")
			expect(t, a, env, 0, nil, "from others")
			expect(t, a, env, 0, nil, "nothing new")
			if out := say(t, a, 0, "list", "is:flagged"); !strings.Contains(out, "Keel") {
				t.Errorf("the flag did not travel: %s", out)
			}
			expect(t, a, env, 0, []string{"--status"}, "this machine", "nothing new")

			expect(t, a, env, 1, []string{"rclone:nowhere:recall"}, `rclone has no remote "nowhere"`, "is not remembered")
			stop()
			say(t, a, 0, "flag", "-q", "rudder", "--yes")
			expect(t, a, env, 1, nil, "recall: "+remote+": it can't be reached now (connection refused)\n", "nothing is lost")
			expect(t, a, env, 0, []string{"--status"}, "  it can't be reached now (connection refused)\n", " to send")
			expect(t, machine(t, ""), env, 1, []string{remote}, "it can't be reached now", "is not remembered")
			serveWebDAV(t, served, at)
			expect(t, a, env, 0, nil, " sent")
			expect(t, b, env, 0, nil, " from others")
			sound(t, a)
			sound(t, b)
		})
	}
	hidden, _ := filepath.Glob(filepath.Join(served, "hidden", "*"))
	if len(hidden) < 2 || strings.Contains(strings.Join(hidden, " "), ".json") {
		t.Errorf("the encrypted remote holds %q", hidden)
	}
}

// gitRecipe returns the commands that recall help sync gives for git: those for once, and those for each time.
func gitRecipe(t *testing.T, home, repository string) (once, each string) {
	t.Helper()
	_, text, _ := strings.Cut(say(t, home, 0, "help", "sync"), "\nGIT\n")
	text, _, _ = strings.Cut(text, "\nA CLASS\n")
	var lines []string
	for line := range strings.Lines(text) {
		if strings.HasPrefix(line, "  ") {
			lines = append(lines, strings.Replace(line, "git@example.org:me/memory.git", repository, 1))
		}
	}
	if len(lines) < 2 || !strings.Contains(lines[0], "git clone") || !strings.Contains(lines[0], repository) {
		t.Fatalf("the recipe is not one: %q", lines)
	}
	return lines[0], strings.Join(lines[1:], "")
}

// Two machines share a memory through a git repository, by the very commands of the help.
func TestSyncThroughGit(t *testing.T) {
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("git is not installed: no sync through it is tried")
	}
	repository := filepath.Join(t.TempDir(), "memory.git")
	if out, err := exec.Command("git", "init", "-q", "--bare", "-b", "main", repository).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	a, b := machine(t, seaNotes), machine(t, "")
	once, each := gitRecipe(t, a, repository)
	run := func(home, script string) (string, error) {
		path, err := program()
		if err != nil {
			t.Fatal(err)
		}
		c := exec.Command("sh", "-c", script)
		c.Env = append(command(t, home, 0).Env, "PATH="+filepath.Dir(path)+":"+os.Getenv("PATH"), "GIT_CONFIG_NOSYSTEM=1",
			"GIT_AUTHOR_NAME=a", "GIT_AUTHOR_EMAIL=a@example.org", "GIT_COMMITTER_NAME=a", "GIT_COMMITTER_EMAIL=a@example.org")
		out, err := c.CombinedOutput()
		if strings.Contains(string(out), "CONFLICT") || strings.Contains(string(out), "ignored:") {
			t.Fatalf("%s", out)
		}
		return string(out), err
	}
	do := func(home, script string) {
		t.Helper()
		if out, err := run(home, script); err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
	}
	for _, home := range []string{a, b} {
		do(home, once)
	}
	do(a, each)
	do(b, each)
	for round, front := range []string{"keel", "rudder", "anchor"} {
		say(t, a, 0, "flag", "-q", front, "--yes")
		say(t, b, 0, "tag", "-q", front, "boat", "--yes")
		do(b, strings.Replace(each, "git pull --rebase;", "", 1)) // offline until just before the push
		if out, err := run(a, strings.Replace(each, "git pull --rebase;", "", 1)); err == nil {
			t.Fatalf("round %d: git did not refuse the push:\n%s", round, out)
		}
		do(a, each)
		run(b, each) // with nothing to commit git has nothing to push
	}
	for _, home := range []string{a, b} {
		for _, query := range []string{"is:flagged", "tag:boat"} {
			out := say(t, home, 0, "list", query)
			for _, front := range []string{"Keel", "Rudder", "Anchor"} {
				if !strings.Contains(out, front) {
					t.Errorf("%s: no %s:\n%s", query, front, out)
				}
			}
		}
		sound(t, home)
	}
}
