package cmd_test

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"recall/cmd"
	"recall/data"
	"recall/srs"
)

var update = flag.Bool("update", false, "rewrite the golden screens and tables; read the difference before you commit it: the columns of a table are a promise")

const tableDeck = `# sea

## 第一章，船

### Hull

- Keel: stops drift, "leeway"
- Rudder: gives a course
- Cell: =HYPERLINK("x")
- Understand hydrodynamics

### Rig

- Boom: -1

## 2 Wind

- Beaufort 12: hurricane
- Scale of wind: 0 to 12
`

// tableStore is a database with a short life in it, always the same.
func tableStore(t *testing.T) (path string, now time.Time) {
	t.Helper()
	dir := t.TempDir()
	path, file := filepath.Join(dir, "recall.db"), filepath.Join(dir, "sea.md")
	if err := os.WriteFile(file, []byte(tableDeck), 0o600); err != nil {
		t.Fatal(err)
	}
	zone := time.FixedZone("", 19800) // +05:30
	now = time.Date(2026, 10, 1, 9, 30, 0, 0, zone)
	inProcess(t, path, now, "import", file)
	s, err := data.Open(context.Background(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	d, err := s.FindDeck("sea")
	if err != nil {
		t.Fatal(err)
	}
	var ids []int64
	if err := s.Cards(data.Filter{}.In(d.ID),
		func(c *data.Card) error { ids = append(ids, c.ID); return nil }); err != nil {
		t.Fatal(err)
	}
	for day, answers := range [][][2]int{
		{{0, 4}, {1, 1}, {1, 4}, {2, 5}}, {{0, 4}, {1, 3}, {2, 4}, {1, 4}}, {}, {{3, 4}}, {{3, 1}, {3, 4}},
		{{3, 4}, {4, 4}}, {{4, 5}}, {{0, 3}, {1, 4}, {2, 2}},
	} {
		for i, a := range answers {
			at := now.AddDate(0, 0, day).Add(time.Duration(i) * 20 * time.Second)
			m := data.Moment{Time: at, Day: srs.DayOf(at, 4*time.Hour)}
			took := time.Duration(4000+7001*i) * time.Millisecond
			if _, _, err := s.Record(data.Answer{Card: ids[a[0]], Grade: srs.Grade(a[1]), Form: data.Form(i % 3),
				Took: took, Cram: day == 6}, m); err != nil {
				t.Fatal(err)
			}
			if day == 3 {
				if _, err := s.Undo(m); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
	return path, now.AddDate(0, 0, 8)
}

// inProcess runs recall with a clock that stands still.
func inProcess(t *testing.T, db string, now time.Time, args ...string) string {
	t.Helper()
	return answering(t, db, now, "", args...)
}

// answering does what inProcess does, for a person who types something.
func answering(t *testing.T, db string, now time.Time, in string, args ...string) string {
	t.Helper()
	var out, complaints bytes.Buffer
	status := cmd.Main(context.Background(), cmd.Env{
		Args: append([]string{"--db", db}, args...), In: strings.NewReader(in), Out: &out, Err: &complaints,
		Getenv: func(string) string { return "" }, Now: func() time.Time { return now },
	})
	if status != 0 {
		t.Fatalf("recall %q ends with %d: %s", args, status, complaints.String())
	}
	return out.String()
}

// What leaves as CSV is read by other people's programs: the columns, their order and how values are written stay as
// they are.
func TestTablesStayAsTheyAre(t *testing.T) {
	db, now := tableStore(t)
	for _, table := range data.Tables {
		args := []string{"stats", "sea", "--csv", "--by", table.Name, "--days", "30"}
		if table.Name == "review" {
			args = append(args, "--all")
		}
		got := inProcess(t, db, now, args...)
		got = strings.ReplaceAll(got, filepath.Dir(db), "/home")
		file := filepath.Join("testdata", "csv", table.Name+".csv")
		if *update {
			if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if got != string(want) {
			t.Errorf("%s: got\n%s\nwant\n%s", file, got, want)
		}
		records, err := csv.NewReader(strings.NewReader(got)).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		asJSON(t, db, now, table, records)
	}
}

// asJSON compares a table's JSON with its CSV: the same names, the same values, numbers as numbers.
func asJSON(t *testing.T, db string, now time.Time, table data.Table, records [][]string) {
	t.Helper()
	args := []string{"stats", "sea", "--json", "--by", table.Name, "--days", "30"}
	if table.Name == "review" {
		args = append(args, "--all")
	}
	var whole struct{ Rows []map[string]any }
	dec := json.NewDecoder(strings.NewReader(inProcess(t, db, now, args...)))
	dec.UseNumber()
	if err := dec.Decode(&whole); err != nil {
		t.Fatal(err)
	}
	if len(whole.Rows) != len(records)-1 {
		t.Fatalf("%s: %d rows of JSON, %d of CSV", table.Name, len(whole.Rows), len(records)-1)
	}
	for i, row := range whole.Rows {
		for j, column := range table.Columns {
			got, want := row[column.Name], records[i+1][j]
			switch v := got.(type) {
			case nil:
				got = ""
			case json.Number:
				got = v.String()
			case bool:
				got = map[bool]string{true: "true", false: "false"}[v]
			case string:
				want = strings.TrimPrefix(want, "'")
				got = strings.ReplaceAll(v, filepath.Dir(db), "/home")
			}
			if number := column.Kind != data.Text && column.Kind != data.Date && column.Kind != data.Time &&
				column.Kind != data.Flag; number && got != "" {
				if _, ok := row[column.Name].(json.Number); !ok {
					t.Errorf("%s.%s is %T, not a number", table.Name, column.Name, row[column.Name])
				}
			}
			if got != want {
				t.Errorf("%s, row %d: %s is %v in JSON and %s in CSV", table.Name, i, column.Name, got, want)
			}
		}
	}
}

// A spreadsheet runs no text, and taking one ' off gives it back; --raw leaves it; numbers are never touched.
func TestGuard(t *testing.T) {
	db, now := tableStore(t)
	guarded := inProcess(t, db, now, "stats", "sea", "--csv", "--by", "card")
	for _, want := range []string{`,"'=HYPERLINK(""x"")",`, ",'-1,"} {
		if !strings.Contains(guarded, want) {
			t.Errorf("%s is not in\n%s", want, guarded)
		}
	}
	raw := inProcess(t, db, now, "stats", "sea", "--csv", "--by", "card", "--raw")
	for _, want := range []string{`,"=HYPERLINK(""x"")",`, ",-1,"} {
		if !strings.Contains(raw, want) {
			t.Errorf("%s is not in\n%s", want, raw)
		}
	}
	if bom := inProcess(t, db, now, "stats", "sea", "--csv", "--by", "card", "--raw", "--bom"); bom != "\ufeff"+raw {
		t.Errorf("--bom gives %.40q", bom)
	}
}

// reader reads a CSV file in another program, without options, and prints what the test knows.
type reader struct {
	name, program string
	args          []string // FILE stands for the CSV
	want          string
}

// The table of cards, with texts that have commas, quotes, Chinese and formulas, as others read it.
var readers = []reader{
	{"sqlite3", "sqlite3", []string{":memory:", ".import --csv FILE t",
		`SELECT count(*) || ' ' || (SELECT back FROM t WHERE back LIKE 'stops%') || ' ' || (SELECT chapter FROM t LIMIT 1) || ' ' || printf('%.2f', sum(ease)) || ' ' || max(due) FROM t`},
		"CARDS stops drift, \"leeway\" 第一章，船 EASES 2026-10-23"},
	{"python csv", "python3", []string{"-c", `
import csv
rows = list(csv.DictReader(open("FILE", newline="", encoding="utf-8")))
keel = [r for r in rows if r["back"].startswith("stops")][0]
print(len(rows), keel["back"], keel["chapter"], "%.2f" % sum(float(r["ease"]) for r in rows), max(r["due"] for r in rows))`},
		"CARDS stops drift, \"leeway\" 第一章，船 EASES 2026-10-23"},
	{"pandas", "python3", []string{"-c", `
import pandas
t = pandas.read_csv("FILE")
assert t.ease.dtype == "float64" and t.line.dtype == "int64" and t.leech.dtype == "bool", t.dtypes
keel = t[t.back.str.startswith("stops")].iloc[0]
print(len(t), keel.back, keel.chapter, "%.2f" % t.ease.sum(), t.due.dropna().max())`},
		"CARDS stops drift, \"leeway\" 第一章，船 EASES 2026-10-23"},
	{"duckdb", "duckdb", []string{"-noheader", "-list", "-c", `SELECT concat_ws(' ', count(*), max(back) FILTER (back LIKE 'stops%'), max(chapter) FILTER (back LIKE 'stops%'),
		printf('%.2f', sum(ease)), max(due)) FROM 'FILE'`},
		"CARDS stops drift, \"leeway\" 第一章，船 EASES 2026-10-23"},
	{"R", "Rscript", []string{"-e", `t <- read.csv("FILE"); k <- t[grepl("^stops", t$back),][1,]; stopifnot(is.numeric(t$ease), is.integer(t$line)); cat(nrow(t), k$back, k$chapter, sprintf("%.2f", sum(t$ease)), max(t$due))`},
		"CARDS stops drift, \"leeway\" 第一章，船 EASES 2026-10-23"},
	{"LibreOffice", "soffice", []string{"--headless", "--convert-to", "fods", "--outdir", "DIR", "FILE"}, ""},
}

func TestOthersReadTheTables(t *testing.T) {
	db, now := tableStore(t)
	dir := t.TempDir()
	file := filepath.Join(dir, "cards.csv")
	text := inProcess(t, db, now, "stats", "sea", "--csv", "--by", "card")
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	records, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	eases := 0
	for _, r := range records[1:] {
		hundredths, err := strconv.Atoi(strings.Replace(r[10], ".", "", 1))
		if err != nil {
			t.Fatal(err)
		}
		eases += hundredths
	}
	fill := strings.NewReplacer("FILE", file, "DIR", dir, "CARDS", strconv.Itoa(len(records)-1), "EASES",
		fmt.Sprintf("%d.%02d", eases/100, eases%100))
	for _, r := range readers {
		t.Run(r.name, func(t *testing.T) {
			program, err := exec.LookPath(r.program)
			if err != nil {
				t.Skipf("%s is not installed", r.program)
			}
			if r.name == "pandas" && exec.Command(program, "-c", "import pandas").Run() != nil {
				t.Skip("pandas is not installed")
			}
			var args []string
			for _, a := range r.args {
				args = append(args, fill.Replace(a))
			}
			c := exec.Command(program, args...)
			c.Env = append(os.Environ(), "HOME="+dir, "LC_ALL=C.UTF-8")
			out, err := c.CombinedOutput()
			if err != nil {
				t.Fatalf("%v\n%s", err, out)
			}
			if got := strings.TrimSpace(string(out)); r.want != "" && got != fill.Replace(r.want) {
				t.Errorf("it reads %q, want %q", got, fill.Replace(r.want))
			}
			if r.name == "LibreOffice" {
				sheet, err := os.ReadFile(filepath.Join(dir, "cards.fods"))
				if err != nil {
					t.Fatal(err)
				}
				for _, want := range []string{"第一章，船", "stops drift, &quot;leeway&quot;", `office:value="2.5"`} {
					if !strings.Contains(string(sheet), want) {
						t.Errorf("%s is not in the sheet", want)
					}
				}
				if strings.Contains(string(sheet), "table:formula") {
					t.Error("the sheet has a formula")
				}
			}
		})
	}
}
