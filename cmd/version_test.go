package cmd

import (
	"runtime/debug"
	"testing"
)

// A bug report that quotes recall version must lead to the code that ran.
func TestDescribeBuild(t *testing.T) {
	platform := []debug.BuildSetting{{Key: "GOOS", Value: "linux"}, {Key: "GOARCH", Value: "arm64"}}
	checkout := func(modified string) []debug.BuildSetting {
		return append([]debug.BuildSetting{
			{Key: "vcs.revision", Value: "e7f17885853d9d18f36e0a630040fbec4f3947ea"},
			{Key: "vcs.time", Value: "2026-11-25T15:22:41Z"},
			{Key: "vcs.modified", Value: modified},
		}, platform...)
	}
	for _, test := range []struct {
		name, version string
		settings      []debug.BuildSetting
		want          string
	}{
		{"a clean checkout of a release", "v1.2.0", checkout("false"),
			"v1.2.0 (commit e7f17885853d, 2026-11-25) go1.26.0 linux/arm64"},
		{"a checkout with local changes", "v1.2.0+dirty", checkout("true"),
			"v1.2.0 (commit e7f17885853d, 2026-11-25, with local changes) go1.26.0 linux/arm64"},
		{"a module without a checkout", "v1.2.0", platform, "v1.2.0 go1.26.0 linux/arm64"},
		{"neither", "(devel)", platform, "(devel) go1.26.0 linux/arm64"},
	} {
		info := &debug.BuildInfo{GoVersion: "go1.26.0", Main: debug.Module{Version: test.version},
			Settings: test.settings}
		if got := describeBuild(info); got != test.want {
			t.Errorf("%s: %s, want %s", test.name, got, test.want)
		}
	}
}
