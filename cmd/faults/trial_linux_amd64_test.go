package faults

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
)

// A trial is an act, with what it does when nothing goes wrong.
type trial struct {
	act
	home
	t             testing.TB
	scene         tree
	before, after state
	old, new      map[string][]byte // the files beside the database
	known         map[string]bool   // names in the home before and after: see nameless
	graded        int               // reviews before
	calls         []*call

	// What depends on bytes alone is found out once: after most errors a home is as it was before.
	judged   map[string]harm
	findings map[string]finding // by the digest of a home after the next start
	verified map[string]outcome // by the bytes of a backup
}

// A finding is what a home holds.
type finding struct {
	check outcome
	state state
	err   error // of reading the state
}

// begin does the act twice without harm. What is the same both times is what it does.
func (a act) begin(t testing.TB) *trial {
	t.Helper()
	tr := &trial{act: a, t: t, old: map[string][]byte{}, new: map[string][]byte{}, known: map[string]bool{},
		judged: map[string]harm{}, findings: map[string]finding{}, verified: map[string]outcome{}}
	tr.home, tr.scene = a.set(t)
	for _, name := range a.files {
		if n := tr.scene[name]; n != nil {
			tr.old[name] = n.data
		}
	}
	before, after := make([]state, 2), make([]state, 2)
	for i := range 2 {
		tr.reset()
		before[i] = tr.begins()
		var err error
		if tr.graded, err = tr.reviews(); err != nil {
			t.Fatal(err)
		}
		tr.reset()
		tr.calls = nil
		o := tr.trace(&tracer{after: func(c *call) { tr.calls = append(tr.calls, c) }})
		if o.status != 0 {
			t.Fatalf("%s: %s", a.name, o)
		}
		after[i] = tr.begins()
		for _, name := range a.files {
			text, err := os.ReadFile(tr.path(name))
			if err != nil {
				t.Fatal(err)
			}
			if i == 1 && !bytes.Equal(tr.new[name], text) {
				t.Fatalf("%s: %s is not the same each time", a.name, name)
			}
			tr.new[name] = text
		}
		left, err := readTree(tr.dir)
		if err != nil {
			t.Fatal(err)
		}
		for _, all := range []tree{tr.scene, left, {"backups": nil, "backups/recall-0-0.0.db.zst": nil}} {
			for name := range all {
				tr.known[nameless(name)] = true
			}
		}
	}
	tr.before, tr.after = before[0].steady(before[1]), after[0].steady(after[1])
	return tr
}

func (tr *trial) reset() {
	tr.t.Helper()
	if err := tr.scene.put(tr.dir); err != nil {
		tr.t.Fatal(err)
	}
}

// begins is the next start, which must work, and returns what it finds.
func (tr *trial) begins() state {
	tr.t.Helper()
	tr.do(tr.t, "", "due")
	s, err := tr.state()
	if err != nil {
		tr.t.Fatal(err)
	}
	return s
}

// trace does the act under a tracer.
func (tr *trial) trace(by *tracer) (o outcome) {
	tr.t.Helper()
	path, err := program()
	if err != nil {
		tr.t.Fatal(err)
	}
	by.under = tr.dir
	o.out, o.err, err = by.collect(tr.in, func() error {
		o.status, err = by.run(tr.dir, path, tr.env(), tr.args...)
		return err
	})
	if err != nil {
		tr.t.Fatalf("%s: %v\n%s", tr.name, err, o.err)
	}
	return o
}

// total is how many calls change a file.
func (tr *trial) total() int {
	n := 0
	for _, c := range tr.calls {
		n = max(n, c.n)
	}
	return n
}

// harm is what is wrong after a fault; each string is a loss.
type harm []string

func (h *harm) add(format string, args ...any) { *h = append(*h, fmt.Sprintf(format, args...)) }

// judge says what is wrong with a home in which the act was begun. said is what the program printed as a result before
// the fault; done says that it ended well.
func (tr *trial) judge(said string, done bool) harm {
	done = done || said != "" && !tr.asks && !tr.steps
	acknowledged := 0
	if tr.asks { // each question after the first says that the grade before it is stored
		acknowledged = max(0, strings.Count(said, "Question:")-1)
	}
	all := tr.tree()
	key := fmt.Sprint(acknowledged, done, all.digest(func(string) bool { return true }))
	h, ok := tr.judged[key]
	if !ok {
		h = append(tr.look(acknowledged, done), all.open()...)
		tr.judged[key] = h
	}
	return slices.Clone(h)
}

func (tr *trial) tree() tree {
	tr.t.Helper()
	all, err := readTree(tr.dir)
	if err != nil {
		tr.t.Fatal(err)
	}
	return all
}

// find looks into the home after a start. What killed runs were still writing aside is no part of it.
func (tr *trial) find() finding {
	tr.t.Helper()
	key := tr.tree().digest(func(name string) bool { return !strings.Contains(name, ".tmp") })
	f, ok := tr.findings[key]
	if !ok {
		f.check = tr.try(tr.t, "", "check")
		f.state, f.err = tr.state()
		tr.findings[key] = f
	}
	return f
}

// verify reads a backup through.
func (tr *trial) verify(path string) (o outcome, err error) {
	tr.t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		return o, err
	}
	key := fmt.Sprintf("%x", sha256.Sum256(text))
	o, ok := tr.verified[key]
	if !ok {
		o = tr.try(tr.t, "", "backup", "verify", path)
		tr.verified[key] = o
	}
	return o, nil
}

// look is judge, for a home that was not seen yet.
func (tr *trial) look(acknowledged int, done bool) (h harm) {
	if o := tr.try(tr.t, "", "due"); o.status != 0 {
		h.add("the next start fails: %s", o)
		return h
	}
	found := tr.find()
	now, checked, err := found.state, found.check, found.err
	switch {
	case err != nil:
		h.add("its tables can't be read: %v", err)
	case tr.asks:
		tr.judgeSession(acknowledged, done, &h)
		if what := tr.before.steady(tr.after).differs(now); what != "" && tr.peer == "" {
			h.add("a session changed what it has nothing to do with: %s", what)
		}
	case done:
		if what := tr.after.differs(now); what != "" {
			h.add("it was done, and is not there: %s", what)
		}
	case tr.steps && tr.again: // between its steps anything may be true
	case tr.before.differs(now) != "" && tr.after.differs(now) != "":
		h.add("half done: before, but %s; after, but %s", tr.before.differs(now), tr.after.differs(now))
	}
	if tr.stale && err == nil && tr.before.differs(now) == "" {
		// what it finds is what the act was begun for
	} else if checked.status != 0 || !strings.Contains(checked.out, "all is well") {
		h.add("check finds: %s %s", checked.out, checked)
	}
	for _, name := range tr.files {
		text, err := os.ReadFile(tr.path(name))
		switch old, was := tr.old[name]; {
		case bytes.Equal(text, tr.new[name]) && err == nil:
		case done:
			h.add("%s was written, and is not there: %.60q, %v", name, text, err)
		case os.IsNotExist(err) && !was:
		case !bytes.Equal(text, old) || err != nil:
			h.add("%s is neither as before nor as after: %d bytes, %.60q, %v", name, len(text), text, err)
		}
	}
	backups, err := filepath.Glob(filepath.Join(filepath.Dir(tr.database()), "backups", "*.db.zst"))
	if err != nil {
		h.add("%v", err)
	}
	for _, path := range backups {
		o, err := tr.verify(path)
		if err != nil {
			h.add("%v", err)
		}
		faults := tr.stale && strings.Contains(o.err, "the backup has ") // those of the scene
		if o.status != 0 && !faults {
			h.add("a backup is bad: %s", o)
		}
	}
	if tr.name == "backup" && done && len(backups) == 0 {
		h.add("the backup was made, and is not there")
	}
	tr.judgeAside(&h)
	if tr.again {
		if o := tr.try(tr.t, tr.in, tr.args...); o.status != 0 {
			h.add("done again, it fails: %s", o)
		} else if now, err := tr.state(); err != nil || tr.after.differs(now) != "" {
			h.add("done again, it is not there: %s, %v", tr.after.differs(now), err)
		}
	}
	tr.judgeStrays(&h)
	if tr.peer != "" {
		p := pair{here: tr.home, there: tr.home}
		p.there.db = tr.peer
		h = append(h, p.meet(tr.t)...)
		tr.judgePlace(&h)
	}
	return h
}

// unplaced matches the files that were being written into the place.
const unplaced = "place/.recall-*"

// judgePlace names what is half written in the place though both machines have been there since.
func (tr *trial) judgePlace(h *harm) {
	left, err := filepath.Glob(tr.path(unplaced))
	if len(left) > 0 || err != nil {
		h.add("left in the place: %q, %v", left, err)
	}
}

// judgeAside looks at files that were put aside: they are as they were.
func (tr *trial) judgeAside(h *harm) {
	list, err := filepath.Glob(tr.database() + ".broken-*")
	if err != nil {
		h.add("%v", err)
	}
	for _, path := range list {
		text, err := os.ReadFile(path)
		if was := tr.scene[tr.home.db].data; err != nil || !bytes.Equal(text, was) && !strings.HasSuffix(path, "-journal") {
			h.add("%s is not as the damaged database was: %d bytes of %d, %v", tr.short(path), len(text), len(was), err)
		}
	}
}

// judgeStrays names what was left behind and is still there at a start hours later. What lies beside a file that is not
// recall's goes when the file is written again, what lies in a place when something is sent there.
func (tr *trial) judgeStrays(h *harm) {
	strays := func(seen func(string)) {
		all, err := readTree(tr.dir)
		if err != nil {
			h.add("%v", err)
		}
		for name := range all {
			base := filepath.Base(name)
			text := strings.HasPrefix(name, "tmp/") && strings.Contains(name, ".text") // a week
			beside := strings.HasPrefix(base, ".") && !strings.HasPrefix(base, "."+filepath.Base(tr.home.db)) &&
				strings.HasSuffix(base, ".tmp")
			sent, _ := filepath.Match(unplaced, name)
			if !beside && !text && !sent && !tr.known[nameless(name)] && name != tr.home.db+"-journal" {
				seen(tr.path(name))
			}
		}
	}
	some, old := false, time.Now().Add(-2*time.Hour)
	strays(func(path string) {
		some = true
		if err := os.Chtimes(path, old, old); err != nil {
			h.add("%v", err)
		}
	})
	if !some {
		return
	}
	if o := tr.try(tr.t, "", "due"); o.status != 0 {
		h.add("a start after that fails: %s", o)
	}
	strays(func(path string) { h.add("left behind: %s", tr.short(path)) })
}

// judgeSession counts grades.
func (tr *trial) judgeSession(acknowledged int, done bool, h *harm) {
	stored, err := tr.reviews()
	if err != nil {
		h.add("its grades can't be counted: %v", err)
		return
	}
	stored -= tr.graded
	given := strings.Count(tr.in, "\n") / 2
	if stored < acknowledged || done && stored < given {
		h.add("LOST: %d grades acknowledged, %d stored", acknowledged, stored)
	}
	if stored > acknowledged+1 {
		h.add("%d grades acknowledged, %d stored", acknowledged, stored)
	}
}

// sentence is the line that says what happened. What is left for a place stands before it.
var sentence = regexp.MustCompile(`(?m)^recall: .{10}`)

// gibberish is what a message to a learner must not hold.
var gibberish = regexp.MustCompile(`not an error|SQL logic|\(\d+\)|goroutine|panic|nil|sqlite`)

// sentence says what is wrong with a message after a fault.
func (h *harm) sentence(o outcome) {
	if o.status == 0 {
		return
	}
	if !sentence.MatchString(o.err) || gibberish.MatchString(o.err) {
		h.add("it does not say what happened: %s", o)
	}
}
