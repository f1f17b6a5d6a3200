//go:build unix

package cmd_test

import (
	"fmt"
	"image"
	"image/color"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// A real browser shows the page in both colours and at the width of a phone: nothing reaches beyond the window, and the
// policy blocks nothing that the page needs.
func TestReportInABrowser(t *testing.T) {
	if testing.Short() {
		t.Skip("a browser takes seconds to start")
	}
	browser := ""
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			browser = path
			break
		}
	}
	if browser == "" {
		t.Skip("no Chromium is installed: the page is checked as XML alone")
	}
	home := t.TempDir()
	l := pipes(t, home, 0, "--limit", "5")
	for l.asked() {
		l.in.Write([]byte("\n3\n"))
	}
	page := filepath.Join(home, "report.html")
	say(t, home, 0, "report", "-o", page)
	for _, test := range []struct {
		name          string
		width, height int
		dark          string
		ground        color.RGBA // of the page
	}{
		{"light", 1100, 1600, "", color.RGBA{0xf6, 0xf5, 0xf1, 0xff}},
		{"dark", 1100, 1600, "--blink-settings=preferredColorScheme=0", color.RGBA{0x14, 0x17, 0x1b, 0xff}},
		{"phone", 500, 3200, "", color.RGBA{0xf6, 0xf5, 0xf1, 0xff}},
	} {
		t.Run(test.name, func(t *testing.T) {
			shot := filepath.Join(home, test.name+".png")
			args := []string{
				"--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars", "--enable-logging=stderr", "--force-device-scale-factor=1",
				"--user-data-dir=" + filepath.Join(home, "browser-"+test.name), "--screenshot=" + shot, "--window-size=" + fmt.Sprintf("%d,%d", test.width, test.height),
			}
			if test.dark != "" {
				args = append(args, test.dark)
			}
			out, err := exec.Command(browser, append(args, "file://"+page)...).CombinedOutput()
			if err != nil {
				t.Fatalf("%v\n%s", err, out)
			}
			if strings.Contains(string(out), "CONSOLE") {
				t.Errorf("the browser complains:\n%s", out)
			}
			picture := readPNG(t, shot)
			b := picture.Bounds()
			inks := map[color.Color]bool{}
			for y := b.Min.Y; y < b.Max.Y; y++ {
				for _, x := range []int{b.Min.X, b.Max.X - 1} {
					if c := color.RGBAModel.Convert(picture.At(x, y)); c != test.ground {
						t.Fatalf("at %d, %d, the edge of the window, stands %v and not the page's %v", x, y, c,
							test.ground)
					}
				}
				inks[picture.At(b.Dx()/2, y)] = true
			}
			if len(inks) < 5 {
				t.Errorf("the page shows %d colours down its middle", len(inks))
			}
		})
	}
}

func readPNG(t *testing.T, path string) image.Image {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	picture, err := png.Decode(f)
	if err != nil {
		t.Fatal(err)
	}
	return picture
}
