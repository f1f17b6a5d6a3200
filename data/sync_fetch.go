package data

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"recall/data/place"
)

// What others pushed is fetched without touching the database: parcels are read into temporary databases, pictures and
// sounds into a folder. Merging all that is done at once, and quickly.

// ahead is how far the clock of another machine may be ahead. Later entries get higher ticks than all before, so one
// from the far future would take the order away from every machine.
const ahead = 5 * 365 * 24 * time.Hour

// visitor is what a fetch has to know of this machine.
type visitor struct {
	own    [16]byte // the device of its files there
	pushed int
	index  string // the name of their index
	parcel string // of a push that was begun
	read   map[[16]byte][]span
	media  string    // the folder of its pictures and sounds
	refuse time.Time // entries from later on are refused
	near   string    // the folder of its database, where temporary files go
	stem   string
	wanted []string // pictures and sounds that were not there last time
	push   bool     // nothing is taken from others
	pull   bool     // of others, only the cards are taken
	notes  string   // the condition of the notes whose pictures and sounds are wanted

	meanwhile func() error // runs once there is something to fetch, and ends before anything is taken; nil: nothing
}

// fetched is what a place has that this machine lacks.
type fetched struct {
	survey   place.Survey
	batches  []*unionStore
	media    map[string]string // local files by the names under which they are kept
	missing  []string          // pictures and sounds that are not there yet
	wanted   []string          // what was missing before
	read     map[[16]byte][]span
	ignored  []place.Ignored
	waiting  []string     // files that an index lists and that are not there yet
	finished *place.Index // the push that was begun got there
	cloned   bool         // somebody else writes as this device
	dir      string

	unsent []*entry // if it is cloned: entries of this machine's that nobody else has

	cards map[int64]bool // once it is merged: those that may have another schedule or other words here
}

// close removes what was fetched. What can't be removed now is swept later.
func (f *fetched) close() {
	for _, b := range f.batches {
		b.Close()
	}
	os.RemoveAll(f.dir)
}

// look reads the indexes of a place that say more than this machine knows.
func (k *visitor) look(ctx context.Context, c place.Carrier) (*fetched, error) {
	s, err := place.Look(ctx, c, func(name string, device [16]byte, push int) bool {
		if device == k.own {
			return name == k.index
		}
		return covers(k.read[device], 1, push)
	})
	if err != nil {
		return nil, err
	}
	f := &fetched{survey: s, ignored: s.Ignored, wanted: k.wanted,
		media: map[string]string{}, read: map[[16]byte][]span{}, cards: map[int64]bool{}}
	if x, ok := s.Indexes[k.own]; ok && x.Push == k.pushed+1 && k.parcel != "" && hasParcel(x, k.parcel) {
		f.finished = &x
	}
	for name := range s.Files {
		device, push, ok := place.ParseIndex(name)
		f.cloned = f.cloned || ok && !k.pull && device == k.own && push >= k.pushed && name != k.index && f.finished == nil
	}
	return f, nil
}

func hasParcel(x place.Index, name string) bool {
	return slices.ContainsFunc(x.Parcels, func(p place.Parcel) bool { return p.Name == name })
}

// news returns the parcels to read, by device, oldest first.
func (f *fetched) news(k *visitor) (list []place.Parcel) {
	if k.push {
		return nil
	}
	devices := slices.SortedFunc(maps.Keys(f.survey.Indexes),
		func(a, b [16]byte) int { return slices.Compare(a[:], b[:]) })
	for _, device := range devices {
		had := k.read[device]
		if device == k.own && !f.cloned {
			continue
		}
		for _, p := range f.survey.Indexes[device].Parcels {
			switch _, there := f.survey.Files[p.Name]; {
			case covers(had, p.First, p.Last):
			case !there:
				f.waiting = append(f.waiting, p.Name)
			default:
				list = append(list, p)
			}
		}
	}
	return list
}

// fetch reads what others pushed.
func (k *visitor) fetch(ctx context.Context, c place.Carrier, f *fetched, list []place.Parcel) error {
	for i, p := range list {
		local := filepath.Join(f.dir, fmt.Sprintf("parcel-%d", i))
		err := download(ctx, c, p, local)
		var failed *place.Error
		switch {
		case ctx.Err() != nil:
			return ctx.Err()
		case errors.Is(err, fs.ErrNotExist): // its device has joined it with others since
			f.waiting = append(f.waiting, p.Name)
			continue
		case errors.As(err, &failed):
			return err
		case err == nil:
			err = k.add(ctx, f, p, local)
		}
		if err != nil && k.ownFault(err) != nil {
			return k.ownFault(err)
		}
		if err != nil {
			f.ignore(p, err)
			os.Remove(local)
		}
	}
	return k.finish(ctx, f)
}

// ownFault returns what is wrong with the disk of this machine, where an error is about that: no file in the place is to
// blame. Else it returns nil.
func (k *visitor) ownFault(err error) error {
	var file *FileError
	var path *fs.PathError
	switch {
	case errors.As(err, &file) && file.Fault != FileDamaged:
		return &FileError{k.near, file.Fault, file.Err} // and not the name of a temporary file
	case errors.As(err, &path):
		return fmt.Errorf("%s: %w; nothing was taken over", k.near, path.Err)
	case inaccessible(err):
		return explain(k.near, err)
	}
	return nil
}

func (f *fetched) ignore(p place.Parcel, why error) {
	f.ignored = append(f.ignored, place.Ignored{Name: p.Name, Why: why.Error(),
		Ahead: errors.As(why, new(*aheadError))})
}

// add adds a parcel to the batch of its schema. One that contradicts others of the batch begins another batch: both are
// merged, one after the other, as two histories of one device are.
func (k *visitor) add(ctx context.Context, f *fetched, p place.Parcel, local string) error {
	schema, err := schemaOf(local)
	if err != nil {
		return err
	}
	for _, b := range f.batches {
		if b.schema != schema {
			continue
		}
		if err := b.add(p, local, k.refuse); !errors.Is(err, errContradiction) {
			return err
		}
	}
	b, err := k.newBatch(ctx, f, schema)
	if err != nil {
		return err
	}
	return b.add(p, local, k.refuse)
}

func (k *visitor) newBatch(ctx context.Context, f *fetched, schema int) (*unionStore, error) {
	dir, err := os.MkdirTemp(f.dir, "batch-")
	if err != nil {
		return nil, err
	}
	b, err := newUnion(ctx, dir, schema)
	if err == nil {
		b.passes = k.pull
		f.batches = append(f.batches, b)
	}
	return b, err
}

// finish looks at all that is in the batches. Where one has something that this version can't read, its parcels are
// read again, each on its own, and only the bad ones are left out.
func (k *visitor) finish(ctx context.Context, f *fetched) error {
	for _, b := range slices.Clone(f.batches) {
		if why := b.finish(); why != nil {
			if own := k.ownFault(why); own != nil {
				return own
			}
			if err := k.part(ctx, f, b, why); err != nil {
				return err
			}
		}
	}
	for _, b := range f.batches {
		for _, in := range b.parcels {
			device, _, _ := place.ParseParcel(in.Name)
			f.read[device] = append(f.read[device], span{in.First, in.Last})
			os.Remove(in.local)
		}
	}
	return nil
}

// part replaces a batch that can't be read by one for each parcel of it that can.
func (k *visitor) part(ctx context.Context, f *fetched, b *unionStore, why error) error {
	f.batches = slices.DeleteFunc(f.batches, func(o *unionStore) bool { return o == b })
	if err := b.Close(); err != nil {
		return err
	}
	for _, in := range b.parcels {
		if len(b.parcels) > 1 {
			why = k.addAlone(ctx, f, in)
		}
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if why != nil {
			if own := k.ownFault(why); own != nil {
				return own
			}
			f.ignore(in.Parcel, why)
		}
	}
	return nil
}

func (k *visitor) addAlone(ctx context.Context, f *fetched, in localParcel) error {
	schema, err := schemaOf(in.local)
	if err != nil {
		return err
	}
	b, err := k.newBatch(ctx, f, schema)
	if err != nil {
		return err
	}
	err = b.add(in.Parcel, in.local, k.refuse)
	if err == nil {
		err = b.finish()
	}
	if err != nil {
		f.batches = f.batches[:len(f.batches)-1]
		return errors.Join(err, b.Close())
	}
	return nil
}

// fetchMedia brings the pictures and sounds that the notes name and this machine lacks. What is not there, as when a
// service brings it later than the notes, is wanted again next time.
func (k *visitor) fetchMedia(ctx context.Context, c place.Carrier, f *fetched) error {
	names := map[string]bool{}
	for _, name := range k.wanted {
		names[name] = true
	}
	for _, b := range f.batches {
		if err := b.mediaNamed(names, "SELECT media FROM note WHERE media <> '' AND "+k.notes); err != nil {
			return err
		}
	}
	maps.DeleteFunc(names, func(name string, _ bool) bool { return checkKept(filepath.Join(k.media, name)) == nil })
	if len(names) == 0 {
		return nil
	}
	there, err := c.List(ctx, place.MediaFolder)
	if err != nil {
		return err
	}
	for _, file := range there {
		if !names[file.Name] {
			continue
		}
		whole, err := k.fetchPicture(ctx, c, f, file.Name)
		if err != nil {
			return err
		}
		if whole {
			delete(names, file.Name)
		}
	}
	f.missing = slices.Sorted(maps.Keys(names))
	return nil
}

// fetchPicture fetches a picture or sound, and reports whether it is whole. One that is not is ignored and named; that
// the place can't be read is an error.
func (k *visitor) fetchPicture(ctx context.Context, c place.Carrier, f *fetched, name string) (bool, error) {
	local := filepath.Join(f.dir, name)
	text, err := place.ReadAll(ctx, c, mediaPath(name), mostPicture)
	var failed *place.Error
	if ctx.Err() != nil || errors.As(err, &failed) {
		return false, errors.Join(ctx.Err(), err)
	}
	if err == nil {
		if err := writeSynced(local, text); err != nil {
			return false, err
		}
		if checkKept(local) != nil {
			err = place.ErrTorn
		}
	}
	if err != nil {
		f.ignored = append(f.ignored, place.Ignored{Name: mediaPath(name), Why: err.Error()})
		return false, os.RemoveAll(local)
	}
	f.media[name] = local
	return true, nil
}

// sendMedia puts pictures and sounds into a place that it lacks. Nobody's file is ever replaced: the name is what it
// holds.
func sendMedia(ctx context.Context, c place.Carrier, names []string, folder string) error {
	if len(names) == 0 {
		return nil
	}
	there, err := c.List(ctx, place.MediaFolder)
	if err != nil {
		return err
	}
	have := map[string]bool{}
	for _, f := range there {
		have[f.Name] = true
	}
	for _, name := range names {
		local := filepath.Join(folder, name)
		if have[name] || checkKept(local) != nil { // check names what is missing here
			continue
		}
		if err := c.Put(ctx, mediaPath(name), local); err != nil {
			return err
		}
	}
	return nil
}

// keepFetched moves the pictures and sounds to the others, before any card names them.
func (s *Store) keepFetched(f *fetched) error {
	if len(f.media) == 0 {
		return nil
	}
	if err := MakeFolder(s.MediaFolder()); err != nil {
		return err
	}
	for name, local := range f.media {
		if err := os.Rename(local, filepath.Join(s.MediaFolder(), name)); err != nil {
			return err
		}
	}
	return SyncFolder(s.MediaFolder())
}

// schemaOf reads the first line of a parcel's local file.
func schemaOf(local string) (int, error) {
	in, done, err := openParcel(local)
	if err != nil {
		return 0, err
	}
	defer done()
	line := make([]byte, 200)
	n, _ := in.Read(line)
	text, _, _ := strings.Cut(string(line[:n]), "\n")
	head, err := readDumpHead([]byte(text))
	switch {
	case err != nil:
		return 0, err
	case head.Version > dumpVersion || head.Schema > len(migrations):
		return 0, place.ErrNewer
	case head.Schema < syncSchema:
		return 0, errors.New("it is older than recall's files in a place ever were")
	}
	return head.Schema, nil
}

// syncSchema is the first schema that wrote parcels.
const syncSchema = 8
