//go:build unix

package cmd_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"time"

	"github.com/creack/pty"
)

// The rows of TestSpeed on a terminal.

// typed is a program on a pseudo-terminal, whose output is only searched: an emulated screen would cost more than the
// program.
type typed struct {
	tty  *os.File
	cmd  *exec.Cmd
	seen []byte
}

func startTyped(c *exec.Cmd) (*typed, error) {
	tty, err := pty.StartWithSize(c, &pty.Winsize{Rows: 24, Cols: 80})
	return &typed{tty: tty, cmd: c}, err
}

// wait reads until the program has written a text, or to its end if there is none.
func (p *typed) wait(until string) error {
	buf := make([]byte, 1<<16)
	p.seen = p.seen[:0]
	for {
		n, err := p.tty.Read(buf)
		p.seen = append(p.seen, buf[:n]...)
		if until != "" && bytes.Contains(p.seen, []byte(until)) {
			return nil
		}
		if err != nil && until == "" { // on Linux, EIO
			return nil
		}
		if err != nil {
			return fmt.Errorf("%s ended before it wrote %q: %w\n%s", p.cmd.Args[0], until, err, p.seen)
		}
	}
}

func (p *typed) key(key string) error { _, err := p.tty.WriteString(key); return err }

// end waits for the program's end.
func (p *typed) end() error { return errors.Join(p.wait(""), p.cmd.Wait(), p.tty.Close()) }

// patience is how long a terminal is waited for.
const patience = time.Minute

// What stands below a question, and below its answer.
const (
	asksNow  = " quit"
	showsNow = "Again"
)

// rowFirst is the time until the first card is drawn, with 150 cards or a part of all cards due, beside the shell
// reading the same rows on a terminal.
func rowFirst(part int) func(*bench, *measured) error {
	return func(b *bench, m *measured) error {
		due := fewDue
		if part > 0 {
			due = m.size / part
		}
		db, err := b.filled(m.size, due)
		if err != nil {
			return err
		}
		if db, err = b.working("first", db); err != nil {
			return err
		}
		if err := b.say(db, "backup"); err != nil { // else the end of a session makes one
			return err
		}
		query := fmt.Sprintf(`SELECT s.card, s.note, s.due, s.interval, s.buried, s.deck, hex(u.uid) FROM schedule s
			JOIN subject u ON u.id = s.card WHERE %s%d; SELECT c.*, n.text, x.* FROM card c JOIN note n ON n.id = c.note
			JOIN section x ON x.id = n.section WHERE c.id = (SELECT card FROM schedule WHERE %s%d LIMIT 1)`, sqlDue, speedDay, sqlDue, speedDay)
		until := func(c *exec.Cmd, text string) (time.Duration, error) {
			began := time.Now()
			p, err := startTyped(c)
			if err != nil {
				return 0, err
			}
			if err := p.wait(text); err != nil {
				return 0, err
			}
			took := time.Since(began)
			if text == "" {
				return took, p.cmd.Wait()
			}
			return took, errors.Join(p.key("q"), p.end())
		}
		ctx, cancel := context.WithTimeout(b.ctx, patience*time.Duration(*speedRuns+1))
		defer cancel()
		return measure(ctx, m, [2]*side{
			{within: func() (time.Duration, error) { return until(b.recall(ctx, db, "review", "--form", "reveal"), asksNow) }},
			{within: func() (time.Duration, error) {
				return until(exec.CommandContext(ctx, "sqlite3", "-readonly", "-cmd", ".output /dev/null", db, query), "")
			}},
		})
	}
}

// rowKey is the time from a grade's key to the next card, the grade being on disk, beside a program in C on a copy of the
// database, grade by grade in turn.
func rowKey(b *bench, m *measured) error {
	floor, err := b.floor("keys")
	if err != nil {
		return err
	}
	var dbs [2]string
	for k, name := range []string{"key-recall", "key-floor"} {
		if dbs[k], err = b.graded(name, m.size); err != nil {
			return err
		}
	}
	ctx, cancel := context.WithTimeout(b.ctx, patience)
	defer cancel()
	return m.gradeInTurn([2]*exec.Cmd{
		b.recall(ctx, dbs[0], "review", "--form", "reveal"),
		exec.CommandContext(ctx, floor, dbs[1], "big"),
	})
}

// rowKeyPlace is the same in a session that exchanges with a folder, beside one that has no place.
func rowKeyPlace(b *bench, m *measured) error {
	placed, err := b.graded("key-place", m.size)
	if err != nil {
		return err
	}
	alone, err := b.graded("key-alone", m.size)
	if err != nil {
		return err
	}
	place := filepath.Join(filepath.Dir(placed), "place")
	if err := os.Mkdir(place, 0o700); err != nil {
		return err
	}
	if out, err := b.recall(b.ctx, placed, "sync", place).CombinedOutput(); err != nil {
		return fmt.Errorf("%w\n%s", err, out)
	}
	ctx, cancel := context.WithTimeout(b.ctx, patience)
	defer cancel()
	return m.gradeInTurn([2]*exec.Cmd{
		b.recall(ctx, placed, "review", "--form", "reveal"),
		b.recall(ctx, alone, "review", "--form", "reveal"),
	})
}

// graded is a copy of a database that has few cards due.
func (b *bench) graded(name string, size int) (string, error) {
	from, err := b.filled(size, fewDue)
	if err != nil {
		return "", err
	}
	return b.working(name, from)
}

// gradeInTurn gives two sessions grade after grade.
func (m *measured) gradeInTurn(programs [2]*exec.Cmd) error {
	const grades = 100 // fewer than are due
	var sessions [2]*typed
	for k, c := range programs {
		var err error
		if sessions[k], err = startTyped(c); err != nil {
			return err
		}
		if err := sessions[k].wait(asksNow); err != nil {
			return err
		}
	}
	for i := range grades {
		for n := range sessions {
			k := (n + i) % 2
			p := sessions[k]
			if err := errors.Join(p.key(" "), p.wait(showsNow)); err != nil {
				return err
			}
			time.Sleep(5 * time.Millisecond) // the answer is read, if only for a moment
			began := time.Now()
			if err := errors.Join(p.key("3"), p.wait(asksNow)); err != nil {
				return err
			}
			m.runs[k] = append(m.runs[k], run{wall: time.Since(began)})
			time.Sleep(5 * time.Millisecond)
		}
	}
	for _, p := range sessions {
		if err := errors.Join(p.key("q"), p.end()); err != nil {
			return err
		}
	}
	return nil
}

// rowEnd is the time from the last of some keys to the end of the session, beside a backup by the shell if a grade was
// among them.
func rowEnd(keys string) func(*bench, *measured) error {
	return func(b *bench, m *measured) error {
		from, err := b.filled(m.size, fewDue)
		if err != nil {
			return err
		}
		db, err := b.working("end", from)
		if err != nil {
			return err
		}
		ctx, cancel := context.WithTimeout(b.ctx, patience*time.Duration(*speedRuns+1))
		defer cancel()
		// The backup that is there is older than those that a session leaves out.
		old := b.recall(ctx, db, "backup")
		old.Env = append(old.Env, "RECALL_NOW="+speedDay.Time().Format("2006-01-02")+"T08:00:00Z")
		if out, err := old.CombinedOutput(); err != nil {
			return fmt.Errorf("%w\n%s", err, out)
		}
		ours := &side{within: func() (time.Duration, error) {
			p, err := startTyped(b.recall(ctx, db, "review", "--form", "reveal"))
			if err == nil {
				err = p.wait(asksNow)
			}
			last := len(keys) - 1
			for i := 0; i < last && err == nil; i++ {
				next := showsNow
				if i > 0 {
					next = asksNow
				}
				err = errors.Join(p.key(keys[i:i+1]), p.wait(next))
			}
			if err != nil {
				return 0, err
			}
			began := time.Now()
			err = errors.Join(p.key(keys[last:]), p.end())
			return time.Since(began), err
		}}
		var floor *side
		if len(keys) > 1 {
			ours.before = func() error { return b.forgetBackups(db) }
			floor = b.shellBackup(db)
		}
		return measure(ctx, m, [2]*side{ours, floor})
	}
}

// forgetBackups removes the backups that the last run made.
func (b *bench) forgetBackups(db string) error {
	return os.RemoveAll(filepath.Join(filepath.Dir(db), "backups"))
}
