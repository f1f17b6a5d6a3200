package apkg

import (
	"archive/zip"
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"flag"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"recall/deck"
	"recall/deck/anki"
	_ "recall/srs/lawtest" // the same histories in every run
)

var updateWritten = flag.Bool("update-written", false, "write the golden files of what Write writes anew")

// tides is a small deck of ours: cards in every state, with what a field can hold.
func tides() []anki.Ours {
	const added, changed, monday = 1_750_000_000_000, 1_750_000_100, 20_300
	at := func(day, hour int64) int64 { return (day*24 + hour) * 3_600_000 }
	return []anki.Ours{
		{ID: "0a01", Card: deck.Card{Slot: "forward", Context: "Tides", Prompt: "spring tide", Answer: "sun and moon in *one* line"},
			Path: []string{"Sea", "Tides"}, Tags: []string{"sea", "two words", "two\u3000words"}, Added: added, Modified: changed,
			Interval: 16, Due: monday + 9, Ease: 260, Lapses: 1, Flagged: true,
			Answers: []anki.Answer{
				{At: at(monday-20, 9), Grade: 1, Took: 4000, Kind: anki.InLearning},
				{At: at(monday-20, 10), Grade: 4, Interval: 1, Ease: 250, Took: 3000, Kind: anki.InLearning},
				{At: at(monday-19, 9), Grade: 2, Before: 1, Interval: 1, Ease: 250, Took: 60000, Kind: anki.InReview},
				{At: at(monday-19, 9), Grade: 3, Before: 1, Interval: 1, Ease: 250, Took: 5000, Kind: anki.InRelearning},
				{At: at(monday-10, 9), Grade: 5, Before: 6, Interval: 16, Ease: 260, Took: 2000, Kind: anki.InReview},
				{At: at(monday-9, 9), Grade: 4, Before: 16, Interval: 16, Ease: 260, Took: 2000, Kind: anki.InCram},
			}},
		{ID: "0a02", Card: deck.Card{Slot: "reverse", Prompt: "sun and moon in one line", Answer: "spring tide", Extra: "twice a month"},
			Path: []string{"sea", "tides"}, Added: added, Modified: changed},
		{ID: "0b01", Card: deck.Card{Slot: "order", Context: "Ports <old>", Prompt: "Locks, in order:\n\n- inner\n- outer", Answer: "outer → inner",
			Members: []string{"outer", "`inner`"}, Forms: deck.Order}, Path: []string{"Sea::Ports", ""}, Added: added + 5, Modified: changed,
			Interval: 3, Due: monday, Ease: 130, Suspended: true},
		{ID: "0b02", Card: deck.Card{Slot: "cloze:4", Context: "潮汐", Prompt: "力与 ____ 成反比", Answer: "$r^3$"},
			Path: []string{"海"}, Added: added - 5, Modified: changed, Interval: 400, Due: monday + 300, Ease: 250, Buried: true},
	}
}

func write(t testing.TB, c *anki.Collection, media ...Media) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := Write(context.Background(), &b, c, media); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func unzip(t testing.TB, pack []byte) *zip.Reader {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(pack), int64(len(pack)))
	if err != nil {
		t.Fatal(err)
	}
	return z
}

// written opens the database in a package.
func written(t testing.TB, pack []byte) *sql.DB {
	t.Helper()
	text := entryText(t, unzip(t, pack), "collection.anki2")
	dir, err := os.MkdirTemp("", "recall-test-*")
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, "db")
	if err := os.WriteFile(path, text, 0o600); err != nil {
		t.Fatal(err)
	}
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close(); os.RemoveAll(dir) })
	return db
}

func entryText(t testing.TB, z *zip.Reader, name string) []byte {
	t.Helper()
	f, err := z.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	text, err := io.ReadAll(f)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// dump writes out rows, with a tab between their columns.
func dump(t testing.TB, db *sql.DB, query string) string {
	t.Helper()
	rows, err := db.Query(query)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	columns, _ := rows.Columns()
	var b strings.Builder
	for rows.Next() {
		cells := make([]sql.NullString, len(columns))
		into := make([]any, len(cells))
		for i := range cells {
			into[i] = &cells[i]
		}
		if err := rows.Scan(into...); err != nil {
			t.Fatal(err)
		}
		for i, c := range cells {
			b.WriteString(map[bool]string{true: "\t"}[i > 0] + strings.NewReplacer("\n", `\n`, "\x1f", " | ").Replace(c.String))
		}
		b.WriteString("\n")
	}
	return b.String()
}

// Old versions of Anki stop at a key of the JSON that is missing.
func TestWriteGolden(t *testing.T) {
	db := written(t, write(t, anki.Collect(4, 0, tides())))
	var b bytes.Buffer
	for _, column := range []string{"conf", "models", "decks", "dconf"} {
		var is any
		if err := json.Unmarshal([]byte(dump(t, db, "SELECT "+column+" FROM col")), &is); err != nil {
			t.Fatal(err)
		}
		text, _ := json.MarshalIndent(is, "", " ")
		b.WriteString("-- " + column + " --\n" + string(text) + "\n")
	}
	for _, part := range []string{
		"SELECT id, crt, mod, scm, ver, dty, usn, ls, tags FROM col", "SELECT * FROM notes", "SELECT * FROM cards",
		"SELECT * FROM revlog",
	} {
		b.WriteString("-- " + part + " --\n" + dump(t, db, part))
	}
	path := filepath.Join("testdata", "written.txt")
	if *updateWritten {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, b.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if b.String() != string(want) {
		t.Errorf("it is no longer as in %s:\n%s", path, b.String())
	}
}

// Anki up to 2.1.15 can't open the newer name, and later ones take schedules from no other.
func TestWriteNames(t *testing.T) {
	names := func(z *zip.Reader) (list []string) {
		for _, f := range z.File {
			list = append(list, f.Name)
		}
		return list
	}
	scheduled := unzip(t, write(t, anki.Collect(4, 0, tides())))
	if got := strings.Join(names(scheduled), " "); got != "collection.anki2 collection.anki21 media" {
		t.Errorf("with schedules: %s", got)
	}
	if !bytes.Equal(entryText(t, scheduled, "collection.anki2"), entryText(t, scheduled, "collection.anki21")) {
		t.Error("old and new versions of Anki would read different things")
	}
	if got := strings.Join(names(unzip(t, write(t, anki.Collect(4, 0, tides()[1:2])))), " "); got != "collection.anki2 media" {
		t.Errorf("without schedules: %s", got)
	}
}

func TestWriteIsTheSameAgain(t *testing.T) {
	if !bytes.Equal(write(t, anki.Collect(4, 0, tides())), write(t, anki.Collect(4, 0, tides()))) {
		t.Error("one collection gave two packages")
	}
}

// fits reports each rule of Anki's that a database breaks.
func fits(t testing.TB, db *sql.DB) {
	for _, rule := range []struct{ name, query string }{
		{"sound", "SELECT * FROM pragma_integrity_check WHERE integrity_check <> 'ok'"},
		{"one collection", "SELECT count(*) FROM col HAVING count(*) <> 1"},
		{"a GUID is one note's", "SELECT guid FROM notes GROUP BY guid HAVING count(*) > 1"},
		{"a card is one of its note's", "SELECT nid, ord FROM cards GROUP BY nid, ord HAVING count(*) > 1"},
		{"a card has a note", "SELECT id FROM cards WHERE nid NOT IN (SELECT id FROM notes)"},
		{"a note has a card", "SELECT id FROM notes WHERE id NOT IN (SELECT nid FROM cards)"},
		{"a review has a card", "SELECT id FROM revlog WHERE cid NOT IN (SELECT id FROM cards)"},
		{"a card has a deck", "SELECT c.id FROM cards c, col WHERE NOT EXISTS (SELECT 1 FROM json_each(decks) WHERE key = c.did)"},
		{"a note has a type", "SELECT n.id FROM notes n, col WHERE NOT EXISTS (SELECT 1 FROM json_each(models) WHERE key = n.mid)"},
		{"a note has the fields of its type", "SELECT n.id FROM notes n, col, json_each(models) j WHERE j.key = n.mid AND " +
			"json_array_length(j.value, '$.flds') <> 1 + length(flds) - length(replace(flds, char(31), ''))"},
		{"a deck has the one above it", "SELECT d.value ->> 'name' FROM col, json_each(decks) d WHERE d.value ->> 'name' LIKE '%::%' AND " +
			"NOT EXISTS (SELECT 1 FROM json_each(decks) p WHERE d.value ->> 'name' LIKE (p.value ->> 'name') || '::%')"},
		{"a deck's name is one's", "SELECT lower(value ->> 'name') FROM col, json_each(decks) GROUP BY 1 HAVING count(*) > 1"},
		{"what a sync has not sent", "SELECT id FROM notes WHERE usn <> -1 UNION SELECT id FROM cards WHERE usn <> -1 UNION SELECT id FROM revlog WHERE usn <> -1"},
		{"tags have blanks around them", "SELECT tags FROM notes WHERE tags <> '' AND tags NOT LIKE ' % '"},
		{"numbers are integers", "SELECT id FROM cards WHERE typeof(due) || typeof(ivl) || typeof(factor) || typeof(reps) <> 'integerintegerintegerinteger'"},
		{"a state and its queue", "SELECT id FROM cards WHERE NOT (type = 0 AND queue IN (0, -1, -2) OR type = 2 AND queue IN (2, -1, -2))"},
		{"a new card has no schedule", "SELECT id FROM cards WHERE type = 0 AND (ivl <> 0 OR factor <> 0 OR due < 1)"},
		{"a schedule", "SELECT id FROM cards WHERE type = 2 AND (ivl < 1 OR factor < 1300 OR due > 100000)"},
		{"a flag", "SELECT id FROM cards WHERE flags NOT BETWEEN 0 AND 7"},
		{"a button", "SELECT id FROM revlog WHERE ease NOT BETWEEN 1 AND 4 OR type NOT BETWEEN 0 AND 3"},
		{"an interval", "SELECT id FROM revlog WHERE ivl = 0"},
	} {
		if broken := dump(t, db, rule.query); broken != "" {
			t.Errorf("%s: not so: %.300s", rule.name, broken)
		}
	}
}

// The schema must be Anki's own: it reads columns by their place.
func TestWriteSchema(t *testing.T) {
	db := written(t, write(t, anki.Collect(4, 0, tides())))
	fits(t, db)
	for table, want := range map[string]string{
		"col":    "id crt mod scm ver dty usn ls conf models decks dconf tags",
		"notes":  "id guid mid mod usn tags flds sfld csum flags data",
		"cards":  "id nid did ord mod usn type queue due ivl factor reps lapses left odue odid flags data",
		"revlog": "id cid usn ease ivl lastIvl factor time type",
		"graves": "usn oid type",
	} {
		got := strings.Fields(dump(t, db, "SELECT name FROM pragma_table_info('"+table+"') ORDER BY cid"))
		if strings.Join(got, " ") != want {
			t.Errorf("%s has %v", table, got)
		}
		loose := dump(t, db, "SELECT name FROM pragma_table_info('"+table+"') WHERE NOT \"notnull\" AND NOT pk")
		if loose != "" {
			t.Errorf("%s takes NULL in %s", table, loose)
		}
	}
	indexes := strings.Fields(dump(t, db, "SELECT name FROM sqlite_master WHERE type = 'index' ORDER BY name"))
	want := "ix_cards_nid ix_cards_sched ix_cards_usn ix_notes_csum ix_notes_usn ix_revlog_cid ix_revlog_usn"
	if strings.Join(indexes, " ") != want {
		t.Errorf("indexes: %v", indexes)
	}
}

func TestWriteAnyCollection(t *testing.T) {
	text := rapid.OneOf(rapid.String(), rapid.SampledFrom([]string{"", "a", "<b>x", "$x$", "- a\n- b", "::", "a::b", "A", "\x1f", "{{c1::x}}"}))
	answer := rapid.Custom(func(t *rapid.T) anki.Answer {
		return anki.Answer{At: rapid.Int64Range(1, 2_000_000_000_000).Draw(t, "at"), Grade: rapid.IntRange(0, 5).Draw(t, "grade"),
			Before: rapid.IntRange(0, 36500).Draw(t, "before"), Interval: rapid.IntRange(0, 36500).Draw(t, "interval"),
			Ease: rapid.IntRange(130, 500).Draw(t, "ease"), Took: rapid.IntRange(0, 1<<30).Draw(t, "took"),
			Kind: anki.ReviewKind(rapid.IntRange(0, 3).Draw(t, "kind"))}
	})
	card := rapid.Custom(func(t *rapid.T) anki.Ours {
		return anki.Ours{
			Card: deck.Card{Context: text.Draw(t, "context"), Prompt: text.Draw(t, "prompt"), Answer: text.Draw(t, "answer"),
				Extra: text.Draw(t, "extra"), Members: rapid.SliceOfN(text, 0, 3).Draw(t, "members"),
				Forms: deck.Forms(rapid.Uint8().Draw(t, "forms"))},
			Path: rapid.SliceOfN(text, 1, 3).Draw(t, "path"), Tags: rapid.SliceOfN(text, 0, 3).Draw(t, "tags"),
			Added: rapid.Int64Range(1, 5).Draw(t, "added"), Modified: rapid.Int64Range(0, 2_000_000_000).Draw(t, "modified"),
			Interval: rapid.IntRange(0, 36500).Draw(t, "interval"), Due: rapid.IntRange(0, 60000).Draw(t, "due"),
			Ease: rapid.IntRange(130, 500).Draw(t, "ease"), Lapses: rapid.IntRange(0, 99).Draw(t, "lapses"),
			Suspended: rapid.Bool().Draw(t, "suspended"), Buried: rapid.Bool().Draw(t, "buried"), Flagged: rapid.Bool().Draw(t, "flagged"),
			Answers: rapid.SliceOfN(answer, 0, 4).Draw(t, "answers"),
		}
	})
	rapid.Check(t, func(r *rapid.T) {
		cards := rapid.SliceOfN(card, 0, 5).Draw(r, "cards")
		answers := 0
		for i := range cards {
			cards[i].ID = strconv.Itoa(i)
			answers += len(cards[i].Answers)
		}
		db := written(t, write(t, anki.Collect(rapid.IntRange(0, 23).Draw(r, "rollover"), rapid.IntRange(-840, 720).Draw(r, "west"), cards)))
		fits(t, db)
		want := strings.Repeat(strconv.Itoa(len(cards))+"\t", 2) + strconv.Itoa(answers) + "\n"
		got := dump(t, db, "SELECT (SELECT count(*) FROM notes), (SELECT count(*) FROM cards), (SELECT count(*) FROM revlog)")
		if got != want {
			r.Errorf("notes, cards, reviews: %s, want %s", got, want)
		}
		db.Close()
	})
}

func TestWriteMedia(t *testing.T) {
	opens := func(s string) func() (io.ReadCloser, error) {
		return func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader(s)), nil }
	}
	pack := write(t, anki.Collect(4, 0, tides()), Media{"moon.png", opens("a moon")}, Media{"ebb.mp3", opens("an ebb")})
	z := unzip(t, pack)
	if got, want := string(entryText(t, z, "media")), `{"0":"moon.png","1":"ebb.mp3"}`; got != want {
		t.Errorf("media: %s, want %s", got, want)
	}
	if got := string(entryText(t, z, "1")); got != "an ebb" {
		t.Errorf("the second file holds %q", got)
	}
	if !bytes.Contains(pack[len(pack)-100:], []byte(Mark)) {
		t.Error("nothing tells that recall wrote it")
	}
	lost := errors.New("it is lost")
	for _, c := range []struct {
		media []Media
		want  string
	}{
		{[]Media{{"../moon.png", opens("")}}, `"../moon.png" can't be the name of a file in a package`},
		{[]Media{{"", opens("")}}, `"" can't be the name of a file in a package`},
		{[]Media{{"a.png", opens("")}, {"a.png", opens("")}}, `"a.png" can't be the name of a file in a package`},
		{[]Media{{"a.png", func() (io.ReadCloser, error) { return nil, lost }}}, "a.png: it is lost"},
	} {
		if err := Write(context.Background(), io.Discard, anki.Collect(4, 0, tides()), c.media); err == nil || err.Error() != c.want {
			t.Errorf("%v, want %s", err, c.want)
		}
	}
}

func TestWriteStops(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("TMPDIR", dir)
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if err := Write(ctx, io.Discard, anki.Collect(4, 0, tides()), nil); !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
	if left, _ := os.ReadDir(dir); len(left) > 0 {
		t.Errorf("%v is left behind", left)
	}
}

// A deck of ten thousand notes with a hundred thousand reviews must not need a machine of its own.
func TestWriteManyCards(t *testing.T) {
	if testing.Short() {
		t.Skip("it takes some seconds")
	}
	cards := make([]anki.Ours, 10_000)
	for i := range cards {
		o := tides()[i%4]
		o.ID = strconv.Itoa(i)
		o.Answers = slices.Repeat([]anki.Answer{{At: int64(i) + 1, Grade: 4, Interval: 6, Ease: 250, Kind: anki.InReview}}, 10)
		cards[i] = o
	}
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	c := anki.Collect(4, 0, cards)
	if err := Write(context.Background(), io.Discard, c, nil); err != nil {
		t.Fatal(err)
	}
	runtime.ReadMemStats(&after)
	if grown := (after.Sys - before.Sys) >> 20; grown > 100 {
		t.Errorf("it took %d MB", grown)
	}
	if len(c.Reviews) != 100_000 {
		t.Errorf("%d reviews", len(c.Reviews))
	}
}
