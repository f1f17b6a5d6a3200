//go:build unix

package cmd_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// The rows of TestSpeed for machines that meet at a place.

// fresh is how many entries are new.
const fresh = 10_000

// A meeting is a machine that has something new, another that has not seen it, and their place. Each run begins with the
// same files.
type meeting struct {
	b            *bench
	here, there  string   // databases
	place, ready string   // the place, and what it was before
	news         []string // files in the place that have the new entries
}

// meet lets two machines with all answers meet, and the first do something after.
func (b *bench) meet(size int) (*meeting, error) {
	from, err := b.filled(size, fewDue)
	if err != nil {
		return nil, err
	}
	m := &meeting{b: b, place: b.path("work", "place"), ready: b.path("work", "place-ready")}
	if err := errors.Join(os.RemoveAll(m.place), os.MkdirAll(m.place, 0o700)); err != nil {
		return nil, err
	}
	if m.here, err = b.working("here", from); err != nil {
		return nil, err
	}
	if m.there, err = b.working("there", from); err != nil {
		return nil, err
	}
	for _, db := range []string{m.here, m.there, m.here} {
		if err := m.run(db, "sync", m.place); err != nil {
			return nil, err
		}
	}
	if err := m.act(); err != nil {
		return nil, err
	}
	for _, db := range []string{m.here, m.there} {
		if err := copyFile(db, db+".ready"); err != nil {
			return nil, err
		}
	}
	if err := errors.Join(os.RemoveAll(m.ready), os.CopyFS(m.ready, os.DirFS(m.place))); err != nil {
		return nil, err
	}
	if err := m.run(m.here, "sync"); err != nil {
		return nil, err
	}
	all, err := filepath.Glob(filepath.Join(m.place, "*.zst"))
	for _, path := range all {
		if _, err := os.Stat(filepath.Join(m.ready, filepath.Base(path))); err != nil {
			m.news = append(m.news, path)
		}
	}
	return m, err
}

// run runs recall on the day on which cards are due: to a clock before all answers, those are of years ahead.
func (m *meeting) run(db string, args ...string) error {
	if out, err := m.b.recall(m.b.ctx, db, args...).CombinedOutput(); err != nil {
		return fmt.Errorf("recall %s: %w\n%s", strings.Join(args, " "), err, out)
	}
	return nil
}

// act suspends cards, and resumes and suspends them again, until there are as many new entries as a row needs.
func (m *meeting) act() error {
	for done := 0; done < fresh; {
		for _, what := range []string{"suspend", "resume"} {
			c := m.b.recall(m.b.ctx, m.here, what, "deck:big slot:forward", "--yes")
			out, err := c.CombinedOutput()
			if err != nil {
				return fmt.Errorf("%w\n%s", err, out)
			}
			var n int
			if _, err := fmt.Sscanf(strings.SplitN(string(out), " ", 2)[1], "%d", &n); err != nil || n == 0 {
				return fmt.Errorf("no number of cards: %s, %w", out, err)
			}
			if done += n; done >= fresh {
				break
			}
		}
	}
	return nil
}

// begin puts a database and the place as they were.
func (m *meeting) begin(db string, pushed bool) error {
	if err := copyFile(db+".ready", db); err != nil || pushed {
		return err
	}
	return errors.Join(os.RemoveAll(m.place), os.CopyFS(m.place, os.DirFS(m.ready)))
}

// plainCopy copies the files with the new entries, and waits until they are on disk.
func (m *meeting) plainCopy() *side {
	to := m.b.path("work", "copied-place")
	args := []string{"sh", "-c", `mkdir -p "$0" && cp "$@" "$0" && sync "$0"/*`, to}
	return floorSide(append(args, m.news...)...)
}

// rowSync is an exchange of the new entries, beside a plain copy of the same bytes.
func rowSync(pull bool) func(*bench, *measured) error {
	return func(b *bench, row *measured) error {
		m, err := b.meet(row.size)
		if err != nil {
			return err
		}
		db := m.here
		if pull {
			db = m.there
		}
		kept, err := os.MkdirTemp(b.path("work"), "news") // a run removes the originals
		if err != nil {
			return err
		}
		for i, path := range m.news {
			m.news[i] = filepath.Join(kept, filepath.Base(path))
			if err := copyFile(path, m.news[i]); err != nil {
				return err
			}
		}
		ours := b.recallSide(db, "sync")
		ours.before = func() error { return m.begin(db, pull) }
		if err := measure(b.ctx, row, [2]*side{ours, m.plainCopy()}); err != nil {
			return err
		}
		var bytes int64
		for _, path := range m.news {
			info, err := os.Stat(path)
			if err != nil {
				return err
			}
			bytes += info.Size()
		}
		row.note = fmt.Sprintf("(%d bytes)", bytes)
		return nil
	}
}

// rowSyncSame is an exchange with nothing new.
func rowSyncSame(b *bench, row *measured) error {
	m, err := b.meet(row.size)
	if err != nil {
		return err
	}
	return measure(b.ctx, row, [2]*side{b.recallSide(m.here, "sync"), floorSide("ls", m.place)})
}

// rowFirstPlace is the time until the first card with a place that does not answer, beside that without a place.
func rowFirstPlace(b *bench, row *measured) error {
	from, err := b.filled(row.size, fewDue)
	if err != nil {
		return err
	}
	alone, err := b.working("alone", from)
	if err != nil {
		return err
	}
	placed, err := b.working("placed", from)
	if err != nil {
		return err
	}
	folder, env := remotes(b.t)
	c := b.recall(b.ctx, placed, "sync", "rclone:box:memory")
	c.Env = append(c.Env, env...)
	if out, err := c.CombinedOutput(); err != nil {
		return fmt.Errorf("%w\n%s", err, out)
	}
	for _, db := range []string{alone, placed} {
		if err := b.say(db, "backup"); err != nil { // else the end of a session makes one
			return err
		}
	}
	marked(b.t, folder, "hangs", "")
	ctx, cancel := context.WithTimeout(b.ctx, patience*time.Duration(*speedRuns+1))
	defer cancel()
	first := func(db string) *side {
		return &side{within: func() (time.Duration, error) {
			c := b.recall(ctx, db, "review", "--form", "reveal")
			c.Env = append(c.Env, env...)
			began := time.Now()
			p, err := startTyped(c)
			if err == nil {
				err = p.wait(asksNow)
			}
			if err != nil {
				return 0, err
			}
			took := time.Since(began)
			return took, errors.Join(p.key("q"), p.end())
		}}
	}
	if err := measure(ctx, row, [2]*side{first(placed), first(alone)}); err != nil {
		return err
	}
	row.note = fmt.Sprintf("(%.0f ms later)", float64((median(walls(row.runs[0]))-median(walls(row.runs[1]))).Microseconds())/1000)
	return nil
}
