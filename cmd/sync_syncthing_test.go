//go:build unix

package cmd_test

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// syncthing is an instance of Syncthing on the loopback, which tells nobody else of itself.
type syncthing struct{ home, folder, id, at string }

func newSyncthing(t *testing.T) *syncthing {
	t.Helper()
	s := &syncthing{home: t.TempDir(), folder: t.TempDir(), at: freePort(t)}
	if out, err := s.run("generate", "--no-default-folder", "--skip-port-probing").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	id, err := s.run("serve", "--device-id").Output()
	if err != nil {
		t.Fatal(err)
	}
	s.id = strings.TrimSpace(string(id))
	return s
}

func (s *syncthing) run(command string, args ...string) *exec.Cmd {
	c := exec.Command("syncthing", append([]string{command, "--home", s.home}, args...)...)
	c.Env = append(os.Environ(), "HOME="+s.home, "STNOUPGRADE=1", "STNORESTART=1")
	return c
}

// start lets an instance share its folder with another.
func (s *syncthing) start(t *testing.T, other *syncthing) {
	t.Helper()
	device := func(d *syncthing) string {
		return fmt.Sprintf(`<device id="%s" name="%s"><address>tcp://%s</address></device>`, d.id, d.id[:7], d.at)
	}
	config := `<configuration version="36">
	<folder id="recall" label="recall" path="` + s.folder + `" type="sendreceive" rescanIntervalS="2" fsWatcherEnabled="true" fsWatcherDelayS="1">
		<device id="` + s.id + `"></device><device id="` + other.id + `"></device>
	</folder>` + device(s) + device(other) + `
	<gui enabled="false"></gui>
	<options>
		<listenAddress>tcp://` + s.at + `</listenAddress>
		<globalAnnounceEnabled>false</globalAnnounceEnabled>
		<localAnnounceEnabled>false</localAnnounceEnabled>
		<relaysEnabled>false</relaysEnabled>
		<natEnabled>false</natEnabled>
		<stunKeepaliveStartS>0</stunKeepaliveStartS>
		<startBrowser>false</startBrowser>
		<urAccepted>-1</urAccepted>
		<crashReportingEnabled>false</crashReportingEnabled>
		<autoUpgradeIntervalH>0</autoUpgradeIntervalH>
		<reconnectionIntervalS>1</reconnectionIntervalS>
	</options>
</configuration>`
	if err := os.WriteFile(filepath.Join(s.home, "config.xml"), []byte(config), 0o600); err != nil {
		t.Fatal(err)
	}
	c := s.run("serve", "--no-browser", "--no-restart")
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Process.Signal(os.Interrupt); c.Wait() }) // its helper ends with it
}

// Two machines share a memory through Syncthing, each with a folder of its own.
func TestSyncThroughSyncthing(t *testing.T) {
	if _, err := exec.LookPath("syncthing"); err != nil {
		t.Skip("syncthing is not installed: no sync through it is tried")
	}
	one, other := newSyncthing(t), newSyncthing(t)
	one.start(t, other)
	other.start(t, one)
	a, b := machine(t, seaNotes), machine(t, "")
	lacking := func() (what string) {
		for _, home := range []string{a, b} {
			if out, status := syncing(t, home, nil); status != 0 || strings.Contains(out, "ignored:") {
				t.Fatalf("status %d:\n%s", status, out)
			}
			for _, query := range []string{"deck:sea", "is:flagged", "tag:boat"} {
				out := say(t, home, 0, "list", "-q", query)
				for _, front := range []string{"Keel", "Rudder"} {
					if !strings.Contains(out, front) {
						what += fmt.Sprintf("%s: no %s among %s\n", home, front, query)
					}
				}
			}
		}
		return what
	}
	// until lets both machines sync until Syncthing has brought what is wanted.
	until := func(words string) {
		t.Helper()
		for range 240 {
			if !strings.Contains(lacking(), words) {
				return
			}
			time.Sleep(500 * time.Millisecond)
		}
		t.Fatalf("it did not come:\n%s", lacking())
	}
	expect(t, a, nil, 0, []string{one.folder}, "3 bullets sent")
	expect(t, b, nil, 0, []string{other.folder}, "")
	until("among deck:sea")
	for _, front := range []string{"keel", "rudder"} { // both push at one time
		say(t, a, 0, "flag", "-q", front, "--yes")
		say(t, b, 0, "tag", "-q", front, "boat", "--yes")
		expect(t, a, nil, 0, nil, " sent")
		expect(t, b, nil, 0, nil, " sent")
	}
	until("no ")
	sound(t, a)
	sound(t, b)
}
