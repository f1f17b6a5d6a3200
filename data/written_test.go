package data

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"recall/srs"
)

// written is a file of which every card but the last has a schedule, as Obsidian's plugin left it on 2026-11-20.
const written = `# Sea

keel :: a fin below <!--SR:!2026-11-26,6,230-->
port ::: left <!--SR:!2026-12-20,30,250!2026-11-21,1,130-->
bow :: front
`

// standingOf says how the card of a front stands.
func standingOf(t testing.TB, s *Store, front string) string {
	t.Helper()
	state := card(t, s, front).State
	if state.New() {
		return "new"
	}
	return fmt.Sprintf("%dd ease %d due %+d", state.Interval, state.Ease, state.Due-day0)
}

func wantStanding(t testing.TB, s *Store, front, want string) {
	t.Helper()
	if got := standingOf(t, s, front); got != want {
		t.Errorf("%s is %s, want %s", front, got, want)
	}
}

func entriesOf(t testing.TB, s *Store, kind srs.Kind) (n int) {
	t.Helper()
	if err := s.get([]any{&n}, "SELECT count(*) FROM log WHERE kind = ?", int(kind)); err != nil {
		t.Fatal(err)
	}
	return n
}

// A schedule comes along once. What the file says later counts no more, and neither does it for a card that was answered.
func TestSchedulesInFilesComeAlongOnce(t *testing.T) {
	s := fresh(t)
	first := FirstPlans([]Batch{{Deck: "sea", Files: []File{fileOf(t, "sea.md", written)}}})
	if first[0].Written != 3 {
		t.Errorf("before there is a database, the plan counts %d schedules, want 3", first[0].Written)
	}
	if p := importAs(t, s, at(0), fileOf(t, "sea.md", written)); p.Written != 3 {
		t.Errorf("the plan counts %d schedules, want 3", p.Written)
	}
	wantStanding(t, s, "keel", "6d ease 230 due +4")
	wantStanding(t, s, "port", "30d ease 250 due +28")
	wantStanding(t, s, "left", "1d ease 130 due -1")
	wantStanding(t, s, "bow", "new")
	record(t, s, card(t, s, "bow").ID, srs.Good, at(0))
	later := `# Sea

keel :: a fin below <!--SR:!2027-11-26,300,230-->
port ::: left <!--SR:!2026-12-20,30,250!2026-11-21,1,130-->
bow :: front <!--SR:!2027-11-26,300,230-->
stern :: back <!--SR:!2026-11-25,4,210-->
`
	if p := importAs(t, s, at(1), fileOf(t, "sea.md", later)); p.Written != 1 {
		t.Errorf("the plan counts %d schedules, want that of the new card alone", p.Written)
	}
	wantStanding(t, s, "keel", "6d ease 230 due +4")
	wantStanding(t, s, "bow", "1d ease 250 due +1")
	wantStanding(t, s, "stern", "4d ease 210 due +3")
	if n := entriesOf(t, s, srs.SetState); n != 4 {
		t.Errorf("the log has %d schedules, want 4", n)
	}
	after := record(t, s, card(t, s, "keel").ID, srs.Good, at(4))
	if after.Interval != 14 { // 6 × 2.30, rounded up
		t.Errorf("Good gives %d days, want 14", after.Interval)
	}
	sound(t, s)
}

// A card that was here before, and never answered, takes the schedule that its bullet has now; one that was reset doesn't.
func TestScheduleOfACardThatWasHereBefore(t *testing.T) {
	s := fresh(t)
	importAs(t, s, at(0), fileOf(t, "sea.md", "keel :: a fin below\n\nbow :: front\n"))
	bow := card(t, s, "bow").ID
	record(t, s, bow, srs.Good, at(0))
	if _, err := s.Mark(bow, srs.Reset, at(0)); err != nil {
		t.Fatal(err)
	}
	text := "keel :: a fin below <!--SR:!2026-11-26,6,230-->\n\nbow :: front <!--SR:!2026-11-26,6,230-->\n"
	if p := importAs(t, s, at(1), fileOf(t, "sea.md", text)); p.Written != 1 {
		t.Errorf("the plan counts %d schedules, want 1", p.Written)
	}
	wantStanding(t, s, "keel", "6d ease 230 due +4")
	wantStanding(t, s, "bow", "new")
}

// Two machines that import one file have the same entries, so that their logs unite without doubling; an answer on either
// counts, whichever read the file first.
func TestSchedulesInFilesOnTwoMachines(t *testing.T) {
	one, two := fresh(t), fresh(t)
	importAs(t, one, at(0), fileOf(t, "sea.md", written))
	record(t, one, card(t, one, "keel").ID, srs.Good, at(4))
	importAs(t, two, at(7), fileOf(t, "sea.md", written))
	restore := func(to, from *Store, day int) {
		t.Helper()
		if _, err := to.Restore(context.Background(), backUp(t, from, at(day)).Path, at(day)); err != nil {
			t.Fatal(err)
		}
		sound(t, to)
	}
	restore(two, one, 8)
	restore(one, two, 9)
	for _, s := range []*Store{one, two} {
		wantStanding(t, s, "keel", "14d ease 230 due +18")
		wantStanding(t, s, "port", "30d ease 250 due +28")
		if n := entriesOf(t, s, srs.SetState); n != 3 {
			t.Errorf("the log has %d schedules, want 3", n)
		}
	}
	if a, b := told(t, one, "sea", true), told(t, two, "sea", true); !slices.Equal(a, b) {
		t.Errorf("the machines differ:\n%s\n%s", a, b)
	}
}

// Two files of one card that were written at different times: the newer schedule counts on both machines.
func TestNewerScheduleInAFileCounts(t *testing.T) {
	one, two := fresh(t), fresh(t)
	importAs(t, one, at(0), fileOf(t, "sea.md", "keel :: a fin <!--SR:!2026-11-26,6,230-->\n"))
	importAs(t, two, at(0), fileOf(t, "sea.md", "keel :: a fin <!--SR:!2026-12-26,20,250-->\n"))
	for _, pair := range [][2]*Store{{one, two}, {two, one}} {
		if _, err := pair[0].Restore(context.Background(), backUp(t, pair[1], at(1)).Path, at(1)); err != nil {
			t.Fatal(err)
		}
		sound(t, pair[0])
		wantStanding(t, pair[0], "keel", "20d ease 250 due +34")
	}
}

// An import that is taken back parks the cards that it made. Their schedules return with them.
func TestUndoImportOfSchedules(t *testing.T) {
	s := fresh(t)
	importAs(t, s, at(0), fileOf(t, "sea.md", written))
	if done := undoImport(t, s, at(0)); done.Parked != 4 {
		t.Errorf("%d cards are parked, want 4", done.Parked)
	}
	if p := importAs(t, s, at(1), fileOf(t, "sea.md", written)); p.Written != 0 {
		t.Errorf("the plan counts %d schedules, want 0: the log has them", p.Written)
	}
	wantStanding(t, s, "keel", "6d ease 230 due +4")
	if n := entriesOf(t, s, srs.SetState); n != 3 {
		t.Errorf("the log has %d schedules, want 3", n)
	}
}

// Cards whose entries would have one number take the next one.
func TestSchedulesOfOneNumber(t *testing.T) {
	s := fresh(t)
	importAs(t, s, at(0), fileOf(t, "sea.md", "keel :: a fin\n\nbow :: front\n\nport :: left\n"))
	schedule := fileOf(t, "x.md", written).Doc.Notes[0].Cards[0].Schedule
	keel := card(t, s, "keel")
	first := writtenEntry(subject{keel.ID, keel.UID}, schedule)
	err := s.write(func() error {
		a := applier{Store: s, plan: &Plan{}, at: at(1)}
		of, err := a.deviceTaken(writtenDevice)
		if err != nil {
			return err
		}
		of.known[first.seq], of.known[first.seq+1] = true, true
		return a.takeSchedule(subject{keel.ID, keel.UID}, schedule, &of)
	})
	if err != nil {
		t.Fatal(err)
	}
	sound(t, s)
	wantStanding(t, s, "keel", "6d ease 230 due +4")
	var seq int64
	if err := s.get([]any{&seq}, "SELECT seq FROM log WHERE kind = {state}"); err != nil || seq != first.seq+2 {
		t.Errorf("its number is %d, %v, want %d", seq, err, first.seq+2)
	}
}

// A bullet that the learner edited here keeps its cards as they are.
func TestScheduleOfABulletEditedHere(t *testing.T) {
	s := fresh(t)
	importAs(t, s, at(0), fileOf(t, "sea.md", "port ::: left\n\nbow :: front\n"))
	if _, err := s.EditText(card(t, s, "port").ID, "port :: the left side", at(0)); err != nil {
		t.Fatal(err)
	}
	text := "port ::: left <!--SR:!2026-11-26,6,230!2026-11-26,6,230-->\n\nbow :: front <!--SR:!2026-11-26,6,230-->\n"
	if p := importAs(t, s, at(1), fileOf(t, "sea.md", text)); p.Written != 1 {
		t.Errorf("the plan counts %d schedules, want 1", p.Written)
	}
	wantStanding(t, s, "port", "new")
	wantStanding(t, s, "bow", "6d ease 230 due +4")
}
