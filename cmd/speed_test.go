//go:build unix

package cmd_test

import (
	"cmp"
	"context"
	"flag"
	"fmt"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

// TestSpeed measures commands beside floors: other programs that do the least that the same answer takes. Each row runs
// both in turn, A B A B, so that a busy machine slows both. It asserts no duration.
var (
	speedRows  = flag.String("speed", "", "TestSpeed measures these `ROWS`: all, or the starts of names, with commas")
	speedSizes = flag.String("speed-size", "10000", "the numbers of bullets, with commas between them")
	speedRuns  = flag.Int("speed-runs", 5, "runs of each side")
	speedDir   = flag.String("speed-dir", "", "the `DIR` in which the data stays for another run; default: a temporary one")
)

// side is one of the two sides of a row.
type side struct {
	before  func() error // not measured
	command func(context.Context) *exec.Cmd
	within  func() (time.Duration, error) // measures itself instead of command
}

// run is what one run took.
type run struct{ wall, cpu time.Duration }

func (s *side) run(ctx context.Context) (r run, err error) {
	if s.before != nil {
		if err := s.before(); err != nil {
			return r, err
		}
	}
	if s.within != nil {
		r.wall, err = s.within()
		return r, err
	}
	c := s.command(ctx)
	var say strings.Builder
	c.Stderr = &say
	began := time.Now()
	err = c.Run()
	r.wall = time.Since(began)
	if err != nil {
		return r, fmt.Errorf("%s: %w\n%s", strings.Join(c.Args, " "), err, say.String())
	}
	r.cpu = c.ProcessState.UserTime() + c.ProcessState.SystemTime()
	return r, nil
}

// memory returns the most memory that the command uses, in MiB, or NaN where time(1) is missing. For a child of a large
// process, the kernel's figure begins at the size of that process, so a small one runs the command.
func (s *side) memory(ctx context.Context) (float64, error) {
	const measure = "/usr/bin/time"
	if _, err := os.Stat(measure); err != nil || s.command == nil {
		return math.NaN(), nil
	}
	if s.before != nil {
		if err := s.before(); err != nil {
			return 0, err
		}
	}
	c := s.command(ctx)
	path := filepath.Join(os.TempDir(), fmt.Sprintf("recall-speed-%d", os.Getpid()))
	defer os.Remove(path)
	c.Args = append([]string{measure, "-f", "%M", "-o", path, c.Path}, c.Args[1:]...)
	c.Path = measure
	if err := c.Run(); err != nil {
		return 0, err
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return 0, err
	}
	kib, err := strconv.ParseFloat(strings.TrimSpace(string(text)), 64)
	return kib / 1024, err
}

// measured is a row of the table.
type measured struct {
	name string
	size int
	runs [2][]run // of recall and of the floor
	mib  float64
	note string // what else is to be said
	goal string
}

// measure runs both sides in turn. One run of each comes before, so that files are in memory.
func measure(ctx context.Context, m *measured, sides [2]*side) (err error) {
	for i := range *speedRuns + 1 {
		for k, s := range sides {
			if s == nil {
				continue
			}
			r, err := s.run(ctx)
			if err != nil {
				return err
			}
			if i > 0 {
				m.runs[k] = append(m.runs[k], r)
			}
		}
	}
	m.mib, err = sides[0].memory(ctx)
	return err
}

// median returns the zero value of nothing.
func median[T cmp.Ordered](list []T) (middle T) {
	if len(list) == 0 {
		return middle
	}
	list = slices.Sorted(slices.Values(list))
	return list[len(list)/2]
}

func walls(runs []run) (list []time.Duration) {
	for _, r := range runs {
		list = append(list, r.wall)
	}
	return list
}

func cpus(runs []run) (list []time.Duration) {
	for _, r := range runs {
		list = append(list, r.cpu)
	}
	return list
}

// ratio is the median of the ratios of pairs.
func ratio(of, to []time.Duration) string {
	var list []float64
	for i := range min(len(of), len(to)) {
		if to[i] > 0 {
			list = append(list, float64(of[i])/float64(to[i]))
		}
	}
	if len(list) == 0 || median(of) == 0 {
		return "-"
	}
	return fmt.Sprintf("%.2f", median(list))
}

func ms(list []time.Duration) string {
	if len(list) == 0 {
		return "-"
	}
	if d := median(list); d > 0 {
		return fmt.Sprintf("%.1f", float64(d.Microseconds())/1000)
	}
	return "-"
}

func mib(n float64) string {
	if math.IsNaN(n) || n == 0 {
		return "-"
	}
	return fmt.Sprintf("%.1f", n)
}

const speedLine = "%-16s %8s %10s %10s %10s %10s %7s %7s %7s  %s\n"

func (m *measured) print() {
	size := "-"
	if m.size > 0 {
		size = strconv.Itoa(m.size)
	}
	ours, floor := walls(m.runs[0]), walls(m.runs[1])
	fmt.Printf(speedLine, m.name, size, ms(ours), ms(floor), ms(cpus(m.runs[0])), ms(cpus(m.runs[1])),
		ratio(ours, floor), ratio(cpus(m.runs[0]), cpus(m.runs[1])), mib(m.mib),
		strings.TrimSpace(m.goal+"  "+m.note))
}

// growth is the exponent with which a row's time grows: 1 is as the data, 0 not at all.
func growth(few, many *measured) float64 {
	of := func(m *measured) float64 { return float64(max(median(cpus(m.runs[0])), time.Microsecond)) }
	return math.Log(of(many)/of(few)) / math.Log(float64(many.size)/float64(few.size))
}

func TestSpeed(t *testing.T) {
	if *speedRows == "" {
		t.Skip("measures for minutes: go test ./cmd -run TestSpeed -speed all -v -timeout 2h")
	}
	b := newBench(t)
	var done []*measured
	fmt.Println(b.machine())
	fmt.Printf(speedLine, "row", "bullets", "recall ms", "floor ms", "recall CPU", "floor CPU", "x wall", "x CPU", "MiB",
		"goal")
	for _, size := range strings.Split(*speedSizes, ",") {
		n, err := strconv.Atoi(size)
		if err != nil {
			t.Fatalf("-speed-size takes numbers: %v", err)
		}
		for _, r := range speedTable {
			if !r.wanted() || r.once && size != strings.Split(*speedSizes, ",")[0] {
				continue
			}
			if missing := b.missing(r.needs); missing != "" {
				fmt.Printf("%-16s skipped: this machine has no %s\n", r.name, missing)
				continue
			}
			m := &measured{name: r.name, size: n, goal: r.goal}
			if r.once {
				m.size = 0
			}
			if err := r.run(b, m); err != nil {
				t.Errorf("%s: %v", r.name, err)
				continue
			}
			m.print()
			done = append(done, m)
		}
	}
	for i, few := range done {
		same := func(m *measured) bool { return m.name == few.name }
		last := len(done) - 1
		for !same(done[last]) {
			last--
		}
		if many := done[last]; slices.IndexFunc(done, same) == i && many.size > few.size && median(cpus(few.runs[0])) > 0 {
			fmt.Printf("%-16s grows with the power of %.2f from %d to %d\n", few.name, growth(few, many), few.size, many.size)
		}
	}
	fmt.Println("load at the end:", load())
}

// wanted reports whether -speed names the row.
func (r *speedRow) wanted() bool {
	return *speedRows == "all" || slices.ContainsFunc(strings.Split(*speedRows, ","), func(name string) bool {
		return strings.HasPrefix(r.name, name)
	})
}

func load() string {
	text, err := os.ReadFile("/proc/loadavg")
	if err != nil {
		return "unknown"
	}
	return strings.Join(strings.Fields(string(text))[:3], " ")
}

// machine says on what the figures were taken, and with which versions.
func (b *bench) machine() string {
	kernel, err := exec.Command("uname", "-sr").Output()
	if err != nil {
		kernel = []byte(runtime.GOOS)
	}
	say := fmt.Sprintf("%s, %d CPUs, %s, load %s", strings.TrimSpace(string(kernel)), runtime.NumCPU(), runtime.Version(), load())
	for _, of := range [][]string{{"sqlite3", "--version"}, {"cmark", "--version"}, {"zstd", "--version"}, {"cc", "--version"}} {
		out, err := exec.Command(of[0], of[1:]...).Output()
		first, _, _ := strings.Cut(string(out), "\n")
		if err != nil {
			first = "missing"
		}
		say += fmt.Sprintf("\n%s: %.60s", of[0], first)
	}
	return say + fmt.Sprintf("\nmedians of %d runs in turn, after one that does not count", *speedRuns)
}
