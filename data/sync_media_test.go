package data

import (
	"os"
	"path/filepath"
	"testing"
)

// A picture that stands beside the notes of one machine is shown on another that has only the cards, also once their words
// were edited there. On the first machine it stays the one beside the notes, whatever comes back, until that is gone.
func TestPicturesBesideNotesTravel(t *testing.T) {
	place, home := t.TempDir(), t.TempDir()
	beside := filepath.Join(home, "sail.png")
	if err := os.WriteFile(beside, []byte(aPNG), 0o600); err != nil {
		t.Fatal(err)
	}
	a, b := fresh(t), fresh(t)
	mustImport(t, a, at(0), []File{fileOf(t, filepath.Join(home, "ship.md"), "# Ship\n\n- Jib: a sail before the mast ![](sail.png)\n")})
	exchange(t, a, place, at(0))
	exchange(t, b, place, at(0))
	shown := func(s *Store) string {
		t.Helper()
		list, err := s.Media(card(t, s, "Jib"), true)
		if err != nil || len(list) != 1 {
			t.Fatal(list, err)
		}
		path, err := list[0].Path()
		if err != nil {
			t.Fatal(err)
		}
		return path
	}
	kept := shown(b)
	if text, err := os.ReadFile(kept); err != nil || string(text) != aPNG || filepath.Dir(kept) != b.MediaFolder() {
		t.Errorf("the other machine shows %s, %v", kept, err)
	}
	c := card(t, b, "Jib")
	if _, err := b.EditText(c.ID, c.Text+" or on its boom", at(1)); err != nil {
		t.Fatal(err)
	}
	exchange(t, b, place, at(1))
	exchange(t, a, place, at(1))
	if path := shown(a); path != beside {
		t.Errorf("the machine that has the notes shows %s", path)
	}
	if err := os.Remove(beside); err != nil {
		t.Fatal(err)
	}
	if path := shown(a); filepath.Base(path) != filepath.Base(kept) {
		t.Errorf("without it, the machine that had the notes shows %s", path)
	}
	agree(t, a, b)
}

// Who has the same notes, and pushed them without their picture, gets it from who has it. Text that came from elsewhere
// fetches nothing from beside the notes.
func TestPicturesOfNotesThatAreThere(t *testing.T) {
	place, home := t.TempDir(), t.TempDir()
	const text = "# Ship\n\n- Jib: a sail before the mast ![](sail.png)\n"
	for _, name := range []string{"sail.png", "private.png"} {
		if err := os.WriteFile(filepath.Join(home, name), []byte(aPNG+name), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	a, b, late := fresh(t), fresh(t), fresh(t)
	mustImport(t, a, at(0), []File{fileOf(t, filepath.Join(home, "ship.md"), text)})
	mustImport(t, b, at(0), []File{fileOf(t, filepath.Join(t.TempDir(), "ship.md"), text)})
	for range 2 {
		exchange(t, b, place, at(0))
		exchange(t, a, place, at(0))
	}
	exchange(t, late, place, at(0))
	for _, s := range []*Store{b, late} {
		list, err := s.Media(card(t, s, "Jib"), true)
		if err != nil || len(list) != 1 {
			t.Fatal(list, err)
		}
		if _, err := list[0].Path(); err != nil {
			t.Error(err)
		}
	}
	c := card(t, b, "Jib")
	if _, err := b.EditText(c.ID, c.Text+" ![](private.png)", at(1)); err != nil {
		t.Fatal(err)
	}
	exchange(t, b, place, at(1))
	exchange(t, a, place, at(1))
	other := t.TempDir() // where all is due
	exchange(t, a, other, at(2))
	sent, err := os.ReadDir(filepath.Join(other, "media"))
	if err != nil || len(sent) != 1 {
		t.Errorf("%d files are sent, %v", len(sent), err)
	}
	agree(t, a, b)
}
