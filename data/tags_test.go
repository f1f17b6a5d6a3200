package data

import (
	"bytes"
	"context"
	"crypto/sha256"
	"database/sql"
	"errors"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"recall/deck"
	"recall/deck/read"
	"recall/srs"
)

// tagsBy returns the tags of the cards by their fronts, without those that ask back.
func tagsBy(t testing.TB, s *Store) map[string]string {
	t.Helper()
	tags := map[string]string{}
	for _, c := range cards(t, s) {
		if c.Slot != "reverse" {
			tags[c.Prompt] = strings.Join(c.Tags, " ")
		}
	}
	return tags
}

// wantTags compares the tags of cards. Those with none need not be named.
func wantTags(t testing.TB, s *Store, want map[string]string) {
	t.Helper()
	got := tagsBy(t, s)
	maps.DeleteFunc(got, func(front, tags string) bool { return tags == "" && want[front] == "" })
	want = maps.Clone(want)
	maps.DeleteFunc(want, func(front, tags string) bool { return tags == "" && got[front] == "" })
	if !maps.Equal(got, want) {
		t.Errorf("the tags are %q, want %q", got, want)
	}
}

// tag changes the tags of the cards of a bullet.
func tag(t testing.TB, s *Store, m Moment, term string, add, remove []string) {
	t.Helper()
	var ids []int64
	for _, c := range cards(t, s) {
		if c.Prompt == term || c.Answer == term {
			ids = append(ids, c.ID)
		}
	}
	if _, err := s.Tag(ids, add, remove, m); err != nil {
		t.Fatal(err)
	}
}

// tagActs returns what the learner did to the tags of each card, as far as it is in force.
func tagActs(t testing.TB, s *Store) map[string]string {
	t.Helper()
	list := map[string]string{}
	err := s.each(func(rows *sql.Rows) error {
		var tagged tagScan
		var uid string
		err := rows.Scan(append(tagged.dest(), &uid)...)
		list[uid] = tagged.acts
		return err
	}, "SELECT "+tagColumns("o", "n", "c.id")+`, hex(u.uid) FROM card c JOIN subject u ON u.id = c.id
		JOIN note n ON n.id = c.note JOIN source o ON o.id = n.source`)
	if err != nil {
		t.Fatal(err)
	}
	return list
}

// Cards have the tags of their file, of their bullet or row, and of nobody else's.
func TestTagsOfSources(t *testing.T) {
	for _, test := range []struct {
		name, file, text string
		want             map[string]string
	}{
		{"front matter and the end of a bullet", "a.md",
			"---\ntags: [sea, Boats/small]\n---\n# Sea\n\n- keel: stops drift #hull #Hull/below\n- mast: carries a sail\n",
			map[string]string{"keel": "sea Boats/small hull Hull/below", "mast": "sea Boats/small"}},
		{"what is no tag", "b.md",
			"# Talk\n\n- the language of Unity: C#\n- the first rule: see #1\n- the colour of grass: #0a0\n- keel: `fin` #\n", nil},
		{"the sign of a card", "c.md", "# Sea\n\n- keel :: a fin #flashcard #hull\n",
			map[string]string{"keel": "hull"}},
		{"a property of Logseq", "d.md", "- keel: stops drift\n  tags:: hull, [[tall ships]], #a1\n- mast: a pole\n",
			map[string]string{"keel": "hull tall-ships a1"}},
		{"a column", "e.csv", "front,back,tags\nlaufen,to run,verb::strong a1\nHaus,house,\"noun, a1\"\nso,so,\n",
			map[string]string{"laufen": "verb/strong a1", "Haus": "noun a1"}},
		{"a column with tabs", "f.tsv", "front\tback\ttags\nlaufen\tto run\tverb a1\n", map[string]string{"laufen": "verb a1"}},
		{"text from Anki", "g.txt", "#separator:tab\n#tags:de\n#tags column:3\nlaufen\tto run\tverb::strong\nHaus\thouse\t\n",
			map[string]string{"laufen": "de verb/strong", "Haus": "de"}},
		{"JSON", "h.json", `{"tags": ["de"], "cards": [{"front": "Haus", "back": "house", "tags": ["noun", "DE"]}]}`,
			map[string]string{"Haus": "de noun"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			s := fresh(t)
			importFile(t, s, test.file, "test", []byte(test.text))
			wantTags(t, s, test.want)
			for _, c := range cards(t, s) {
				if side := c.Prompt + c.Answer; strings.Contains(side, "#hull") || strings.Contains(side, "tags::") {
					t.Errorf("a tag is part of the card: %q, %q", c.Prompt, c.Answer)
				}
			}
			sound(t, s)
		})
	}
}

func TestQueryTags(t *testing.T) {
	s := fresh(t)
	importFile(t, s, "words.csv", "test", []byte("front,back,tags\nlaufen,to run,verbs::irregular a1\nsagen,to say,Verbs\n"+
		"Haus,house,nouns a1\nrot,red,\n"))
	tag(t, s, at(0), "Haus", []string{"exam"}, []string{"A1"})
	tag(t, s, at(0), "rot", []string{"verbs/none"}, nil)
	if _, err := s.Undo(at(0)); err != nil {
		t.Fatal(err)
	}
	for query, want := range map[string][]string{
		"tag:verbs":            {"laufen", "sagen"},
		"tag:VERBS::Irregular": {"laufen"},
		"tag:verbs/irregular":  {"laufen"},
		"tag:#verbs":           {"laufen", "sagen"},
		"tag:verb":             {},
		"tag:a1":               {"laufen"},
		"tag:exam":             {"Haus"},
		"-tag:verbs":           {"Haus", "rot"},
		"tag:verbs -tag:a1":    {"sagen"},
		`tag:"verbs"`:          {"laufen", "sagen"},
	} {
		if got := found(t, s, query, day0); !slices.Equal(got, want) {
			t.Errorf("%s finds %q, want %q", query, got, want)
		}
	}
	counts, err := s.TagCounts()
	if want := []TagCount{{"a1", 1}, {"exam", 1}, {"nouns", 1}, {"Verbs", 1}, {"verbs/irregular", 1}}; err != nil || !slices.Equal(counts, want) {
		t.Errorf("the tags are %v, %v; want %v", counts, err, want)
	}
}

// A tag that changes in a file is the only thing that changes: no schedule moves, and the log says nothing.
func TestAChangedTagChangesNoFact(t *testing.T) {
	for _, test := range []struct {
		name, file, before, after, front, want string
	}{
		{"of a bullet", "a.md", "# Sea\n\n- keel: stops drift #hull\n- mast: a pole\n",
			"# Sea\n\n- keel: stops drift #below #exam\n- mast: a pole\n", "keel", "below exam"},
		{"a first one", "a.md", "# Sea\n\n- keel: stops drift\n", "# Sea\n\n- keel: stops drift #hull\n", "keel", "hull"},
		{"none left", "a.md", "# Sea\n\n- keel: stops drift #hull\n", "# Sea\n\n- keel: stops drift\n", "keel", ""},
		{"behind a short answer", "a.md", "# Sea\n\n- port: left #one\n- lee: away #one\n",
			"# Sea\n\n- port: left #two\n- lee: away #one\n", "port", "two"},
		{"of a row", "a.csv", "front,back,tags\nkeel,a fin,hull\n", "front,back,tags\nkeel,a fin,below\n", "keel", "below"},
		{"of a bullet with a property", "a.md", "- keel: stops drift\n  tags:: hull\n", "- keel: stops drift\n  tags:: below\n",
			"keel", "below"},
	} {
		t.Run(test.name, func(t *testing.T) {
			s := fresh(t)
			importFile(t, s, test.file, "sea", []byte(test.before))
			c := card(t, s, test.front)
			was := tagsBy(t, s)
			record(t, s, c.ID, srs.Good, at(0))
			state := record(t, s, c.ID, srs.Good, at(1))
			entries := logged(t, s)
			p := importAs(t, s, at(2), anyFile(t, "/"+test.file, test.after))
			if p.Count["changed"]+p.Count["new"]+p.Count["parked"] > 0 || len(p.Fallout) > 0 {
				t.Errorf("the import tells %v and %v", p.Count, p.Fallout)
			}
			if n := logged(t, s); n != entries {
				t.Errorf("the log has %d entries, not %d", n, entries)
			}
			now := card(t, s, test.front)
			if now.ID != c.ID || now.State != state || strings.Join(now.Tags, " ") != test.want {
				t.Errorf("the card is %+v with tags %q", now.State, now.Tags)
			}
			undoImport(t, s, at(3))
			wantTags(t, s, was)
		})
	}
}

// anyFile is fileOf for files that are no Markdown, too.
func anyFile(t testing.TB, path, text string) File {
	t.Helper()
	doc, problems := read.Read(path, []byte(text))
	if len(problems) > 0 {
		t.Fatal(problems[0])
	}
	return File{Path: path, Sum: sha256.Sum256([]byte(text)), Size: int64(len(text)), Doc: doc}
}

func logged(t testing.TB, s *Store) (n int) {
	t.Helper()
	if err := s.get([]any{&n}, "SELECT count(*) FROM log"); err != nil {
		t.Fatal(err)
	}
	return n
}

// The learner's tags come last, are undone like other acts, and stay through imports, edits, backups and logs.
func TestTagsOfTheLearner(t *testing.T) {
	const text = "# Sea\n\n- keel: stops drift #hull\n- mast: carries a sail\n"
	s := fresh(t)
	importAs(t, s, at(0), fileOf(t, "/a.md", text))
	keel, mast := card(t, s, "keel").ID, card(t, s, "mast").ID
	changed, err := s.Tag([]int64{keel, mast}, []string{"exam", "verbs::x"}, []string{"HULL", "none"}, at(0))
	if err != nil || !slices.Equal(changed, []int64{keel, mast}) {
		t.Fatalf("changed %v, %v", changed, err)
	}
	want := map[string]string{"keel": "exam verbs/x", "mast": "exam verbs/x"}
	wantTags(t, s, want)
	if changed, err = s.Tag([]int64{keel, mast}, []string{"Exam"}, []string{"hull"}, at(0)); err != nil || len(changed) > 0 {
		t.Errorf("tags that are there change %v, %v", changed, err)
	}
	if _, err = s.Tag([]int64{mast}, []string{"rig"}, []string{"exam"}, at(0)); err != nil {
		t.Fatal(err)
	}
	want["mast"] = "verbs/x rig"

	t.Run("an import", func(t *testing.T) {
		importAs(t, s, at(1), fileOf(t, "/a.md", strings.Replace(text, "stops drift", "stops all drift", 1)))
		wantTags(t, s, want)
		undoImport(t, s, at(1))
		wantTags(t, s, want)
	})
	t.Run("a parked bullet", func(t *testing.T) {
		importAs(t, s, at(1), fileOf(t, "/a.md", "# Sea\n\n- mast: carries a sail\n"))
		importAs(t, s, at(1), fileOf(t, "/a.md", text))
		wantTags(t, s, want)
	})
	t.Run("a log elsewhere", func(t *testing.T) {
		other := fresh(t)
		importAs(t, other, at(0), fileOf(t, "/a.md", text))
		for range 2 {
			readDump(t, other, dump(t, s, "sea"))
			wantTags(t, other, want)
			sound(t, other)
		}
	})
	t.Run("a backup", func(t *testing.T) {
		b := backUp(t, s, at(2))
		for _, replace := range []bool{false, true} {
			other := fresh(t)
			err := replaceBy(other, b.Path)
			if !replace {
				other = fresh(t)
				_, err = other.Restore(context.Background(), b.Path, at(2))
			}
			if err != nil {
				t.Fatal(err)
			}
			wantTags(t, other, want)
			sound(t, other)
		}
	})
	t.Run("undo", func(t *testing.T) {
		record(t, s, keel, srs.Good, at(2))
		if list, err := s.UndoLast(Done{keel, srs.Review}, 2, at(3)); err != nil || list[1].Kind != srs.Tag {
			t.Fatalf("undone %v, %v", list, err)
		}
		wantTags(t, s, map[string]string{"keel": "exam verbs/x", "mast": "exam verbs/x"})
		if list, err := s.UndoTogether(at(3)); err != nil || len(list) != 2 {
			t.Fatalf("undone %v, %v", list, err)
		}
		wantTags(t, s, map[string]string{"keel": "hull"})
		sound(t, s)
	})
}

// Tags of a row stay when the learner edits its text here.
func TestAnEditKeepsTags(t *testing.T) {
	s := fresh(t)
	importFile(t, s, "a.csv", "test", []byte("front,back,tags\nkeel,a fin,hull\n"))
	if _, err := s.EditText(card(t, s, "keel").ID, "keel: a long fin #below", at(0)); err != nil {
		t.Fatal(err)
	}
	wantTags(t, s, map[string]string{"keel": "hull below"})
	if _, err := s.EditText(card(t, s, "keel").ID, "keel: a long fin", at(0)); err != nil {
		t.Fatal(err)
	}
	wantTags(t, s, map[string]string{"keel": "hull"})
}

// A purge erases the names of tags, whoever gave them. A backup brings them back with the text.
func TestPurgeErasesTags(t *testing.T) {
	s := fresh(t)
	loadInto(t, s, "sea", "sea.md", "# Sea\n\n- keel: stops drift #zincblende\n", at(0))
	loadInto(t, s, "lake", "lake.md", "# Lake\n\n- reed: grows at the shore\n", at(0))
	record(t, s, card(t, s, "keel").ID, srs.Good, at(0))
	tag(t, s, at(0), "keel", []string{"yttrium"}, []string{"zincblende"})
	tag(t, s, at(0), "reed", []string{"xenotime"}, nil)
	b := backUp(t, s, at(1))
	if err := s.PurgeDeck(deckOf(t, s, "sea").ID, at(1)); err != nil {
		t.Fatal(err)
	}
	sound(t, s)
	file, err := os.ReadFile(s.Path())
	if err != nil {
		t.Fatal(err)
	}
	for word, want := range map[string]bool{"yttrium": false, "zincblende": false, "xenotime": true} {
		if bytes.Contains(file, []byte(word)) != want {
			t.Errorf("%q is in the file: %t", word, !want)
		}
	}
	if _, err := s.Restore(context.Background(), b.Path, at(2)); err != nil {
		t.Fatal(err)
	}
	sound(t, s)
	wantTags(t, s, map[string]string{"keel": "yttrium", "reed": "xenotime"})
}

func TestCheckFindsAlteredTags(t *testing.T) {
	s := fresh(t)
	load(t, s, "sea.md", notes, at(0))
	tag(t, s, at(0), "Keel", []string{"exam"}, nil)
	tag(t, s, at(0), "Rudder", []string{"exam"}, nil)
	text := dump(t, s, "test")
	for _, alter := range []string{
		`UPDATE tagging SET added = '["other"]' WHERE card = (SELECT min(card) FROM tagging)`,
		"UPDATE tagging SET card = (SELECT max(card) FROM tagging)",
		"UPDATE tagging SET sum = 1 WHERE card = (SELECT max(card) FROM tagging)",
	} {
		copied := fresh(t)
		readDump(t, copied, text)
		sound(t, copied)
		if _, err := copied.exec(alter); err != nil {
			t.Fatal(err)
		}
		if c, err := copied.Check(true); err != nil || len(c.Faults) == 0 || !strings.Contains(c.Faults[0], "tags") {
			t.Errorf("%s: %v, %q", alter, err, c.Faults)
		}
		_, problems, err := fresh(t).ReadDump(context.Background(), "deck.jsonl", strings.NewReader(dump(t, copied, "test")), false,
			false, at(3))
		if err == nil {
			t.Errorf("%s: the log of it is taken over, with %v", alter, problems)
		}
	}
}

// A learnt bullet that moved to another file has the tags that it has there.
func TestAMovedBulletHasTheTagsOfItsNewPlace(t *testing.T) {
	s := fresh(t)
	tagged := func(path, text string, tags ...string) File {
		f := fileOf(t, path, text)
		for i := range f.Doc.Notes {
			f.Doc.Notes[i].Tags = tags // as a row of a table has them, beside its text
		}
		return f
	}
	importAs(t, s, at(0), tagged("/a.md", "# Sea\n\n- keel: stops all drift\n- bow: the front end\n", "old"))
	record(t, s, card(t, s, "keel").ID, srs.Good, at(0))
	importAs(t, s, at(1), tagged("/b.md", "# Sea\n\n- keel: stops all drift\n", "new"))
	importAs(t, s, at(2), tagged("/a.md", "# Sea\n\n- bow: the front end\n", "old"))
	wantTags(t, s, map[string]string{"keel": "new", "bow": "old"})
	if got := card(t, s, "keel"); got.Source != "/b.md" || got.State.New() {
		t.Errorf("keel is in %s, learnt: %v", got.Source, !got.State.New())
	}
	sound(t, s)
}

// Each format keeps the tags of a card, and bringing it back changes nothing.
func TestExportKeepsTags(t *testing.T) {
	const text = "---\ntags: [sea]\n---\n# Sea\n\n- keel: stops all drift #hull\n- mast: carries a sail #rig #old\n- bow: the front end\n"
	s := fresh(t)
	importAs(t, s, at(0), fileOf(t, "/a.md", text))
	tag(t, s, at(0), "keel", []string{"exam/oral"}, nil)
	tag(t, s, at(0), "mast", []string{"exam"}, []string{"old"})
	want := map[string]string{"keel": "sea hull exam/oral", "mast": "sea rig exam", "bow": "sea"}
	sorted := func(tags map[string]string) map[string]string {
		list := map[string]string{}
		for front, t := range tags {
			list[front] = strings.Join(slices.Sorted(slices.Values(strings.Fields(t))), " ")
		}
		return list
	}
	for _, format := range []string{"md", "csv", "json"} {
		t.Run(format, func(t *testing.T) {
			out := exportAs(t, s, "sea", format)
			other := fresh(t)
			importFile(t, other, "out."+format, "sea", out)
			if got, want := sorted(tagsBy(t, other)), sorted(want); !maps.Equal(got, want) {
				t.Errorf("the tags are %q, want %q, from\n%s", got, want, out)
			}
			if p := importFile(t, s, "out."+format, "sea", out); counts(p) != "same 3 " {
				t.Errorf("its own export brings %s", counts(p))
			}
			if got := tagsBy(t, s); got["mast"] != want["mast"] || got["keel"] != want["keel"] {
				t.Errorf("its own export makes the tags %q", got)
			}
		})
	}
	t.Run("apkg", func(t *testing.T) {
		other := fresh(t)
		takePackage(t, other, giveAnki(t, s, "sea", at(1)), at(1))
		counts, err := other.TagCounts()
		if err != nil {
			t.Fatal(err)
		}
		var names []string
		for _, c := range counts {
			names = append(names, c.Tag)
		}
		if want := []string{"exam", "exam/oral", "hull", "rig", "sea"}; !slices.Equal(names, want) {
			t.Errorf("the package has the tags %q, want %q", names, want)
		}
	})
}

// Whatever the order of imports, tags and undos, here and elsewhere, a card has the tags that a plain list of what
// happened to it gives.
func TestTagsAreWhatHappened(t *testing.T) {
	if testing.Short() {
		t.Skip("the race detector makes it long, and it does one thing at a time")
	}
	names := []string{"a", "A", "b", "b/c", "b::c", "d"}
	fronts := []string{"keel", "mast", "bow"}
	rapid.Check(t, func(rt *rapid.T) {
		s, other := fresh(t), fresh(t)
		some := func(label string) []string {
			return rapid.SliceOfNDistinct(rapid.SampledFrom(names), 0, 2, rapid.ID).Draw(rt, label)
		}
		document, own := []string{}, map[string][]string{}
		write := func() File {
			document = some("document")
			text := "---\ntags: [" + strings.Join(document, ", ") + "]\n---\n# Sea\n\n"
			for _, front := range fronts {
				own[front] = some(front)
				text += "- " + front + ": means the word " + front + "ish"
				for _, name := range own[front] {
					text += " #" + strings.ReplaceAll(name, "::", "/")
				}
				text += "\n"
			}
			return fileOf(t, "/a.md", text)
		}
		importAs(t, s, at(0), write())
		type act struct {
			front       string
			add, remove []string
			undone      bool
		}
		var acts []act
		key := func(name string) string { return strings.ReplaceAll(strings.ToLower(name), "::", "/") }
		tagsOf := func(front string) map[string]bool {
			tags := map[string]bool{}
			for _, name := range slices.Concat(document, own[front]) {
				tags[key(name)] = true
			}
			for _, a := range acts {
				if a.front != front || a.undone {
					continue
				}
				for _, name := range a.remove {
					delete(tags, key(name))
				}
				for _, name := range a.add {
					tags[key(name)] = true
				}
			}
			return tags
		}
		for day := range rapid.IntRange(1, 12).Draw(rt, "days") {
			switch rapid.SampledFrom([]string{"tag", "tag", "tag", "undo", "import", "undo import", "log"}).Draw(rt, "what") {
			case "tag":
				a := act{front: rapid.SampledFrom(fronts).Draw(rt, "card"), add: some("add"), remove: some("remove")}
				changed, err := s.Tag([]int64{card(t, s, a.front).ID}, a.add, a.remove, at(day))
				if err != nil {
					rt.Fatal(err)
				}
				given := map[string]bool{} // what is given as well is not taken, and what a card has is not given again
				for _, name := range a.add {
					given[key(name)] = true
				}
				had := tagsOf(a.front)
				a.remove = slices.DeleteFunc(a.remove, func(name string) bool { return given[key(name)] || !had[key(name)] })
				a.add = slices.DeleteFunc(a.add, func(name string) bool { return had[key(name)] })
				if len(changed) > 0 {
					acts = append(acts, a)
				}
			case "undo":
				_, err := s.Undo(at(day))
				i := len(acts) - 1
				for i >= 0 && acts[i].undone {
					i--
				}
				if errors.Is(err, ErrNothingToUndo) != (i < 0) {
					rt.Fatalf("undo: %v", err)
				}
				if i >= 0 {
					acts[i].undone = true
				}
			case "import":
				importAs(t, s, at(day), write())
			case "undo import":
				was, mine := document, maps.Clone(own)
				p := importAs(t, s, at(day), write())
				if !p.Changed() {
					continue // there is nothing to take back but the import before
				}
				undoImport(t, s, at(day))
				document, own = was, mine
			case "log":
				readDump(t, other, dump(t, s, "sea"))
			}
			for _, front := range fronts {
				want := tagsOf(front)
				got := map[string]bool{}
				for _, name := range card(t, s, front).Tags {
					got[key(name)] = true
				}
				if !maps.Equal(got, want) {
					rt.Fatalf("%s has %v, want %v", front, got, want)
				}
				for _, name := range names {
					if hit := slices.Contains(found(t, s, "tag:"+name, day0), front); hit != slices.ContainsFunc(slices.Collect(maps.Keys(want)),
						func(tag string) bool { return deck.TagWithin(tag, deck.Tag(name)) }) {
						rt.Fatalf("tag:%s finds %s: %t, with %v", name, front, hit, want)
					}
				}
			}
			sound(t, s)
		}
		readDump(t, other, dump(t, s, "sea"))
		if here, there := tagActs(t, s), tagActs(t, other); !maps.Equal(here, there) {
			rt.Fatalf("here the acts are %v, with the log elsewhere %v", here, there)
		}
	})
}
