package data

import (
	"cmp"
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"

	"recall/data/place"
	"recall/deck"
	"recall/deck/anki"
	"recall/deck/match"
	"recall/deck/read"
)

// A place that is only pulled from shares decks: somebody keeps them up, and many learn from them. What such a place has
// is what its owner's export would give: bullets and cards as they are now, with their tags, and nothing of anybody's
// learning. It is compared with what is here as the files of an import are, so an edit is judged, what is gone is parked,
// and what the learner wrote stays. Bullets and cards keep the ids that they have there, so everybody's log tells of the
// same cards.

// sharedDeck is a deck that a place has.
type sharedDeck struct {
	uid   [16]byte
	name  string
	named bool // by its keeper, and not by its file
	files []File
}

// Pulled is what a place that is only pulled from has, compared with what is here.
type Pulled struct {
	Plans []*Plan // one a deck
	Left  []LeftDeck

	Renamed []Renaming // decks that have another name there now
	Merged  []Renaming // decks that are a part of another one there now, which comes instead
}

// LeftDeck is a deck that was deleted here, and stays so. One that was purged has its name there.
type LeftDeck struct {
	Name   string
	Purged bool
}

// Renaming is another name for a deck.
type Renaming struct {
	Old, New string
	deck     int64
}

// DeckAt is a deck that a place has.
type DeckAt struct {
	Name string
	uid  [16]byte
}

// DecksAt returns the decks that others pushed to a place.
func (s *Store) DecksAt(ctx context.Context, at string, now Moment) (list []DeckAt, err error) {
	k, err := s.visits(Place{At: at, Direction: PullOnly, device: s.own.uid}, now)
	if err != nil {
		return nil, err
	}
	f, err := k.visit(ctx, place.Open(at))
	if err != nil {
		return nil, err
	}
	defer f.close()
	decks, _, err := f.decks(nil)
	for _, d := range decks {
		list = append(list, DeckAt{d.name, d.uid})
	}
	return list, err
}

// RememberPull adds a place to pull decks from; without any, those that were pulled from it, and from a new one all that it
// has. Of these, the next exchange brings back what was deleted here.
func (s *Store) RememberPull(at string, decks []DeckAt) (p Place, err error) {
	var ids []string
	for _, d := range decks {
		ids = append(ids, hex.EncodeToString(d.uid[:]))
	}
	if p, err = s.remember(at, PullOnly, ids); err != nil {
		return p, err
	}
	p.asked = true
	for i, d := range decks {
		here, err := s.deckNamed(p.Decks[i])
		if errors.As(err, new(*NoDeckError)) || here.gone { // it has no name here that says anything
			p.Decks[i] = d.Name
		} else if err != nil {
			return p, err
		}
	}
	return p, nil
}

// planPulled compares what a place has with what is here. Where some of it is not there yet, or damaged, nothing is
// compared: what is missing would look as if it were gone.
func (s *Store) planPulled(p *Place, f *fetched) (found *Pulled, err error) {
	found = &Pulled{}
	if len(f.batches) == 0 || !f.complete() {
		return found, nil
	}
	decks, ids, err := f.decks(p.decks)
	if err != nil {
		return found, err
	}
	if found.Merged, err = s.mergings(p, decks, ids); err != nil {
		return found, err
	}
	if found.Renamed, err = s.renamings(decks); err != nil {
		return found, err
	}
	batches := map[string]*Batch{}
	var order []string
	for _, d := range decks {
		for _, file := range d.files {
			h, err := s.homeOf(file.Path, d)
			if err != nil {
				return found, err
			}
			name := h.name
			if h.gone && !p.asked {
				if left := (LeftDeck{name, h.purged}); !slices.Contains(found.Left, left) {
					found.Left = append(found.Left, left)
				}
				continue
			}
			if batches[name] == nil {
				batches[name] = &Batch{Deck: name, Older: true, uid: d.uid} // the stamps there say which text is the newest
				order = append(order, name)
			}
			batches[name].Files = append(batches[name].Files, file)
		}
	}
	var list []Batch
	for _, name := range order {
		list = append(list, *batches[name])
	}
	if len(list) > 0 {
		found.Plans, err = s.Plans(list)
	}
	return found, err
}

// renamings returns the decks whose keeper gave them other names than they have here. A name that the learner gave stays.
func (s *Store) renamings(decks []sharedDeck) (list []Renaming, err error) {
	for _, d := range decks {
		r := Renaming{New: d.name}
		err := s.get([]any{&r.deck, &r.Old}, `SELECT d.id, d.name FROM subject u JOIN deck d ON d.id = u.id
			WHERE u.uid = ? AND d.gone = 0 AND NOT EXISTS (SELECT 1 FROM setting x WHERE x.deck = d.id AND x.name = ?)`,
			d.uid[:], nameSetting)
		if errors.Is(err, sql.ErrNoRows) || err == nil && (!d.named || r.Old == r.New) {
			continue
		}
		if err != nil {
			return nil, err
		}
		taken, err := s.deckNamed(r.New)
		if errors.As(err, new(*NoDeckError)) || err == nil && taken.ID == r.deck {
			list = append(list, r)
		} else if err != nil {
			return nil, err
		}
	}
	return list, nil
}

// mergings has a place that is for decks that are a part of others there be for those, and returns which.
func (s *Store) mergings(p *Place, decks []sharedDeck, ids []string) (list []Renaming, err error) {
	for i, id := range ids {
		if id == p.decks[i] {
			continue
		}
		r := Renaming{Old: p.decks[i][:8]}
		err := s.get([]any{&r.Old}, "SELECT d.name FROM subject u JOIN deck d ON d.id = u.id WHERE hex(u.uid) = upper(?)", p.decks[i])
		if err != nil && !errors.Is(err, sql.ErrNoRows) {
			return nil, err
		}
		for _, d := range decks {
			if hex.EncodeToString(d.uid[:]) == id {
				r.New = d.name
				list = append(list, r)
			}
		}
	}
	if len(list) > 0 {
		p.decks = nil
		for _, id := range ids { // two of them may be one now
			if !slices.Contains(p.decks, id) {
				p.decks = append(p.decks, id)
			}
		}
	}
	return list, nil
}

// home is the deck here of a file of a shared deck.
type home struct {
	name         string
	gone, purged bool // deleted here
}

// homeOf returns the deck here for a file of a shared deck: the one that the file is in, else the deck with the id, else
// one of the name.
func (s *Store) homeOf(path string, d sharedDeck) (h home, err error) {
	uid, err := s.home(d.uid)
	if err != nil {
		return h, err
	}
	const columns = "SELECT d.name, d.gone, (SELECT coalesce(min(purged), 0) FROM source WHERE deck = d.id) FROM "
	for _, q := range []struct {
		from string
		arg  any
	}{
		{"source o JOIN deck d ON d.id = o.deck WHERE o.path = ?", path},
		{"subject u JOIN deck d ON d.id = u.id WHERE u.uid = ?", uid[:]},
	} {
		err := s.get([]any{&h.name, &h.gone, &h.purged}, columns+q.from, q.arg)
		if err == nil && h.gone && h.purged { // along with its name
			h.name = d.name
		}
		if !errors.Is(err, sql.ErrNoRows) {
			return h, err
		}
	}
	here, err := s.deckNamed(d.name)
	if errors.As(err, new(*NoDeckError)) {
		return home{name: d.name}, nil
	}
	return home{name: cmp.Or(here.Name, d.name), gone: here.gone}, err
}

// takePulled imports what a place has, and then says that it was read.
func (s *Store) takePulled(p *Place, f *fetched, at Moment) (done Merged, err error) {
	found, err := s.planPulled(p, f)
	if err != nil {
		return done, err
	}
	done.Pulled = found
	if err := s.keepFetched(f); err != nil {
		return done, err
	}
	if len(found.Plans) > 0 {
		imported, err := s.Import(found.Plans, at)
		if err != nil {
			return done, err
		}
		for i, a := range imported {
			p := found.Plans[i]
			done.Decks += when(p.New, 1)
			done.Notes, done.Cards = done.Notes+a.Notes, done.Cards+a.Cards+a.Drafts
			done.Edited += p.Count[match.Changed] + p.Count[match.Fixed]
		}
	}
	done.Renamed = len(found.Renamed)
	return done, s.write(func() error {
		for _, r := range found.Renamed {
			if _, err := s.exec("UPDATE deck SET name = ? WHERE id = ?", r.New, r.deck); err != nil {
				return err
			}
		}
		if len(found.Merged) > 0 {
			if err := s.keepDecks(*p); err != nil {
				return err
			}
		}
		if err := s.wantMedia(p.id, f.missing); err != nil || !f.complete() || len(found.Left) > 0 {
			return err // it is read again next time
		}
		return s.noteRead(p, f)
	})
}

// complete reports whether all that the devices of a place list is there, and whole.
func (f *fetched) complete() bool {
	return len(f.waiting) == 0 && !slices.ContainsFunc(f.ignored, func(i place.Ignored) bool {
		_, _, index := place.ParseIndex(i.Name)
		_, _, parcel := place.ParseParcel(i.Name)
		return index || parcel
	})
}

// decks returns the decks that were fetched: those with the ids, or with none all. Of a deck that is a part of another one there
// it returns that; and the ids that count.
func (f *fetched) decks(wanted []string) (list []sharedDeck, ids []string, err error) {
	newest, err := f.newest()
	if err != nil {
		return nil, nil, err
	}
	ids = slices.Clone(wanted)
	for i, b := range f.batches {
		h, err := b.homes()
		if err != nil {
			return nil, nil, err
		}
		for k, id := range ids {
			if uid, err := hex.DecodeString(id); err == nil && len(uid) == 16 {
				home := h.of([16]byte(uid))
				ids[k] = hex.EncodeToString(home[:])
			}
		}
		if err := b.write(b.uniteAll); err != nil {
			return nil, nil, err
		}
		var found []sharedDeck
		var numbers []int64
		err = b.each(func(rows *sql.Rows) error {
			var d sharedDeck
			var n int64
			var uid []byte
			err := rows.Scan(&n, &d.name, &uid, &d.named)
			copy(d.uid[:], uid)
			if len(ids) == 0 || slices.Contains(ids, hex.EncodeToString(uid)) {
				found, numbers = append(found, d), append(numbers, n)
			}
			return err
		}, `SELECT d.id, d.name, u.uid, EXISTS (SELECT 1 FROM setting x WHERE x.deck = d.id AND x.name = ? AND x.value <> '')
			FROM deck d JOIN subject u ON u.id = d.id ORDER BY d.name`, nameSetting)
		if err != nil {
			return nil, nil, err
		}
		for k, d := range found {
			at := slices.IndexFunc(list, func(o sharedDeck) bool { return o.uid == d.uid })
			if at < 0 {
				at = len(list)
				list = append(list, d)
			}
			if err := b.addFiles(&list[at], numbers[k], func(uid [16]byte) bool { return newest[uid] == i }); err != nil {
				return nil, nil, err
			}
		}
	}
	for i := range list {
		for k := range list[i].files {
			list[i].files[k].seal()
		}
	}
	return list, ids, nil
}

// newest returns the batch with the newest text of each note.
func (f *fetched) newest() (map[[16]byte]int, error) {
	of := map[[16]byte]int{}
	seen := map[[16]byte]wording{}
	for i, b := range f.batches {
		err := b.each(func(rows *sql.Rows) error {
			var uid []byte
			var v wording
			if err := rows.Scan(append([]any{&uid}, v.dest()...)...); err != nil {
				return err
			}
			id := [16]byte(uid)
			if was, known := seen[id]; !known || v.newer(was) {
				seen[id], of[id] = v, i
			}
			return nil
		}, "SELECT n.uid, "+wordingColumns+" FROM note n")
		if err != nil {
			return nil, err
		}
	}
	return of, nil
}

// addFiles adds the bullets of a deck in their files. The built-in ones are everywhere.
func (u *unionStore) addFiles(to *sharedDeck, deckID int64, counts func(uid [16]byte) bool) error {
	kept, err := u.newKeptReader()
	if err != nil {
		return err
	}
	separators := map[string]string{}
	err = u.each(func(rows *sql.Rows) error {
		var path, separator string
		err := rows.Scan(&path, &separator)
		separators[path] = separator
		return err
	}, "SELECT path, separator FROM source")
	if err != nil {
		return err
	}
	earlier, err := u.earlierIn(deckID)
	if err != nil {
		return err
	}
	var at []int // the index in its document of each visited bullet
	return u.Export(Filter{Decks: []int64{deckID}}, func(n *ExportedNote) error {
		if n.Line <= 0 || strings.HasPrefix(n.File.Path, BuiltinPath) || !counts(n.uid) {
			at = append(at, -1)
			return nil
		}
		f := to.file(n.File, separators[n.File.Path])
		at = append(at, len(f.Doc.Notes))
		note := n.Note
		note.Given, note.List = true, len(f.Doc.Notes)+1
		if note.Parent >= 0 {
			note.Parent = at[note.Parent]
		}
		ids := noteIDs{note: n.uid, earlier: earlierTexts(earlier[n.uid])}
		for _, id := range n.IDs {
			var uid [16]byte
			if _, err := hex.Decode(uid[:], []byte(id)); err != nil {
				return fmt.Errorf("id of card %s: %w", id, err)
			}
			ids.cards = append(ids.cards, uid)
		}
		if k, t, ok := kept.read(n.anki); ok {
			f.kept[note.ID], f.types[k.Type] = k, t
		}
		f.Doc.Notes = append(f.Doc.Notes, note)
		f.order = append(f.order, ids)
		return nil
	})
}

// file returns the file of a shared deck that another machine knows under a path, and adds it.
func (d *sharedDeck) file(e *ExportedFile, separator string) *File {
	at := pulledPath(e.Path)
	for i := range d.files {
		if d.files[i].Path == at {
			return &d.files[i]
		}
	}
	d.files = append(d.files, File{Path: at, As: read.As{Separator: separator},
		Doc:  &deck.Document{Name: path.Base(at), Title: e.Title, Lang: e.Lang},
		kept: map[string]*anki.Kept{}, types: map[string]*anki.NoteType{}})
	return &d.files[len(d.files)-1]
}

// pulledPath is the path here of a file that is pulled. What is no file there, as the bullets that were typed in for a
// deck, has a name that means something else here.
func pulledPath(path string) string {
	if strings.HasPrefix(path, SyncedPath) {
		return path
	}
	sum := sha256.Sum256([]byte("pulled\x00" + path))
	return SyncedPath + hex.EncodeToString(sum[:8]) + "/" + path[strings.LastIndexAny(path, `/\:`)+1:]
}

// seal notes which ids the bullets of a file have, which must not move any more, and sums up what it says.
func (f *File) seal() {
	f.ids = make(map[*deck.Note]noteIDs, len(f.Doc.Notes))
	for i := range f.Doc.Notes {
		f.ids[&f.Doc.Notes[i]] = f.order[i]
	}
	f.order = nil
	text, _ := json.Marshal(f.Doc) // strings and numbers can always be encoded
	f.Sum = sha256.Sum256(text)
	f.Size = int64(len(text))
}
