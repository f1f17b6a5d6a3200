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
	"strconv"
	"strings"
)

// The rows of TestSpeed: a command, the floor beside it, and the ratio to reach. A goal holds for the column x CPU, and
// for x wall where the row waits for a disk or a terminal.

type speedRow struct {
	name  string
	needs string // programs, besides recall
	goal  string
	once  bool // the number of bullets makes no difference
	run   func(b *bench, m *measured) error
}

var speedTable = []speedRow{
	{"version", "", "4.2 ms CPU", true, rowVersion},
	{"binary", "", "16.5 MB", true, rowBinary},
	{"due", "sqlite3", "2.3x, flat", false, rowDue("due", 0)},
	{"due-share", "sqlite3", "2.3x", false, rowDue("due", 100)},
	{"today", "sqlite3", "3.5x, flat", false, rowDue("", 0)},
	{"first-card", "sqlite3", "2.0x, flat", false, rowFirst(0)},
	{"first-backlog", "sqlite3", "2.0x, flat", false, rowFirst(4)},
	{"key", "cc sqlite3.h", "1.3x", false, rowKey},
	{"key-place", "", "1.1x", false, rowKeyPlace},
	{"end-unchanged", "", "nothing", false, rowEnd("q")},
	{"end", "sqlite3 zstd", "1.2x", false, rowEnd(" 3q")},
	{"backup", "sqlite3 zstd", "1.2x", false, rowBackup},
	{"import", "cmark cc sqlite3.h", "3.0x, 160 MiB at 1M", false, rowImport},
	{"import-same", "sha256sum", "1.7x, 20 MiB", false, rowSame},
	{"import-one", "", "3x and a backup, 60 MiB at 100k", false, rowOne},
	{"import-decks", "", "1.3x", false, rowDecks("import")},
	{"today-decks", "", "1.3x", false, rowDecks("")},
	{"stats", "sqlite3", "0.1x", false, rowSQL(sqlByDay, "stats")},
	{"stats-query", "sqlite3", "1.5x, 32 MiB", false, rowSQL(sqlByDay, "stats", "is:mature")},
	{"csv-review", "sqlite3", "0.2x, 32 MiB", false, rowSQL(sqlReviews, "stats", "--csv", "--by", "review")},
	{"csv-card", "sqlite3", "2x", false, rowSQL(sqlCards, "stats", "--csv", "--by", "card")},
	{"list", "sqlite3", "4x", false, rowSQL(sqlLike, "list", "-q", "galley")},
	{"check", "sqlite3", "2.5x", false, rowSQL(sqlSound, "check")},
	{"rebuild", "sqlite3", "4x", false, rowSQL(sqlLog, "check", "--rebuild")},
	{"restore", "sqlite3", "4x", false, rowRestore},
	{"export-log", "sqlite3", "3x", false, rowSQL(".dump", "export", "big", "--log")},
	{"sync-push", "", "1 s for 10,000 new entries", false, rowSync(false)},
	{"sync-pull", "", "1 s for 10,000 new entries", false, rowSync(true)},
	{"sync-same", "", "50 ms", false, rowSyncSame},
	{"first-place", "", "300 ms later", false, rowFirstPlace},
	{"explain", "", "10 MB/s", false, rowText("explain")},
	{"score", "", "4 MB/s", false, rowText("deck", "score")},
	{"disk", "sqlite3", "72 B a log row; text + 180 B a card", false, rowDisk},
}

const (
	sqlDue   = "deck = (SELECT id FROM deck WHERE name = 'big') AND hold = 0 AND interval > 0 AND due <= "
	sqlByDay = `SELECT day, count(*), sum(grade < 3), sum(took), sum(interval_before >= 21) FROM log WHERE kind = 1 GROUP BY day`
	sqlLog   = `SELECT count(*), sum(tick + subject + kind + day + zone + grade + took + interval_after + ease_after + sum) FROM log`
	sqlLike  = `SELECT c.id, c.context, c.front, c.back FROM card c JOIN note n ON n.id = c.note WHERE c.context LIKE '%galley%'
		OR c.front LIKE '%galley%' OR c.back LIKE '%galley%' OR n.text LIKE '%galley%'`
	sqlSound = `PRAGMA integrity_check; PRAGMA foreign_key_check; SELECT sum(length(text)) FROM note;
		SELECT sum(length(front) + length(back) + length(context)) FROM card; ` + sqlLog
	sqlCards = `SELECT hex(u.uid), d.name, x.chapter, x.headings, c.slot, c.front, c.back, s.due, s.interval, s.ease, s.reps,
			s.lapses, s.last, o.path, n.line, count(l.seq), avg(l.grade >= 3)
		FROM card c JOIN note n ON n.id = c.note JOIN section x ON x.id = n.section JOIN schedule s ON s.card = c.id
		JOIN subject u ON u.id = c.id JOIN deck d ON d.id = n.deck JOIN source o ON o.id = n.source
		LEFT JOIN log l ON l.subject = c.id AND l.kind = 1 GROUP BY c.id`
	sqlReviews = `SELECT strftime('%Y-%m-%dT%H:%M:%S', (l.tick - l.lag) / 1000 + l.zone * 60, 'unixepoch')
			|| printf('%s%02d:%02d', iif(l.zone < 0, '-', '+'), abs(l.zone) / 60, abs(l.zone) % 60),
			date(l.day * 86400, 'unixepoch'), d.name, x.chapter, lower(hex(u.uid)), c.slot, iif(l.interval_before = 0, 'new', 'review'),
			l.form, l.grade, l.took, l.interval_before, l.interval_after, printf('%.2f', l.ease_before / 100.0),
			printf('%.2f', l.ease_after / 100.0)
		FROM log l CROSS JOIN subject u ON u.id = l.subject CROSS JOIN card c ON c.id = l.subject CROSS JOIN note n ON n.id = c.note
		CROSS JOIN section x ON x.id = n.section CROSS JOIN deck d ON d.id = n.deck WHERE l.kind = 1 ORDER BY l.device, l.seq`
)

const fewDue = 150

// recallSide is recall with some arguments on a database.
func (b *bench) recallSide(db string, args ...string) *side {
	return &side{command: func(ctx context.Context) *exec.Cmd { return b.recall(ctx, db, args...) }}
}

// floorSide is another program.
func floorSide(args ...string) *side {
	return &side{command: func(ctx context.Context) *exec.Cmd { return exec.CommandContext(ctx, args[0], args[1:]...) }}
}

func shellSide(db, query string) *side { return floorSide("sqlite3", "-readonly", "-csv", db, query) }

// working copies a database into a folder of its own, where there are no backups.
func (b *bench) working(name, db string) (path string, err error) {
	dir := b.path("work", name)
	if err := os.RemoveAll(dir); err != nil {
		return "", err
	}
	path = filepath.Join(dir, "recall.db")
	return path, errors.Join(os.MkdirAll(dir, 0o700), copyFile(db, path))
}

func rowVersion(b *bench, m *measured) error {
	bare, err := made(b.path("bare"), func(path string) error {
		c := exec.Command("go", "build", "-o", path, "./testdata/speed/bare")
		c.Env = append(os.Environ(), "CGO_ENABLED=0")
		out, err := c.CombinedOutput()
		return errors.Join(err, errorOf(out))
	})
	if err != nil {
		return err
	}
	return measure(b.ctx, m, [2]*side{b.recallSide(b.path("none.db"), "version"), floorSide(bare)})
}

// errorOf makes an error of what a compiler says.
func errorOf(out []byte) error {
	if len(out) == 0 {
		return nil
	}
	return errors.New(string(out))
}

func rowBinary(b *bench, m *measured) error {
	size := func(what string) (float64, error) {
		path := b.path("stripped")
		defer os.Remove(path)
		c := exec.Command("go", "build", "-ldflags", "-s -w", "-trimpath", "-o", path, what)
		c.Env = append(os.Environ(), "CGO_ENABLED=0")
		if out, err := c.CombinedOutput(); err != nil {
			return 0, fmt.Errorf("%w\n%s", err, out)
		}
		info, err := os.Stat(path)
		if err != nil {
			return 0, err
		}
		return float64(info.Size()) / 1e6, nil
	}
	ours, err := size("recall/cmd/recall")
	if err != nil {
		return err
	}
	bare, err := size("./testdata/speed/bare")
	m.note = fmt.Sprintf("%.1f MB stripped; Go with SQLite alone %.1f MB", ours, bare)
	return err
}

// rowDue is a command that says what is due, of 150 or of a share of the bullets.
func rowDue(command string, share int) func(*bench, *measured) error {
	return func(b *bench, m *measured) error {
		due := fewDue
		if share > 0 {
			due = m.size / share
		}
		db, err := b.filled(m.size, due)
		if err != nil {
			return err
		}
		return measure(b.ctx, m, [2]*side{b.recallSide(db, strings.Fields(command)...),
			shellSide(db, fmt.Sprintf("SELECT count(*) FROM schedule WHERE %s%d", sqlDue, speedDay))})
	}
}

// rowSQL is a command beside a query of the sqlite3 shell, both on a database with a past.
func rowSQL(query string, args ...string) func(*bench, *measured) error {
	return func(b *bench, m *measured) error {
		db, err := b.filled(m.size, fewDue)
		if err != nil {
			return err
		}
		if args[0] == "check" { // --rebuild writes
			if db, err = b.working("check", db); err != nil {
				return err
			}
		}
		return measure(b.ctx, m, [2]*side{b.recallSide(db, args...), shellSide(db, query)})
	}
}

func rowImport(b *bench, m *measured) error {
	finished, err := b.imported(m.size)
	if err != nil {
		return err
	}
	empty, err := b.empty()
	if err != nil {
		return err
	}
	floor, err := b.floor("copy")
	if err != nil {
		return err
	}
	doc, err := b.document(m.size)
	if err != nil {
		return err
	}
	ours := b.recallSide(b.path("work", "new", "recall.db"), "import", doc, "--deck", "big")
	ours.before = func() error { _, err := b.working("new", empty); return err }
	least := floorSide("sh", "-c", `cmark "$0" > /dev/null && "$1" "$2" "$3"`, doc, floor, finished, b.path("work", "copied", "recall.db"))
	least.before = func() error { _, err := b.working("copied", empty); return err }
	return measure(b.ctx, m, [2]*side{ours, least})
}

// again returns a copy of the document, and a database into which it was imported.
func (b *bench) again(name string, n int) (doc, db string, err error) {
	from, err := b.document(n)
	if err != nil {
		return "", "", err
	}
	empty, err := b.empty()
	if err != nil {
		return "", "", err
	}
	if db, err = b.working(name, empty); err != nil {
		return "", "", err
	}
	doc = b.path("work", name, "notes.md")
	return doc, db, errors.Join(copyFile(from, doc), b.say(db, "import", doc, "--deck", "big"))
}

func rowSame(b *bench, m *measured) error {
	doc, db, err := b.again("same", m.size)
	if err != nil {
		return err
	}
	return measure(b.ctx, m, [2]*side{b.recallSide(db, "import", doc), floorSide("sha256sum", doc)})
}

// rowOne changes a word of one bullet in the middle before each run. The floor is an import of the same file unchanged.
func rowOne(b *bench, m *measured) error {
	doc, db, err := b.again("one", m.size)
	if err != nil {
		return err
	}
	same, sameDB, err := b.again("one-same", m.size)
	if err != nil {
		return err
	}
	text, err := os.ReadFile(doc)
	if err != nil {
		return err
	}
	lines := bytes.SplitAfter(text, []byte("\n"))
	at := len(lines) / 2
	for !bytes.HasPrefix(lines[at], []byte("- ")) {
		at++
	}
	plain, times := bytes.TrimRight(lines[at], "\n"), 0
	ours := b.recallSide(db, "import", doc)
	ours.before = func() error {
		times++
		lines[at] = fmt.Appendf(nil, "%s of %d\n", plain, times)
		return os.WriteFile(doc, bytes.Join(lines, nil), 0o600)
	}
	if err := measure(b.ctx, m, [2]*side{ours, b.recallSide(sameDB, "import", same)}); err != nil {
		return err
	}
	backup, err := b.recallSide(db, "backup").run(b.ctx)
	m.note = fmt.Sprintf("(the backup: %.1f ms, %.1f CPU)", float64(backup.wall.Microseconds())/1000, float64(backup.cpu.Microseconds())/1000)
	return err
}

// rowDecks is an import, or the first screen, of 200 files with a deck each, beside one file with as many bullets.
func rowDecks(command string) func(*bench, *measured) error {
	const decks = 200
	return func(b *bench, m *measured) error {
		if m.size < decks {
			return fmt.Errorf("%d bullets are too few for %d decks", m.size, decks)
		}
		dir, err := made(b.path(fmt.Sprintf("%d-in-%d", m.size, decks)), func(path string) error {
			err := os.Mkdir(path, 0o700)
			for i := range decks {
				err = errors.Join(err, os.WriteFile(filepath.Join(path, fmt.Sprintf("%d.md", i)),
					manyBullets(fmt.Sprintf("Deck %d", i), m.size/decks), 0o600))
			}
			return err
		})
		if err != nil {
			return err
		}
		doc, err := b.document(m.size)
		if err != nil {
			return err
		}
		empty, err := b.empty()
		if err != nil {
			return err
		}
		files, err := filepath.Glob(filepath.Join(dir, "*.md"))
		if err != nil {
			return err
		}
		many := append([]string{"import", "--yes"}, files...)
		if command == "import" {
			both := [2]*side{b.recallSide(b.path("work", "many", "recall.db"), many...),
				b.recallSide(b.path("work", "single", "recall.db"), "import", doc)}
			both[0].before = func() error { _, err := b.working("many", empty); return err }
			both[1].before = func() error { _, err := b.working("single", empty); return err }
			return measure(b.ctx, m, both)
		}
		manyDB, err := b.working("many", empty)
		if err != nil {
			return err
		}
		oneDB, err := b.working("single", empty)
		if err != nil {
			return err
		}
		if err := errors.Join(b.say(manyDB, many...), b.say(oneDB, "import", doc)); err != nil {
			return err
		}
		return measure(b.ctx, m, [2]*side{b.recallSide(manyDB), b.recallSide(oneDB)})
	}
}

func rowBackup(b *bench, m *measured) error {
	from, err := b.filled(m.size, fewDue)
	if err != nil {
		return err
	}
	db, err := b.working("backup", from)
	if err != nil {
		return err
	}
	ours := b.recallSide(db, "backup")
	ours.before = func() error { return os.RemoveAll(filepath.Join(filepath.Dir(db), "backups")) }
	return measure(b.ctx, m, [2]*side{ours, b.shellBackup(db)})
}

// shellBackup is what a backup takes at least: a copy, compressed.
func (b *bench) shellBackup(db string) *side {
	copied := db + ".copy"
	return floorSide("sh", "-c", `rm -f "$1" && sqlite3 "$0" ".backup '$1'" && zstd -q -f "$1" -o "$1.zst"`, db, copied)
}

func rowRestore(b *bench, m *measured) error {
	from, err := b.filled(m.size, fewDue)
	if err != nil {
		return err
	}
	db, err := b.working("restore", from)
	if err != nil {
		return err
	}
	if err := b.say(db, "backup"); err != nil {
		return err
	}
	list, err := filepath.Glob(filepath.Join(filepath.Dir(db), "backups", "*.zst"))
	if err != nil || len(list) != 1 {
		return fmt.Errorf("%d backups: %w", len(list), err)
	}
	return measure(b.ctx, m, [2]*side{b.recallSide(db, "restore", list[0], "--yes"), shellSide(db, ".dump")})
}

// rowText is a command that reads the document and opens no database. Its speed is what counts.
func rowText(args ...string) func(*bench, *measured) error {
	return func(b *bench, m *measured) error {
		doc, err := b.document(m.size)
		if err != nil {
			return err
		}
		info, err := os.Stat(doc)
		if err != nil {
			return err
		}
		if err := measure(b.ctx, m, [2]*side{b.recallSide(b.path("none.db"), append(args, doc)...)}); err != nil {
			return err
		}
		m.note = fmt.Sprintf("%.1f MB/s of CPU", float64(info.Size())/1e6/median(cpus(m.runs[0])).Seconds())
		return nil
	}
}

func rowDisk(b *bench, m *measured) error {
	db, err := b.filled(m.size, fewDue)
	if err != nil {
		return err
	}
	number := func(query string) (float64, error) {
		out, err := exec.Command("sqlite3", "-readonly", db, query).Output()
		if err != nil {
			return 0, fmt.Errorf("%s: %w", query, err)
		}
		return strconv.ParseFloat(strings.TrimSpace(string(out)), 64)
	}
	log, err1 := number("SELECT 1.0 * (SELECT sum(pgsize) FROM dbstat WHERE aggregate = 1 AND name = 'log') / (SELECT count(*) FROM log)")
	cards, err2 := number(`SELECT ((SELECT sum(pgsize) FROM dbstat WHERE aggregate = 1 AND name IN (SELECT name FROM sqlite_schema
		WHERE tbl_name IN ('note', 'card', 'schedule', 'subject'))) - (SELECT sum(length(CAST(text AS BLOB))) FROM note)
		- (SELECT sum(length(CAST(front AS BLOB)) + length(CAST(back AS BLOB)) + length(CAST(context AS BLOB)) + length(CAST(extra AS BLOB))) FROM card)) * 1.0
		/ (SELECT count(*) FROM card)`)
	if err := errors.Join(err1, err2); err != nil {
		return err
	}
	m.note = fmt.Sprintf("%.0f B a log row, text + %.0f B a card", log, cards)
	return nil
}
