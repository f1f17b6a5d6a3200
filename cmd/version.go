package cmd

import (
	"fmt"
	"runtime/debug"
	"strings"

	"github.com/spf13/cobra"
)

func (a *app) versionCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "Print the version and commit",
		Args:  atMost(0),
		RunE: func(*cobra.Command, []string) error {
			_, err := fmt.Fprintf(a.Out, "recall %s\n", version())
			return err
		},
	}
}

// version describes the running program.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "(built without version information)"
	}
	return describeBuild(info)
}

// describeBuild names the version and commit that a program was built from, the compiler and the platform. Only a
// build inside a git checkout knows its commit: go install from a module proxy knows just the version.
func describeBuild(info *debug.BuildInfo) string {
	settings := map[string]string{}
	for _, s := range info.Settings {
		settings[s.Key] = s.Value
	}
	v := strings.TrimSuffix(info.Main.Version, "+dirty") // "with local changes" says this below
	if commit := settings["vcs.revision"]; commit != "" {
		day, _, _ := strings.Cut(settings["vcs.time"], "T")
		v += fmt.Sprintf(" (commit %s, %s", commit[:min(len(commit), 12)], day)
		if settings["vcs.modified"] == "true" {
			v += ", with local changes"
		}
		v += ")"
	}
	return fmt.Sprintf("%s %s %s/%s", v, info.GoVersion, settings["GOOS"], settings["GOARCH"])
}
