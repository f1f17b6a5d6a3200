package data

import (
	"testing"

	"recall/srs"
)

// What a newer version writes to the log travels on through a machine that doesn't know it, also to a place that the
// newer one has never seen, and changes no schedule on the way.
func TestUnknownKindsTravelOn(t *testing.T) {
	const future = srs.Kind(99)
	here, there := t.TempDir(), t.TempDir()
	newer, older, last := fresh(t), fresh(t), fresh(t)
	load(t, newer, "boats.md", boats, at(0))
	keel := card(t, newer, "Keel")
	record(t, newer, keel.ID, srs.Good, at(0))
	if err := newer.write(func() error {
		return newer.append(&entry{subject: keel.ID, uid: keel.UID, kind: future, detail: "of a later day"}, at(1))
	}); err != nil {
		t.Fatal(err)
	}
	exchange(t, newer, here, at(1))
	exchange(t, older, here, at(1))
	record(t, older, card(t, older, "Keel").ID, srs.Good, at(2))
	exchange(t, older, there, at(2))
	exchange(t, last, there, at(2))
	exchange(t, older, here, at(2))
	exchange(t, newer, here, at(2))
	agree(t, newer, older, last)
	found := 0
	if err := last.readLog(nil, func(e *entry) error {
		if e.kind == future && e.detail == "of a later day" && e.uid == keel.UID {
			found++
		}
		return nil
	}); err != nil || found != 1 {
		t.Errorf("the entry is there %d times, %v", found, err)
	}
}
