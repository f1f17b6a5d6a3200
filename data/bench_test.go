package data

import (
	"crypto/sha256"
	"encoding/csv"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"recall/deck/read"
	"recall/srs"
)

// manyBullets returns a document of n bullets in sections of 50.
func manyBullets(n int) string {
	var b strings.Builder
	words := strings.Fields("keel rudder boom mast sheet halyard sail hull bow stern port anchor chain winch cleat deck rope knot tide wind")
	for i := range n {
		if i%50 == 0 {
			fmt.Fprintf(&b, "\n## Section %d\n\n", i/50)
		}
		fmt.Fprintf(&b, "- Term %d: %s %s %s %d\n", i, words[i%20], words[i/20%20], words[i/400%20], i)
	}
	return b.String()
}

func parsed(tb testing.TB, text string) File {
	tb.Helper()
	doc, problems := read.Parse("many.md", []byte(text))
	if len(problems) > 0 {
		tb.Fatal(problems[0])
	}
	return File{Path: "/many.md", Sum: sha256.Sum256([]byte(text)), Size: int64(len(text)), Doc: doc}
}

// edited changes every n-th bullet of a text, n being every.
func edited(text string, every int) string {
	lines := strings.Split(text, "\n")
	n := 0
	for i, l := range lines {
		if !strings.HasPrefix(l, "- ") {
			continue
		}
		if n++; n%every == 0 {
			lines[i] = strings.Replace(l, " ", " the ", 4)
		}
	}
	return strings.Join(lines, "\n")
}

func importText(b *testing.B, s *Store, text string) {
	b.Helper()
	p, err := s.Plan("many", []File{parsed(b, text)})
	if err != nil {
		b.Fatal(err)
	}
	if _, err := s.Import([]*Plan{p}, at(0)); err != nil {
		b.Fatal(err)
	}
}

// shellImport returns how long the sqlite3 shell takes to import the cards of a text into a bare table; 0 if there is
// no shell.
func shellImport(b *testing.B, text string) time.Duration {
	b.Helper()
	shell, err := exec.LookPath("sqlite3")
	if err != nil {
		return 0
	}
	var rows strings.Builder
	w := csv.NewWriter(&rows)
	for _, n := range parsed(b, text).Doc.Notes {
		for _, c := range n.Cards {
			w.Write([]string{c.Slot, c.Context, c.Prompt, c.Answer})
		}
	}
	w.Flush()
	dir := b.TempDir()
	path := filepath.Join(dir, "cards.csv")
	if err := os.WriteFile(path, []byte(rows.String()), 0o600); err != nil {
		b.Fatal(err)
	}
	start := time.Now()
	out, err := exec.Command(shell, filepath.Join(dir, "x.db"), "CREATE TABLE card (slot, context, front, back)",
		".mode csv", ".import "+path+" card").CombinedOutput()
	if err != nil {
		b.Fatalf("%v: %s", err, out)
	}
	return time.Since(start)
}

// Compares a first import, parsing included, with the sqlite3 shell importing the same cards into a bare table; and a
// repeated import, with one bullet in twenty edited and with a single one, with the first.
func BenchmarkImport(b *testing.B) {
	for _, n := range []int{1_000, 10_000, 100_000} {
		if n > 10_000 && testing.Short() {
			continue
		}
		text := manyBullets(n)
		var first time.Duration
		b.Run(fmt.Sprintf("first/%d", n), func(b *testing.B) {
			floor := shellImport(b, text)
			for b.Loop() {
				s := fresh(b)
				importText(b, s, text)
				s.Close()
			}
			first = b.Elapsed() / time.Duration(b.N)
			if floor > 0 {
				b.ReportMetric(float64(first)/float64(floor), "x-shell")
			}
		})
		for name, every := range map[string]int{"5%": 20, "one": n} {
			b.Run(fmt.Sprintf("%s/%d", name, n), func(b *testing.B) {
				s := fresh(b)
				importText(b, s, text)
				texts := [2]string{edited(text, every), text}
				i := 0
				for b.Loop() {
					importText(b, s, texts[i%2])
					i++
				}
				if first > 0 {
					b.ReportMetric(float64(b.Elapsed())/float64(b.N)/float64(first), "x-first")
				}
			})
		}
	}
}

// Compares imports of equal bullets, one after the other with a bullet more, with those of different ones: their ids are
// told apart by their number.
func BenchmarkEqualBullets(b *testing.B) {
	const more = "- Keel: lowest beam of a hull\n"
	for _, n := range []int{1_000, 10_000, 100_000} {
		if n > 10_000 && testing.Short() {
			continue
		}
		var different time.Duration
		for _, c := range []struct{ name, text string }{
			{"different", manyBullets(n)},
			{"equal", "## Keels\n\n" + strings.Repeat(more, n)},
		} {
			b.Run(fmt.Sprintf("%s/%d", c.name, n), func(b *testing.B) {
				for b.Loop() {
					s := fresh(b)
					importText(b, s, c.text)
					importText(b, s, c.text+more)
					s.Close()
				}
				took := b.Elapsed() / time.Duration(b.N)
				if c.name == "different" {
					different = took
				} else if different > 0 {
					b.ReportMetric(float64(took)/float64(different), "x-different")
				}
			})
		}
	}
}

// The statistics of 50,000 answers, and the table of all answers.
func BenchmarkStats(b *testing.B) {
	s := fresh(b)
	load(b, s, "many.md", manyBullets(5000), at(-1000))
	study(b, s, 100, 50_000, 7)
	span := Span{Today: day0, Ahead: 7}
	b.Run("stats", func(b *testing.B) {
		for b.Loop() {
			if _, err := s.Stats(Filter{}, span); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("reviews", func(b *testing.B) {
		for b.Loop() {
			if err := s.Table("review", Filter{}, span, false, func([]Cell) error { return nil }); err != nil {
				b.Fatal(err)
			}
		}
	})
}

// A day's work must not get slower as the log grows. 200 cards were answered today, and 20 of the answers were undone.
func BenchmarkDaily(b *testing.B) {
	for _, n := range []int{1_000, 100_000} {
		s := fresh(b)
		load(b, s, "many.md", manyBullets(10_000), at(-3000))
		study(b, s, 50, n, 7)
		today := at(5000)
		list := cards(b, s)[:200]
		for i, c := range list {
			record(b, s, c.ID, 4, today)
			if i%10 == 0 {
				if _, err := s.Undo(today); err != nil {
					b.Fatal(err)
				}
			}
		}
		for _, act := range []struct {
			name string
			do   func() error
		}{
			{"queue", func() error {
				_, err := s.Queue(Filter{}, today.Day, QueueOptions{Settings: DefaultSettings, NewLimit: -1})
				return err
			}},
			{"streak", func() error { _, err := s.Streak(today.Day); return err }},
			{"pace", func() error { _, err := s.Pace(); return err }},
			{"life", func() error { _, err := s.Life(list[1].ID); return err }},
			{"grade", func() error { _, _, err := s.Record(Answer{Card: list[1].ID, Grade: 4}, today); return err }},
			{"undo", func() error { _, err := s.Undo(today); return err }}, // undoes the grades above
		} {
			b.Run(fmt.Sprintf("%s/%d", act.name, n), func(b *testing.B) {
				for b.Loop() {
					if err := act.do(); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}

// A list of the cards that a query finds, compared with SQLite's LIKE over the same texts.
func BenchmarkQuery(b *testing.B) {
	for _, n := range []int{10_000, 100_000} {
		if n > 10_000 && testing.Short() {
			continue
		}
		s := fresh(b)
		load(b, s, "many.md", manyBullets(n), at(0))
		floor := time.Hour
		for range 5 {
			var found int
			began := time.Now()
			if err := s.get([]any{&found}, `SELECT count(*) FROM card c JOIN note n ON n.id = c.note
				WHERE c.context LIKE ?1 OR c.front LIKE ?1 OR c.back LIKE ?1 OR n.text LIKE ?1`, "%nowhere%"); err != nil {
				b.Fatal(err)
			}
			floor = min(floor, time.Since(began))
		}
		for _, query := range []string{"nowhere", "nowhere or path:no", "deck:test nowhere", "rated:7:1", "file:no", "slot:no"} {
			b.Run(fmt.Sprintf("%s/%d", strings.ReplaceAll(query, " ", "_"), n), func(b *testing.B) {
				for b.Loop() {
					f, err := s.ParseQuery(query, day0)
					if err != nil {
						b.Fatal(err)
					}
					if err := s.Cards(f, func(*Card) error { return nil }); err != nil {
						b.Fatal(err)
					}
				}
				b.ReportMetric(float64(b.Elapsed())/float64(b.N)/float64(floor), "x-like")
			})
		}
	}
}

// A query for a tag must not take longer than one for a word. Every bullet has a tag, and a card in ten one of the learner's.
func BenchmarkTagQuery(b *testing.B) {
	const n = 100_000
	s := fresh(b)
	load(b, s, "many.md", "---\ntags: [sea]\n---\n"+strings.ReplaceAll(manyBullets(n), "\n- ", " #lesson/one\n- "), at(-10))
	var some []int64
	for i, c := range cards(b, s) {
		if i%10 == 0 {
			some = append(some, c.ID)
		}
	}
	if _, err := s.Tag(some, []string{"exam"}, nil, at(0)); err != nil {
		b.Fatal(err)
	}
	for _, query := range []string{"nosuchword", "tag:nosuchtag", "tag:exam", "tag:lesson"} {
		b.Run(query, func(b *testing.B) {
			for b.Loop() {
				f, err := s.ParseQuery(query, day0)
				if err != nil {
					b.Fatal(err)
				}
				where, args := f.cards("s")
				var found int
				if err := s.get([]any{&found}, "SELECT count(*) FROM schedule s WHERE "+where, args...); err != nil {
					b.Fatal(err)
				}
				b.ReportMetric(float64(found), "cards")
			}
		})
	}
	b.Run("list", func(b *testing.B) {
		for b.Loop() {
			if err := s.Cards(Filter{}, func(*Card) error { return nil }); err != nil {
				b.Fatal(err)
			}
		}
	})
}

// A machine takes 10,000 entries of another from a place; then there is nothing to do. Run it once: -benchtime 1x.
func BenchmarkSync(b *testing.B) {
	folder := b.TempDir()
	one, other := fresh(b), fresh(b)
	one.execScript("PRAGMA synchronous = OFF")
	load(b, one, "boats.md", boats, at(0))
	exchange(b, one, folder, at(0))
	exchange(b, other, folder, at(0))
	list := cards(b, one)
	for i := range 10_000 {
		record(b, one, list[i%len(list)].ID, srs.Good, at(i/50))
	}
	exchange(b, one, folder, at(300))
	b.ResetTimer()
	began := time.Now()
	done := exchange(b, other, folder, at(300))
	took := time.Since(began)
	began = time.Now()
	exchange(b, other, folder, at(300))
	b.ReportMetric(float64(took.Milliseconds()), "ms/10000-entries")
	b.ReportMetric(float64(time.Since(began).Milliseconds()), "ms/nothing-new")
	b.ReportMetric(float64(done.Read), "bytes-read")
	if done.Entries != 10_000 {
		b.Fatal(done)
	}
}
