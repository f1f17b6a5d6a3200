package data

import (
	"strings"
	"testing"

	"recall/srs"
)

// importBeside imports files and compares that with an import of every note.
func importBeside(t *testing.T, s *Store, m Moment, files ...File) *Plan {
	t.Helper()
	plans, err := s.Plans([]Batch{{Deck: "sea", Files: files}})
	if err != nil {
		t.Fatal(err)
	}
	after := besideWhole(t, t.Errorf, s, plans, m)
	if _, err := s.Import(plans, m); err != nil {
		t.Fatal(err)
	}
	after()
	sound(t, s)
	return plans[0]
}

const quietBoats = `# Boats

## Rig

- boom: holds the foot of the sail
- jib: pulls the bow to leeward
- cleat: holds a line under load

## Crew

- bowman: sets the spinnaker
`

// A card of an older builder comes back with its words, which are those of a card that would be left out.
func TestQuietSectionsGiveWayToOlderCards(t *testing.T) {
	s := fresh(t)
	first := fileOf(t, "/sea/boats.md", quietBoats)
	other := fileOf(t, "/sea/other.md", "# Other\n\n## Rig\n\n- genoa: overlaps the mast of a yacht\n")
	other.Doc.Notes[0].Cards[0].Prompt = "jib"
	mustImport(t, s, at(0), []File{first, other})
	for _, c := range cards(t, s) {
		record(t, s, c.ID, srs.Good, at(0))
	}
	mustImport(t, s, at(1), []File{fileOf(t, "/sea/boats.md", quietBoats), fileOf(t, "/sea/other.md", "# Other\n")})
	if err := s.write(func() error {
		_, err := s.exec("UPDATE source SET builder = 0 WHERE path = '/sea/other.md'")
		return err
	}); err != nil {
		t.Fatal(err)
	}
	p := importBeside(t, s, at(2), fileOf(t, "/sea/boats.md", quietBoats+"- genoa: overlaps the mast of a yacht\n"))
	if len(p.Fronts) != 1 || p.Fronts[0].New != "Boats › Rig › jib" {
		t.Errorf("the card that was there first has a front of its own: %v", p.Fronts)
	}
}

// The learner edited a bullet here, and then in its file.
func TestQuietSectionsHaveNoEdits(t *testing.T) {
	s := fresh(t)
	mustImport(t, s, at(0), []File{fileOf(t, "/sea/boats.md", quietBoats)})
	edited := "jib: pulls the bow of a boat to leeward"
	for _, c := range cards(t, s) {
		if c.Prompt == "jib" {
			if _, err := s.EditText(c.ID, edited, at(0)); err != nil {
				t.Fatal(err)
			}
		}
	}
	importBeside(t, s, at(1), fileOf(t, "/sea/boats.md", strings.Replace(quietBoats, "jib: pulls the bow to leeward", edited, 1)))
}

// A bullet with a history is gone, and another that says the same takes its card over: one that would be left out.
func TestQuietSectionsTakeOverLostCards(t *testing.T) {
	s := fresh(t)
	jib := "- jib: pulls the bow to leeward\n"
	text := quietBoats + "\n## Racing\n\n- start: a gun\n" + jib + "- mark: a buoy to be rounded\n"
	mustImport(t, s, at(0), []File{fileOf(t, "/sea/boats.md", text)})
	for _, c := range cards(t, s) {
		if c.Context == "Rig" {
			record(t, s, c.ID, srs.Good, at(0))
		}
	}
	p := importBeside(t, s, at(1), fileOf(t, "/sea/boats.md", strings.Replace(text, jib, "", 1)))
	if got := counts(p); got != "same 6 moved 1 " {
		t.Errorf("the bullet has the history of its twin: %s", got)
	}
}
