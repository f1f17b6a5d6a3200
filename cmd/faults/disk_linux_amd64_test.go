package faults

import (
	"io/fs"
	"math/rand/v2"
	"path/filepath"
	"strings"
	"testing"
)

// A disk is what calls make of a folder, and what of it would still be there after a power cut. What was not synced may be
// gone, there, or there in part, a sector at a time. The names in a folder are on the platter only once the folder was
// synced: ext4 writes a new file's name together with the file, but other systems need not.
type disk struct {
	seen    map[string]*inode // names, as programs see them
	kept    map[string]*inode // names on the platter
	changes []change          // of names, since then
}

type inode struct {
	folder bool
	seen   []byte
	kept   []byte
	edits  []edit // since the last sync
}

// An edit writes data, or cuts the file to off bytes.
type edit struct {
	off  int64
	data []byte
	cut  bool
}

// A change puts a name into a folder, or takes it out of there with a nil inode.
type change struct {
	name string
	to   *inode
}

// sector is how many bytes a disk writes whole or not at all.
const sector = 512

func newDisk(t tree) *disk {
	d := &disk{map[string]*inode{}, map[string]*inode{}, nil}
	for name, n := range t {
		i := &inode{folder: n.folder, seen: n.data, kept: n.data}
		d.seen[name], d.kept[name] = i, i
	}
	return d
}

// apply does what a call did, on names below the folder.
func (d *disk) apply(c *call) {
	i := d.seen[c.path]
	switch c.name {
	case "open":
		if i == nil && c.created {
			i = &inode{}
			d.name(c.path, i)
		}
		if i != nil && c.cut {
			i.edit(edit{cut: true})
		}
	case "mkdir":
		d.name(c.path, &inode{folder: true})
	case "unlink", "rmdir":
		d.name(c.path, nil)
	case "rename":
		d.name(c.to, i)
		d.name(c.path, nil)
	case "write", "pwrite64":
		if i != nil { // a file without a name is nobody's after a power cut
			i.edit(edit{off: c.off, data: c.data})
		}
	case "ftruncate":
		if i != nil {
			i.edit(edit{off: c.off, cut: true})
		}
	case "fsync", "fdatasync":
		if i != nil {
			d.sync(c.path, i)
		}
	}
}

func (d *disk) name(name string, to *inode) {
	put(d.seen, change{name, to})
	d.changes = append(d.changes, change{name, to})
}

func put(names map[string]*inode, c change) {
	if c.to == nil {
		delete(names, c.name)
		return
	}
	names[c.name] = c.to
}

func (d *disk) sync(name string, i *inode) {
	i.kept, i.edits = i.seen, nil
	if !i.folder {
		return
	}
	var later []change
	for _, c := range d.changes {
		if filepath.Dir(c.name) == name {
			put(d.kept, c)
			continue
		}
		later = append(later, c)
	}
	d.changes = later
}

func (i *inode) edit(e edit) {
	i.seen = e.on(i.seen)
	i.edits = append(i.edits, e)
}

// on returns a file's bytes after the edit. It leaves the old ones alone.
func (e edit) on(b []byte) []byte {
	size := e.off
	if !e.cut {
		size = max(e.off+int64(len(e.data)), int64(len(b)))
	}
	to := make([]byte, size)
	copy(to, b)
	copy(to[e.off:], e.data)
	return to
}

// What becomes of what was not synced.
const (
	dropped = iota
	whole
	torn
)

// A cut is one way in which the power can fail.
type cut struct {
	name        string
	data, names int
}

var cuts = []cut{
	{"nothing unsynced is there", dropped, dropped},
	{"bytes are there, names are not", whole, dropped},
	{"names are there, bytes are not", dropped, whole},
	{"torn", torn, torn},
	{"bytes are torn, names are there", torn, whole},
}

// after returns what is on the platter after a power cut.
func (d *disk) after(c cut, chance *rand.Rand) tree {
	names := map[string]*inode{}
	for name, i := range d.kept {
		names[name] = i
	}
	ended := map[string]bool{} // folders of which no later change is there
	for _, change := range d.changes {
		folder := filepath.Dir(change.name)
		if c.names == torn && chance.IntN(3) == 0 {
			ended[folder] = true
		}
		if c.names == whole || c.names == torn && !ended[folder] {
			put(names, change)
		}
	}
	t := tree{}
	for name, i := range names {
		if !there(names, name) {
			continue
		}
		mode := fs.FileMode(0o600)
		if i.folder {
			mode = 0o700
		}
		t[name] = &node{i.folder, mode, i.after(c.data, chance)}
	}
	return t
}

// there reports whether all folders above a name are there.
func there(names map[string]*inode, name string) bool {
	for dir := filepath.Dir(name); dir != "."; dir = filepath.Dir(dir) {
		if names[dir] == nil {
			return false
		}
	}
	return true
}

func (i *inode) after(how int, chance *rand.Rand) []byte {
	switch how {
	case whole:
		return i.seen
	case dropped:
		return i.kept
	}
	b := i.kept
	for _, e := range i.edits {
		if e.cut {
			if chance.IntN(2) == 0 {
				b = e.on(b)
			}
			continue
		}
		for at := int64(0); at < int64(len(e.data)); {
			end := min(int64(len(e.data)), (e.off+at)/sector*sector+sector-e.off)
			if chance.IntN(2) == 0 {
				b = edit{off: e.off + at, data: e.data[at:end]}.on(b)
			}
			at = end
		}
	}
	return b
}

// The model itself: what a program must sync to be sure of it.
func TestDisk(t *testing.T) {
	write := func(path, text string) *call { return &call{name: "pwrite64", path: path, data: []byte(text)} }
	make := func(path string) *call { return &call{name: "open", path: path, created: true} }
	sync := func(path string) *call { return &call{name: "fsync", path: path} }
	long := strings.Repeat("b", 4*sector)
	for _, test := range []struct {
		name  string
		calls []*call
		want  map[string]string // by the name of the cut: what stands in f, or "-"
	}{
		{"a write", []*call{write("f", "b")}, map[string]string{
			"nothing unsynced is there": "a", "bytes are there, names are not": "b", "names are there, bytes are not": "a"}},
		{"a synced write", []*call{write("f", "b"), sync("f"), write("f", "c")}, map[string]string{
			"nothing unsynced is there": "b", "bytes are there, names are not": "c", "names are there, bytes are not": "b"}},
		{"a new file that takes the name", []*call{make("n"), write("n", "b"), {name: "rename", path: "n", to: "f"}},
			map[string]string{"nothing unsynced is there": "a", "bytes are there, names are not": "a",
				"names are there, bytes are not": ""}},
		{"the same, and the file is synced", []*call{make("n"), write("n", "b"), sync("n"), {name: "rename", path: "n", to: "f"}},
			map[string]string{"nothing unsynced is there": "a", "names are there, bytes are not": "b"}},
		{"the same, and the folder too", []*call{make("n"), write("n", "b"), sync("n"), {name: "rename", path: "n", to: "f"},
			sync(".")}, map[string]string{"nothing unsynced is there": "b", "names are there, bytes are not": "b"}},
		{"a removed file", []*call{{name: "unlink", path: "f"}}, map[string]string{
			"nothing unsynced is there": "a", "names are there, bytes are not": "-"}},
		{"a cut", []*call{{name: "ftruncate", path: "f"}, sync("f")}, map[string]string{"nothing unsynced is there": ""}},
	} {
		d := newDisk(tree{".": {folder: true}, "f": {data: []byte("a")}})
		for _, c := range test.calls {
			d.apply(c)
		}
		for _, c := range cuts {
			want, ok := test.want[c.name]
			if !ok {
				continue
			}
			got := "-"
			if n := d.after(c, nil)["f"]; n != nil {
				got = string(n.data)
			}
			if got != want {
				t.Errorf("%s, %s: f holds %q, want %q", test.name, c.name, got, want)
			}
		}
	}
	d := newDisk(tree{".": {folder: true}, "f": {data: []byte(strings.Repeat("a", 4*sector))}})
	d.apply(write("f", long))
	for seed := range uint64(20) {
		b := d.after(cuts[3], rand.New(rand.NewPCG(seed, 0)))["f"].data
		for at := 0; at < len(b); at += sector {
			if part := string(b[at : at+sector]); strings.Trim(part, "a") != "" && strings.Trim(part, "b") != "" {
				t.Fatalf("sector %d is torn: %.20q…", at/sector, part)
			}
		}
	}
}
