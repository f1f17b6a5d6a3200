package data

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"recall/data/apkg"
	"recall/deck/anki"
	"recall/srs"
)

// Small files of the kinds that are opened, and of two that are not.
var (
	aPNG  = "\x89PNG\r\n\x1a\nnot much of a picture"
	aJPEG = "\xff\xd8\xff\xe0 nor this"
	aGIF  = "GIF89a nor this"
	aWEBP = "RIFF\x08\x00\x00\x00WEBPVP8 "
	anOGG = "OggS\x00 nor this"
	anMP4 = "\x00\x00\x00\x18ftypmp42 nor this"
	anMP3 = strings.Repeat("\xff\xfb\x10\xc4"+strings.Repeat("\x00", 100), 3) // frames of 104 bytes
	anSVG = `<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>`
	aPage = `<!doctype html><script>alert(1)</script>`
)

func TestMediaKinds(t *testing.T) {
	for _, c := range []struct{ what, file, want string }{
		{"png", aPNG, ".png"}, {"jpeg", aJPEG, ".jpg"}, {"gif", aGIF, ".gif"}, {"an old gif", "GIF87a", ".gif"},
		{"webp", aWEBP, ".webp"}, {"mp3", anMP3, ".mp3"}, {"ogg", anOGG, ".ogg"}, {"mp4", anMP4, ".mp4"},
		{"an mp3 with a tag", "ID3\x04\x00\x00\x00\x00\x0f\x76", ".mp3"},
		{"mpeg 2, layer III, 24 kHz", strings.Repeat("\xff\xf3\x84\xc4"+strings.Repeat("\x00", 188), 2), ".mp3"},
		{"nothing", "", ""}, {"a page", aPage, ""}, {"svg", anSVG, ""}, {"one frame of an mp3", anMP3[:104], ""},
		{"a sound of layer II", strings.Repeat("\xff\xfd\x10\xc4"+strings.Repeat("\x00", 100), 3), ""},
		{"a tag that is none", "ID3<script>", ""}, {"wav", "RIFF\x08\x00\x00\x00WAVEfmt ", ".wav"},
		{"another file of chunks", "RIFF\x08\x00\x00\x00AVI LIST", ""}, {"m4a", "\x00\x00\x00\x14ftypM4A ", ".mp4"},
		{"a film of Apple's", "\x00\x00\x00\x14ftypqt  ", ""}, {"avif", "\x00\x00\x00\x14ftypavif", ""},
		{"pdf", "%PDF-1.7", ""}, {"a program", "\x7fELF\x02\x01\x01", ""}, {"half a sign", "\x89PN", ""},
	} {
		got := ""
		if k := mediaKindOf([]byte(c.file)); k != nil {
			got = k.ending
		}
		if got != c.want {
			t.Errorf("%s: %q, want %q", c.what, got, c.want)
		}
	}
}

func FuzzMediaKind(f *testing.F) {
	for _, s := range []string{aPNG, aJPEG, aGIF, aWEBP, anOGG, anMP4, anMP3, anSVG, aPage} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		if k := mediaKindOf(b); k != nil && (bytes.HasPrefix(b, []byte("<")) || bytes.HasPrefix(b, []byte("#!")) || !isMediaName("x"+k.ending)) {
			t.Errorf("%q is %s", b, k.ending)
		}
	})
}

// shells is a collection with pictures and sounds: a note for each pair of fields.
func shells(fields ...[2]string) *anki.Collection {
	c := collection(make([]anki.Card, len(fields))...)
	for i := range fields {
		id := int64(i + 1)
		c.Cards[i].ID, c.Cards[i].Note = id, id
		c.Notes[i].ID, c.Notes[i].GUID = id, fmt.Sprint("guid", id)
		c.Notes[i].Fields = fields[i][:]
	}
	return c
}

// withFiles puts files into a package that has none, entry by entry: the names that cards have for them, and their bytes.
func withFiles(t testing.TB, path string, files ...string) string {
	t.Helper()
	z, err := zip.OpenReader(path)
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	w.RegisterCompressor(zip.Deflate, func(to io.Writer) (io.WriteCloser, error) { return flate.NewWriter(to, flate.BestSpeed) })
	for _, e := range z.File {
		if e.Name != "media" {
			if err := w.Copy(e); err != nil {
				t.Fatal(err)
			}
		}
	}
	add := func(name, text string) {
		e, err := w.Create(name)
		if err == nil {
			_, err = io.WriteString(e, text)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	list := map[string]string{}
	for i := 0; i < len(files); i += 2 {
		list[strconv.Itoa(i/2)] = files[i]
		add(strconv.Itoa(i/2), files[i+1])
	}
	text, _ := json.Marshal(list)
	add("media", string(text))
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return saved(t, b.Bytes())
}

// folderOf lists the files in the media folder of a store, by name.
func folderOf(t testing.TB, s *Store) (names []string) {
	t.Helper()
	entries, err := os.ReadDir(s.MediaFolder())
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		t.Fatal(err)
	}
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}

func keptAs(file, ending string) string {
	return fmt.Sprintf("%x%s", sha256.Sum256([]byte(file)), ending)
}

func checkMedia(t testing.TB, s *Store) CheckedMedia {
	t.Helper()
	c, err := s.CheckMedia()
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func askedBy(t testing.TB, s *Store) (list []string) {
	t.Helper()
	for _, c := range cards(t, s) {
		list = append(list, fmt.Sprintf("%x %s | %s | %s", c.UID[:3], c.Prompt, c.Answer, c.Extra))
	}
	slices.Sort(list)
	return list
}

// What cards show and recall can open comes along, once, under the name of its bytes. All else is named.
func TestMediaComeAlong(t *testing.T) {
	s := fresh(t)
	pack := withFiles(t, packed(t, shells(
		[2]string{`<img src="limpet.png"> Which one?`, "a limpet [sound:limpet.mp3]"},
		[2]string{`<img src="a%20whelk.gif">`, "a whelk"},
		[2]string{`a twin of the limpet <img src="twin.jpg">`, `here <img src="photo.png">`},
		[2]string{"tide", `the moon <img src="tide.svg"><img src="moon.jpg">`},
		[2]string{"gull", `<img src="gull.png"> a gull <img src="https://example.org/gull.png">`},
		[2]string{"[sound:limpet.mp3]", "only heard"},
	)), "limpet.png", aPNG, "limpet.mp3", anMP3, "a whelk.gif", aGIF, "twin.jpg", aPNG, "photo.png", aJPEG,
		"tide.svg", anSVG, "moon.jpg", aPage, "../../evil.png", aPNG, "nobody's.png", aWEBP)
	files, err := ReadAnki(context.Background(), pack, time.UTC)
	if err != nil {
		t.Fatal(err)
	}
	if names := folderOf(t, s); names != nil {
		t.Errorf("reading a package stores %q", names)
	}
	var hints []string
	for _, h := range files[0].Doc.Hints {
		hints = append(hints, h.Msg)
	}
	equal(t, "named", hints, []string{
		`a card names "gull.png", which is not in the package`,
		`"tide.svg" is none of the kinds that recall opens (png, jpeg, gif, webp, mp3, ogg, mp4, wav); it was left out`,
		`"moon.jpg" is none of the kinds that recall opens (png, jpeg, gif, webp, mp3, ogg, mp4, wav); it was left out`,
		`a card of "only heard" only shows a picture or plays a sound; it was left out`,
	})
	if m := files[0].Media; m.Files != 5 || m.Bytes != int64(2*len(aPNG)+len(anMP3)+len(aGIF)+len(aJPEG)) {
		t.Errorf("%+v come along", m)
	}
	importAnki(t, s, at(0), pack)
	want := []string{keptAs(aPNG, ".png"), keptAs(aGIF, ".gif"), keptAs(aJPEG, ".jpg"), keptAs(anMP3, ".mp3")}
	slices.Sort(want)
	equal(t, "stored", folderOf(t, s), want)
	if runtime.GOOS != "windows" {
		for _, path := range append(want, "") {
			info, err := os.Stat(filepath.Join(s.MediaFolder(), path))
			if err != nil || info.Mode().Perm()&0o077 != 0 {
				t.Errorf("others can read %s: %v, %v", path, info.Mode(), err)
			}
		}
	}
	if c := checkMedia(t, s); c.Files != 4 || c.Faults != nil || c.Unused != nil {
		t.Errorf("check finds %+v", c)
	}
	before, was := askedBy(t, s), schedules(t, s)
	if done := importAnki(t, s, at(1), pack); done != (Applied{}) {
		t.Errorf("again: %+v", done)
	}
	equal(t, "again", askedBy(t, s), before)
	equal(t, "again", schedules(t, s), was)
	equal(t, "again", folderOf(t, s), want)
}

// Cards that were imported while pictures and sounds stayed in the package keep their ids and schedules, and their files
// come with the next import.
func TestMediaOfCardsFromBefore(t *testing.T) {
	s := fresh(t)
	of := shells([2]string{`<img src="limpet.png"> Which one? [sound:limpet.mp3]`, "a limpet [sound:a.ogg]"},
		[2]string{"a whelk [sound:a.ogg]", `<img src="whelk.gif">`})
	pack := withFiles(t, packed(t, of), "limpet.png", aPNG, "limpet.mp3", anMP3, "a.ogg", anOGG, "whelk.gif", aGIF)
	importAnki(t, s, at(0), pack)
	first := card(t, s, "![limpet.png](limpet.png) Which one? [sound:limpet.mp3]")
	// as the version before left them: without the sounds, and without the card that only a picture answers
	for _, query := range []string{
		"UPDATE note SET media = '' WHERE media <> ''",
		"UPDATE card SET front = replace(front, ' [sound:limpet.mp3]', ''), extra = '' WHERE id IN (SELECT card FROM schedule WHERE deck = (SELECT id FROM deck WHERE name = 'tides'))",
	} {
		if _, err := s.exec(query); err != nil {
			t.Fatal(err)
		}
	}
	record(t, s, first.ID, srs.Good, at(0))
	record(t, s, first.ID, srs.Good, at(1))
	want := schedules(t, s)
	want[0] = strings.Replace(want[0], "Which one?", "Which one? [sound:limpet.mp3]", 1)
	importAnki(t, s, at(2), pack)
	equal(t, "schedules", schedules(t, s), want)
	now := card(t, s, first.Prompt)
	if now.ID != first.ID || now.UID != first.UID || now.Extra != "[sound:a.ogg]" || now.State.Interval < 2 {
		t.Errorf("the card is %+v, was %+v", now, first)
	}
	if list, err := s.Media(now, true); err != nil || len(list) != 3 {
		t.Errorf("its files are %+v, %v", list, err)
	}
}

// A deck with pictures goes to Anki and back as often as one likes, and its files keep the names that Anki knows.
func TestMediaRoundTrip(t *testing.T) {
	s := fresh(t)
	pack := withFiles(t, packed(t, shells(
		[2]string{`Which one? <img src="a limpet.png">`, "a limpet [sound:l &amp; m.mp3]"},
		[2]string{"[sound:图.ogg] was ist das?", `ein Bild <img src="图.jpg">`},
		[2]string{`<img src="100%.gif">`, "everything"})),
		"a limpet.png", aPNG, "l & m.mp3", anMP3, "图.ogg", anOGG, "图.jpg", aJPEG, "100%.gif", aGIF)
	importAnki(t, s, at(0), pack)
	want, files := askedBy(t, s), folderOf(t, s)
	if len(want) != 3 || len(files) != 5 {
		t.Fatalf("%d cards, %d files", len(want), len(files))
	}
	var last []byte
	for i := range 3 {
		if err := s.write(func() error { _, err := s.exec("UPDATE source SET mtime = mtime + ?", i*5_000_000_000); return err }); err != nil {
			t.Fatal(err) // the package may have any time
		}
		out := giveAnki(t, s, "tides", at(1))
		if i > 0 && !bytes.Equal(out, last) {
			t.Errorf("package %d differs", i)
		}
		last = out
		p, err := apkg.Open(context.Background(), saved(t, out))
		if err != nil {
			t.Fatal(err)
		}
		var names, fields []string
		for i := range p.Files {
			names = append(names, p.Files[i].Name)
		}
		for _, n := range p.Collection.Notes {
			fields = append(fields, strings.Join(n.Fields, " | "))
		}
		p.Close()
		equal(t, "names", names, []string{"100%.gif", "a limpet.png", "l & m.mp3", "图.jpg", "图.ogg"})
		equal(t, "fields", fields, []string{`Which one? <img src="a limpet.png"> | a limpet [sound:l &amp; m.mp3]`,
			`[sound:图.ogg] was ist das? | ein Bild <img src="图.jpg">`, `<img src="100%.gif"> | everything`})
		if done := takePackage(t, s, out, at(2+i)); done != (Applied{}) {
			t.Errorf("back: %+v", done)
		}
		equal(t, "back", askedBy(t, s), want)
		other := fresh(t)
		takePackage(t, other, out, at(2+i))
		equal(t, "elsewhere", withoutIDs(askedBy(t, other)), withoutIDs(want))
		equal(t, "elsewhere", folderOf(t, other), files)
		equal(t, "from elsewhere", fieldsOf(t, giveAnki(t, other, "tides", at(9))), fieldsOf(t, out))
	}
}

// withoutIDs cuts the ids off what askedBy lists.
func withoutIDs(asked []string) (list []string) {
	for _, line := range asked {
		_, line, _ = strings.Cut(line, " ")
		list = append(list, line)
	}
	slices.Sort(list)
	return list
}

// fieldsOf lists the fields of the notes in a package.
func fieldsOf(t testing.TB, pack []byte) (list []string) {
	for _, n := range unpacked(t, pack).Notes {
		list = append(list, strings.Join(n.Fields, " | "))
	}
	slices.Sort(list)
	return list
}

// Two files of one name go along under two.
func TestTwoPicturesOfOneName(t *testing.T) {
	s := fresh(t)
	for i, picture := range []string{aPNG, aGIF} {
		c := shells([2]string{fmt.Sprintf("shell %d <img src='1.png'>", i), fmt.Sprintf("the number %d", i)})
		c.Notes[0].GUID, c.Decks[3].Name = fmt.Sprint("shell", i), fmt.Sprint("tides", i)
		importAnki(t, s, at(0), withFiles(t, packed(t, c), "1.png", picture))
	}
	one, err := s.FindDeck("tides0")
	if err != nil {
		t.Fatal(err)
	}
	other, err := s.FindDeck("tides1")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.MergeDecks(other.ID, one.ID, false, at(9)); err != nil {
		t.Fatal(err)
	}
	p, err := apkg.Open(context.Background(), saved(t, giveAnki(t, s, "tides0", at(1))))
	if err != nil {
		t.Fatal(err)
	}
	defer p.Close()
	got := map[string]string{}
	for i := range p.Files {
		in, err := p.Files[i].Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(in)
		if err := errors.Join(err, in.Close()); err != nil {
			t.Fatal(err)
		}
		got[p.Files[i].Name] = string(text)
	}
	if len(got) != 2 || got["1.png"] != aPNG || got["1-2.png"] != aGIF {
		t.Errorf("%q", got)
	}
}

// A package without its media, as Anki writes one on demand, takes no picture away; and one with them repairs what is
// missing or damaged.
func TestMediaStay(t *testing.T) {
	s := fresh(t)
	c := shells([2]string{`Which one? <img src="limpet.png">`, "a limpet [sound:limpet.mp3]"})
	with := withFiles(t, packed(t, c), "limpet.png", aPNG, "limpet.mp3", anMP3)
	importAnki(t, s, at(0), with)
	importAnki(t, s, at(1), packed(t, c))
	if m := checkMedia(t, s); m.Files != 2 || m.Faults != nil {
		t.Errorf("%+v", m)
	}
	picture := filepath.Join(s.MediaFolder(), keptAs(aPNG, ".png"))
	if err := os.WriteFile(picture, []byte(aPNG[:8]+"another picture"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(filepath.Join(s.MediaFolder(), keptAs(anMP3, ".mp3"))); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(s.MediaFolder(), "mine.txt"), []byte("four"), 0o600); err != nil {
		t.Fatal(err)
	}
	m := checkMedia(t, s)
	equal(t, "faults", m.Faults, []string{
		"limpet.mp3, which cards of tides show, is missing: media/" + keptAs(anMP3, ".mp3"),
		"limpet.png, which cards of tides show, is not as it was stored: media/" + keptAs(aPNG, ".png"),
	})
	if !slices.Equal(m.Unused, []string{"mine.txt"}) || m.Bytes != 4 {
		t.Errorf("unused are %q, %d bytes", m.Unused, m.Bytes)
	}
	list, err := s.Media(cards(t, s)[0], true)
	if err != nil || len(list) != 2 {
		t.Fatalf("%+v, %v", list, err)
	}
	for _, m := range list {
		if path, err := m.Path(); err == nil {
			t.Errorf("%s would be opened", path)
		}
	}
	importAnki(t, s, at(2), with)
	if m := checkMedia(t, s); m.Faults != nil {
		t.Errorf("still %q", m.Faults)
	}
	d, err := s.FindDeck("tides")
	if err != nil {
		t.Fatal(err)
	}
	if err := s.PurgeDeck(d.ID, at(3)); err != nil {
		t.Fatal(err)
	}
	if m := checkMedia(t, s); m.Files != 0 || len(m.Unused) != 3 {
		t.Errorf("after a purge: %+v", m)
	}
}

// A backup and a log hold which file is which, and not the files.
func TestMediaAfterARestore(t *testing.T) {
	s := fresh(t)
	c := shells([2]string{`Which one? <img src="limpet.png">`, "a limpet"})
	pack := withFiles(t, packed(t, c), "limpet.png", aPNG)
	importAnki(t, s, at(0), pack)
	d, err := s.FindDeck("tides")
	if err != nil {
		t.Fatal(err)
	}
	var log bytes.Buffer
	if _, err := s.Dump(&log, []int64{d.ID}, at(1).Time); err != nil {
		t.Fatal(err)
	}
	b, err := s.Backup(at(1).Time)
	if err != nil {
		t.Fatal(err)
	}
	for what, take := range map[string]func(*Store) error{
		"backup": func(to *Store) error { _, err := to.Restore(context.Background(), b.Path, at(2)); return err },
		"log": func(to *Store) error {
			_, _, err := to.ReadDump(context.Background(), "log", bytes.NewReader(log.Bytes()), false, false, at(2))
			return err
		},
	} {
		to := fresh(t)
		if err := take(to); err != nil {
			t.Fatal(what, err)
		}
		if m := checkMedia(t, to); m.Files != 1 || len(m.Faults) != 1 {
			t.Errorf("%s: %+v", what, m)
		}
		importAnki(t, to, at(3), pack)
		if m := checkMedia(t, to); m.Files != 1 || m.Faults != nil {
			t.Errorf("%s, imported again: %+v", what, m)
		}
	}
}

// A package whose pictures unpack without an end is refused, and one that changes while it is read as well.
func TestHostileMedia(t *testing.T) {
	s := fresh(t)
	c := shells([2]string{`Which one? <img src="limpet.png">`, "a limpet"})
	big := withFiles(t, packed(t, c), "limpet.png", aPNG+strings.Repeat("\x00", 40<<20))
	files, err := ReadAnki(context.Background(), big, time.UTC)
	if err != nil || !strings.Contains(files[0].Doc.Hints[0].Msg, `"limpet.png" is too large, or unpacks to far more`) {
		t.Errorf("%v: %v", err, files[0].Doc.Hints)
	}
	var fields [][2]string
	var many []string
	for i := range 20 {
		name := fmt.Sprintf("%d.png", i)
		fields = append(fields, [2]string{fmt.Sprintf("shell %d", i), fmt.Sprintf("<img src='%s'> the number %d", name, i)})
		many = append(many, name, aPNG+strings.Repeat(" ", 15<<20))
	}
	if _, err := ReadAnki(context.Background(), withFiles(t, packed(t, shells(fields...)), many...), time.UTC); !errors.Is(err, errMediaBomb) {
		t.Errorf("300 MB of pictures in 300 kB: %v", err)
	}
	pack := withFiles(t, packed(t, c), "limpet.png", aPNG)
	if files, err = ReadAnki(context.Background(), pack, time.UTC); err != nil {
		t.Fatal(err)
	}
	other, err := os.ReadFile(withFiles(t, packed(t, c), "limpet.png", aPNG+"!"))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(pack, other, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := s.KeepMedia(context.Background(), files); !errors.Is(err, errPackageChanged) {
		t.Errorf("a package that changed: %v", err)
	}
	if names := folderOf(t, s); names != nil {
		t.Errorf("it left %q", names)
	}
}

// A note from elsewhere may say anything about its files; none leads out of the folder.
func TestFilesOfANoteAreKeptNames(t *testing.T) {
	good := keptAs(aPNG, ".png")
	for _, name := range []string{"../" + good, good + "/x", strings.ToUpper(good), "passwd", "", good[:64], good[:64] + ".html", "/etc/" + good,
		good[:63] + ".png", keptAs(aPNG, ".jpeg")} {
		if isKeptName(name) {
			t.Errorf("%q counts", name)
		}
		files, err := unpackFiles(packFiles(map[string]string{"a.png": name, "b.png": good}))
		if err != nil || len(files) != 1 || files["b.png"] != good {
			t.Errorf("%q gives %q, %v", name, files, err)
		}
	}
}

// A picture beside the notes is opened if it lies in their folder, and is what its name says.
func TestMediaBesideNotes(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	link := func(to, name string) {
		if err := os.Symlink(to, filepath.Join(dir, filepath.FromSlash(name))); err != nil {
			t.Skip(err)
		}
	}
	write("notes/img/a shell.png", aPNG)
	write("notes/song.MP3", anMP3)
	write("notes/page.png", aPage)
	write("notes/page.html", aPNG)
	write("outside.png", aPNG)
	write("elsewhere/deep.png", aPNG)
	link("../outside.png", "notes/out.png")
	link("../elsewhere", "notes/there")
	link("img/a shell.png", "notes/in.png")
	link("page.html", "notes/linked.png")
	s := fresh(t)
	for _, c := range []struct{ text, want string }{
		{"![](img/a%20shell.png)", "img/a shell.png"},
		{"![x](<img/a shell.png>)", "img/a shell.png"},
		{"![](in.png)", "in.png"},
		{"[sound:song.MP3]", "song.MP3"},
		{"![](./song.MP3) ![](song.MP3)", "./song.MP3 song.MP3"},
		{"![](gone.png)", "gone.png is missing"},
		{"![](page.png)", "page.png is not the kind of file that its name says"},
		{"![](out.png)", "out.png lies outside the folder of its notes"},
		{"![](there/deep.png)", "there/deep.png lies outside the folder of its notes"},
		{"![](linked.png)", "linked.png is not the kind of file that its name says"},
		{"![](img)", ""}, {"![](page.html)", ""}, {"![](../outside.png)", ""}, {"![](%2e%2e/outside.png)", ""},
		{"![](" + filepath.ToSlash(filepath.Join(dir, "outside.png")) + ")", ""}, {"![](https://example.org/a.png)", ""},
	} {
		k := &Card{Source: filepath.Join(dir, "notes", "shore.md")}
		k.Prompt = c.text
		load(t, s, "some.md", "- Keel: stops drift\n", at(0))
		k.Note = cards(t, s)[0].Note
		list, err := s.Media(k, false)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, m := range list {
			path, err := m.Path()
			switch {
			case err != nil:
				got = append(got, m.Name+" "+err.Error())
			case !strings.HasPrefix(path, dir) && runtime.GOOS == "linux":
				t.Errorf("%s leads to %s", c.text, path)
			default:
				got = append(got, m.Name)
			}
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("%s: %q, want %q", c.text, s, c.want)
		}
	}
	answer := &Card{Source: filepath.Join(dir, "notes", "shore.md"), Text: "shell ![](in.png)", Note: cards(t, s)[0].Note}
	answer.Prompt, answer.Answer, answer.Extra = "Which?", "this ![](img/a%20shell.png)", "[sound:song.MP3]"
	if list, err := s.Media(answer, false); err != nil || len(list) != 0 {
		t.Errorf("before the answer: %+v, %v", list, err)
	}
	if list, err := s.Media(answer, true); err != nil || len(list) != 3 {
		t.Errorf("after it: %+v, %v", list, err)
	}
}
