package apkg

import (
	"archive/zip"
	"bytes"
	"context"
	"database/sql"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/klauspost/compress/zstd"
)

// pack writes a zip with these entries and returns its path.
func pack(t testing.TB, entries map[string]string) string {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, text := range entries {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(w, text); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return put(t, b.String())
}

// put writes a file and returns its path.
func put(t testing.TB, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "p.apkg")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// entries returns what is in a package of testdata.
func entries(t testing.TB, name string) map[string]string {
	t.Helper()
	z, err := zip.OpenReader(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	all := map[string]string{}
	for _, e := range z.File {
		r, err := e.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		all[e.Name] = string(text)
	}
	return all
}

// changed returns a package of testdata with a change made to its database.
func changed(t *testing.T, name, statement string) string {
	t.Helper()
	all := entries(t, name)
	key := databases[legacy1]
	for _, a := range []age{legacy2, latest} {
		if all[databases[a]] != "" {
			key = databases[a]
		}
	}
	text := all[key]
	if key == databases[latest] {
		text = unzstd(t, text)
	}
	path := put(t, text)
	if err := registerCollation(); err != nil {
		t.Fatal(err)
	}
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.Exec(statement); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	is, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if all[key] = string(is); key == databases[latest] {
		all[key] = zstandard(t, string(is))
	}
	return pack(t, all)
}

func zstandard(t testing.TB, s string) string {
	t.Helper()
	var b bytes.Buffer
	z, err := zstd.NewWriter(&b)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.WriteString(z, s); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func unzstd(t testing.TB, s string) string {
	t.Helper()
	z, err := zstd.NewReader(strings.NewReader(s))
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	text, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestRefused(t *testing.T) {
	whole, err := os.ReadFile("testdata/latest.apkg")
	if err != nil {
		t.Fatal(err)
	}
	with := func(name, entry, text string) string {
		all := entries(t, name)
		all[entry] = text
		return pack(t, all)
	}
	latestDB, legacyDB := entries(t, "latest.apkg")[databases[latest]], entries(t, "legacy1.apkg")[databases[legacy1]]
	zeros := strings.Repeat("\x00", large+1)
	for _, c := range []struct{ what, path, want string }{
		{"a folder", t.TempDir(), "this is not a regular file"},
		{"an empty file", put(t, ""), "this is not an Anki package"},
		{"a text", put(t, "# Knots\n- bowline: a loop\n"), "this is not an Anki package"},
		{"a zip of something else", pack(t, map[string]string{"word/document.xml": "<w/>"}), "this is not an Anki package: it has no collection in it"},
		{"an empty zip", pack(t, nil), "this is not an Anki package: it has no collection in it"},
		{"a database", put(t, legacyDB), "this is a database, not a package; export the deck from Anki and import that file"},
		{"Anki 1", pack(t, map[string]string{"shared.anki": "x"}), "this is a deck of Anki 1; open it in Anki 2.0 and export it again"},
		{"half a download", put(t, string(whole[:len(whole)/2])), "this package ends too early; fetch it or export it again"},

		{"a newer package", with("latest.apkg", "meta", "\x08\x04"), errNewer.Error()},
		{"a much newer package", with("latest.apkg", "meta", "\x08\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01"), errNewer.Error()},
		{"a package without an age", with("latest.apkg", "meta", ""), errNewer.Error()},
		{"an age that can't be read", with("latest.apkg", "meta", "\x08"), errDamaged.Error()},
		{"a long age", with("latest.apkg", "meta", strings.Repeat("\x10\x01", 1000)), ErrBomb.Error()},
		{"an age without its collection", pack(t, map[string]string{"meta": "\x08\x03", "collection.anki2": legacyDB}), "this is not an Anki package: it has no collection in it"},
		{"a newer schema", changed(t, "latest.apkg", "UPDATE col SET ver = 19"), errNewer.Error()},
		{"an older schema", changed(t, "legacy1.apkg", "UPDATE col SET ver = 10"), "this package is from an early Anki 2 (schema 10); open it in a later Anki and export it again"},

		{"no Zstandard", with("latest.apkg", databases[latest], legacyDB), errDamaged.Error()},
		{"Zstandard that ends", with("latest.apkg", databases[latest], latestDB[:len(latestDB)/2]), errDamaged.Error()},
		{"no database", with("legacy1.apkg", databases[legacy1], "hello"), errDamaged.Error()},
		{"a database that ends", with("legacy1.apkg", databases[legacy1], legacyDB[:8000]), errDamaged.Error()},
		{"no row", changed(t, "legacy1.apkg", "DELETE FROM col"), errDamaged.Error()},
		{"no table", changed(t, "legacy1.apkg", "DROP TABLE revlog"), errDamaged.Error()},
		{"no JSON", changed(t, "legacy1.apkg", "UPDATE col SET models = '{'"), errDamaged.Error()},
		{"JSON without an end", changed(t, "legacy1.apkg", "UPDATE col SET decks = replace(hex(zeroblob(100000)), '0', '[')"), errDamaged.Error()},
		{"no message", changed(t, "latest.apkg", "UPDATE notetypes SET config = x'0a7f'"), errDamaged.Error()},
		{"a card of no kind", changed(t, "latest.apkg", "UPDATE cards SET type = 7"), errDamaged.Error()},
		{"a card of a text", changed(t, "latest.apkg", "UPDATE cards SET nid = 'x'"), errDamaged.Error()},
		{"no list of media", with("latest.apkg", "media", "{}"), errDamaged.Error()},
		{"no map of media", with("legacy1.apkg", "media", "["), errDamaged.Error()},

		{"notes that count without an end", changed(t, "legacy1.apkg", `DROP TABLE notes;
			CREATE VIEW notes AS WITH RECURSIVE n(id) AS (SELECT 1 UNION ALL SELECT id + 1 FROM n)
			SELECT id, 'g' AS guid, 1 AS mid, 1 AS mod, '' AS tags, 'x' AS flds FROM n`), errDamaged.Error()},
		{"fields that are computed", changed(t, "legacy1.apkg", `DROP TABLE notes;
			CREATE TABLE notes (id INTEGER PRIMARY KEY, guid, mid, mod, tags, flds AS (hex(zeroblob(10000000))));`), errDamaged.Error()},
		{"a field beyond its bound", changed(t, "legacy1.apkg", "UPDATE notes SET flds = hex(randomblob(17000000)) WHERE id = (SELECT min(id) FROM notes)"), errTooLarge.Error()},
		{"a database that grows", with("legacy1.apkg", databases[legacy1], zeros), ErrBomb.Error()},
		{"one that grows twice", with("latest.apkg", databases[latest], zstandard(t, zeros)), ErrBomb.Error()},
		{"a list of media that grows", with("latest.apkg", "media", zstandard(t, zeros)), ErrBomb.Error()},
	} {
		p, err := Open(context.Background(), c.path)
		if err == nil {
			p.Close()
			t.Errorf("%s was read", c.what)
			continue
		}
		if want := c.path + ": " + c.want; err.Error() != want {
			t.Errorf("%s:\n got %v\nwant %s", c.what, err, want)
		}
	}
}

// A list of entries can be far longer than what a zip says of itself.
func TestZipOfManyEntries(t *testing.T) {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	name := strings.Repeat("n", 60_000)
	for range maxDirectory/len(name) + 1 {
		if _, err := z.CreateRaw(&zip.FileHeader{Name: name}); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(context.Background(), put(t, b.String())); !errors.Is(err, ErrBomb) {
		t.Error(err)
	}
}

func TestReadsOnlyTheNewerCollection(t *testing.T) {
	p, err := Open(context.Background(), changed(t, "legacy2.colpkg", "DELETE FROM cards WHERE id NOT IN (SELECT min(id) FROM cards)"))
	if err != nil {
		t.Fatal(err)
	}
	defer p.Close()
	if im := p.Collection.Imports("p")[0]; len(im.Document.Notes) != 1 || strings.Contains(im.Document.Notes[0].Text, "newer version") {
		t.Error(im.Document.Notes)
	}
}

// Old versions of Anki stored some whole numbers with a fraction, and numbers of add-ons stand beside its own.
func TestOddValues(t *testing.T) {
	p, err := Open(context.Background(), changed(t, "latest.apkg", `
		UPDATE cards SET due = 3.5, ivl = 12.9, data = '{"cd":"x","s":"many"}', flags = 11 WHERE type = 2;
		UPDATE revlog SET ivl = 1e12, time = 17.2;
		UPDATE config SET val = 'null' WHERE key = 'creationOffset';
		UPDATE config SET val = '-1' WHERE key = 'rollover'`))
	if err != nil {
		t.Fatal(err)
	}
	defer p.Close()
	c := p.Collection
	if c.West != nil || c.Rollover != 23 || c.Reviews[0].Took != 17 || c.Reviews[0].Interval != 1<<31-1 {
		t.Errorf("%v %d %+v", c.West, c.Rollover, c.Reviews[0])
	}
	for _, card := range c.Cards {
		if card.Kind == 2 && (card.Due != 3 || card.Interval != 12 || card.Stability != 0 || card.Flag != 3) {
			t.Errorf("%+v", card)
		}
	}
}

// TestSortsByAField reads note types that say they are sorted by a field which they don't have.
func TestSortsByAField(t *testing.T) {
	for name, statement := range map[string]string{
		"latest.apkg":  "UPDATE notetypes SET config = config || x'1009'", // field 2 of the message: 9
		"legacy1.apkg": `UPDATE col SET models = replace(models, '"sortf": 0', '"sortf": 9')`,
	} {
		p, err := Open(context.Background(), changed(t, name, statement))
		if err != nil {
			t.Fatal(err)
		}
		defer p.Close()
		for _, is := range p.Collection.Types {
			if is.Sort != len(is.Fields)-1 {
				t.Errorf("%s: %s of %d fields is sorted by field %d", name, is.Name, len(is.Fields), is.Sort)
			}
		}
	}
}

func TestMedia(t *testing.T) {
	all := entries(t, "legacy1.apkg")
	all["media"] = `{"0": "../../.profile", "1": "gone.png", "01": "x", "-1": "y", "2": ""}`
	all["0"], all["2"] = "text", "text"
	delete(all, "1")
	p, err := Open(context.Background(), pack(t, all))
	if err != nil {
		t.Fatal(err)
	}
	defer p.Close()
	if len(p.Files) != 1 || p.Files[0].Name != "../../.profile" {
		t.Fatalf("%+v", p.Files)
	}
	r, err := p.Files[0].Open()
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	if text, err := io.ReadAll(r); err != nil || string(text) != "text" {
		t.Errorf("%q %v", text, err)
	}
}

func TestMediaThatGrows(t *testing.T) {
	all := entries(t, "latest.apkg")
	all["0"] = zstandard(t, strings.Repeat("\x00", large+1))
	p, err := Open(context.Background(), pack(t, all))
	if err != nil {
		t.Fatal(err)
	}
	defer p.Close()
	r, err := p.Files[0].Open()
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	if _, err := io.Copy(io.Discard, r); !errors.Is(err, ErrBomb) {
		t.Error(err)
	}
}

func TestOpenLeavesNoFile(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	p, err := Open(context.Background(), "testdata/latest.apkg")
	if err != nil {
		t.Fatal(err)
	}
	p.Close()
	if _, err := Open(context.Background(), changed(t, "legacy1.apkg", "DROP TABLE revlog")); err == nil {
		t.Fatal("it was read")
	}
	left, err := filepath.Glob(filepath.Join(os.TempDir(), "recall-*"))
	if err != nil || len(left) > 0 {
		t.Error(left, err)
	}
}

func TestOpenStops(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := Open(ctx, "testdata/latest.apkg"); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}
