package data

import (
	"context"
	"database/sql"
	"encoding/hex"
	"io"
	"maps"
	"os"
	"slices"

	"recall/data/apkg"
	"recall/deck/anki"
	"recall/srs"
)

// AnkiMark is near the end of each package for Anki.
const AnkiMark = apkg.Mark

// ExportedToAnki counts what is in a package for Anki.
type ExportedToAnki struct {
	Cards, Answers int
	Media          int      // pictures and sounds
	Lacking        []string // the names of pictures and sounds that could not be read, and are left out
	Edited         []string // notes from Anki whose edit here fits none of their fields: they go back without it
	Left           []string // cards of notes from Anki that it does not have, and that are left out
}

// ExportAnki writes the cards that a filter finds in a deck as a package for Anki, with their pictures and sounds, and
// without parked cards, rejected ones and drafts. Answers go along if full is set. The same cards make the same package.
func (s *Store) ExportAnki(ctx context.Context, w io.Writer, d Deck, f Filter, full bool, at Moment) (done ExportedToAnki, err error) {
	x := ankiWriter{Store: s, deck: d.Name, filter: f, today: at.Day, ids: map[string]int{}, at: map[int64]int{}, taken: map[string]bool{},
		backs: map[int64]*anki.Back{}, types: map[int64]*anki.NoteType{}, out: map[int]bool{},
		media: mediaWriter{Store: s, paths: map[string]string{}, looked: map[Media]string{}, lacking: map[string]bool{}}}
	var set Settings
	err = s.read(func() error {
		if set, err = s.Settings(); err != nil {
			return err
		}
		if x.kept, err = s.newKeptReader(); err != nil {
			return err
		}
		if err := x.words(); err != nil {
			return err
		}
		if err := x.standings(); err != nil || !full {
			return err
		}
		return x.answers()
	})
	if err != nil {
		return done, err
	}
	x.settleTypes()
	_, seconds := at.Time.Zone()
	c := anki.Collect(int(set.Rollover.Hours()), -seconds/60, x.cards)
	media := x.media.list()
	done = ExportedToAnki{len(c.Cards), len(c.Reviews), len(media), slices.Sorted(maps.Keys(x.media.lacking)), x.edited, x.left}
	return done, explain(os.TempDir(), tempGone(apkg.Write(ctx, w, c, media))) // where its database is made
}

// ankiWriter collects cards for Anki.
type ankiWriter struct {
	*Store
	deck   string
	filter Filter
	today  srs.Day
	cards  []anki.Ours
	ids    map[string]int      // cards by their ids
	at     map[int64]int       // and by their numbers
	files  []map[string]string // of the cards' notes
	taken  map[string]bool     // GUIDs that cards brought along from Anki
	media  mediaWriter

	backs map[int64]*anki.Back     // notes that go back to Anki, by their numbers; nil: one that came without
	kept  *keptReader              // reads what is kept of them
	types map[int64]*anki.NoteType // the newest of their types, by Anki's ids
	out   map[int]bool             // cards that Anki does not have

	edited, left []string // see ExportedToAnki
}

// words collects what the cards ask, in deck order.
func (x *ankiWriter) words() error {
	return x.Export(x.filter, func(n *ExportedNote) error {
		path := append([]string{x.deck}, n.Headings...)
		for i, c := range n.Cards {
			if c.Draft {
				continue
			}
			x.ids[n.IDs[i]] = len(x.cards)
			x.cards = append(x.cards, anki.Ours{ID: n.IDs[i], Card: c, Path: path, Tags: n.CardTags[i]})
			x.files = append(x.files, n.Files)
		}
		return nil
	})
}

// standings collects how the cards stand.
//
// A note's time in Anki is its number too. So it must not change from one export to the next, nor with the first answer:
// it is the time at which the deck was made, and as much later as keeps the notes in order. Nothing is stored of when a
// text changed, but it changes only with its file, with an act in the log, or with the version of the deck builder.
func (x *ankiWriter) standings() error {
	where, args := x.filter.cards("s")
	return x.each(func(rows *sql.Rows) error {
		var uid []byte
		var card, acted int64
		var state stateScan
		var place, added, changed int64
		var guid string
		var row backRow
		err := rows.Scan(append([]any{&card, &uid, &place, &added, &changed, &acted, &guid, &row.source, &row.note, &row.kept,
			&row.text, &row.own, &row.edited, &row.tagged}, state.dest()...)...)
		if err != nil {
			return err
		}
		i, ok := x.ids[hex.EncodeToString(uid)]
		if !ok {
			return nil
		}
		x.at[card] = i
		o, st := &x.cards[i], state.state()
		o.Added, o.Modified, o.Acted = added+place, max(changed, added/1000, row.edited), acted/1000
		o.Interval, o.Due, o.Ease, o.Lapses = st.Interval, int(st.Due), st.Ease, st.Lapses
		o.Suspended, o.Flagged, o.Buried = st.Suspended, st.Flagged, st.Buried == x.today
		o.Files = x.media.name(&Card{Card: o.Card, Source: row.source}, x.files[i])
		o.Back, ok = x.back(&row, o, x.files[i])
		x.out[i] = !ok
		if o.Back == nil && ok && guid != "" && !x.taken[guid] {
			x.taken[guid] = true
			o.ID = guid
		}
		return nil
	}, `SELECT s.card, u.uid, s.rank & 0xffffffffff,
			(SELECT coalesce(min(l.tick), 0) FROM log l WHERE l.subject = s.deck),
			max(o.mtime / 1000000000 + o.builder, (SELECT coalesce(max(l.tick), 0) / 1000 FROM live l
				WHERE l.subject = s.card AND l.kind IN ({changed}, {edited}, {tag}))),
			(SELECT coalesce(max(`+actedAt+`), 0) FROM live WHERE subject = s.card),
			iif(o.path GLOB '`+AnkiPath+`*' AND 1 = (SELECT count(*) FROM schedule k
				WHERE k.note = n.id AND k.hold & {parked} = 0), n.explicit, ''),
			o.path, n.id, iif(o.path GLOB '`+AnkiPath+`*', n.anki, ''), n.text, n.origin <> '', n.edited,
			(SELECT coalesce(max(l.tick), 0) FROM live l WHERE l.subject = s.card AND l.kind = {tag}), `+stateColumns+`
		FROM schedule s JOIN note n ON n.id = s.note JOIN source o ON o.id = n.source JOIN subject u ON u.id = s.card
		WHERE s.hold & ({parked} | {draft}) = 0 AND `+where+` ORDER BY s.rank`, args...)
}

// answers collects the answers that are in force, oldest first.
func (x *ankiWriter) answers() error {
	where, args := x.filter.cards("s")
	scheduled := make(map[int64]srs.Day, len(x.cards)) // the latest day on which each card was scheduled
	return x.each(func(rows *sql.Rows) error {
		var card int64
		var day srs.Day
		var detail sql.NullString
		var a anki.Answer
		if err := rows.Scan(&card, &a.At, &day, &a.Grade, &a.Before, &a.Interval, &a.Ease, &a.Took, &detail); err != nil {
			return err
		}
		i, ok := x.at[card]
		if !ok {
			return nil
		}
		last, before := scheduled[card]
		switch {
		case detail.String == detailCram:
			a.Kind = anki.InCram
		case a.Before == 0:
			a.Kind = anki.InLearning
		case before && day <= last:
			a.Kind = anki.InRelearning
		default:
			a.Kind = anki.InReview
		}
		if a.Kind != anki.InCram && a.Interval > 0 {
			scheduled[card] = day
		}
		x.cards[i].Answers = append(x.cards[i].Answers, a)
		return nil
	}, `SELECT l.subject, l.tick - l.lag, l.day, l.grade, l.interval_before, l.interval_after, l.ease_after, l.took, l.detail
		FROM schedule s JOIN live l ON l.subject = s.card JOIN device d ON d.id = l.device
		WHERE l.kind = {review} AND `+where+` ORDER BY l.tick, d.uid, l.seq`, args...)
}
