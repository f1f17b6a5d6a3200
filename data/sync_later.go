package data

import (
	"cmp"
	"database/sql/driver"
	"encoding/json"
	"maps"
	"slices"

	"recall/srs"
)

// Most of what comes from another machine was done after all that the log here has of its card. It is applied to the
// schedule as it stands, as an answer in a session is: the history before need not be read. Where it came in between, or was
// taken back, or the card or the rules of its deck have changed, the card is replayed.

// arrived is what came of a card.
type arrived struct {
	first int64 // tick
	n     int
	whole bool // the card is replayed
}

// touch has a card replayed, or the cards of a deck whose rules an entry sets.
func (m *meeting) touch(e *entry) {
	if e.kind == srs.Config {
		m.decks[e.subject] = true
		return
	}
	m.replays(e.subject)
}

func (m *meeting) replays(card int64) { m.cards[card] = arrived{whole: true} }

// add notes an entry that came.
func (m *meeting) add(e *entry) {
	m.back = m.back || e.detail == detailDeck
	of, some := m.cards[e.subject]
	if e.kind == srs.Config || e.kind == srs.Undo || of.whole {
		m.touch(e)
		return
	}
	if !some || e.tick < of.first {
		of.first = e.tick
	}
	of.n++
	m.cards[e.subject] = of
}

// late is a card of which all that came is later than what was here.
type late struct {
	arrived
	note, deck    int64
	draft         bool
	before, after srs.State
	taken         int // entries since the first that came
}

// mostPassed is how many entries may be read for each one that came. What came from long ago is rather replayed.
const mostPassed = 4

// lateCards returns the cards to which what came can be applied as they are, with what that makes of them, and what it adds
// to the counts.
func (m *merger) lateCards() (map[int64]*late, hours, error) {
	list, err := m.cardsWithNews()
	if err != nil || len(list) == 0 {
		return nil, nil, err
	}
	first, most := int64(maxTick), fewAlone
	for _, l := range list {
		first, most = min(first, l.first), most+mostPassed*l.n
	}
	tails, err := m.tails(first, most)
	if err != nil || tails == nil {
		return nil, nil, err
	}
	rules, since, err := m.rulesSince(list)
	if err != nil {
		return nil, nil, err
	}
	counts := hours{}
	r := replay{undone: map[[2]int64]bool{}}
	if err := m.readUndone(&r); err != nil {
		return nil, nil, err
	}
	from, _ := json.Marshal(tails) // numbers can always be encoded
	err = m.bulk(func(row []driver.Value) error {
		l := list[integer(row[2])]
		if l == nil || integer(row[7]) < l.first { // nor is it read: a damaged one concerns nobody
			return nil
		}
		what, err := r.entry(row)
		if err != nil {
			return err
		}
		st := &r.step
		p := srs.Past{Rules: rules[l.deck], State: l.after}
		st.deck, st.Step = l.deck, p.Take(what)
		l.after = p.State
		l.taken++
		counts.add(st)
		return nil
	}, "SELECT bulk(?, "+replayColumns+`) FROM (SELECT l.* FROM json_each(?) a CROSS JOIN log l
		ON l.device = a.value ->> 0 AND l.seq >= a.value ->> 1 JOIN device d ON d.id = l.device
		WHERE kind <> {undo} ORDER BY tick, uid, seq)`, string(from))
	maps.DeleteFunc(list, func(_ int64, l *late) bool { return l.taken != l.n || l.first <= since[l.deck] })
	return list, counts, err
}

// cardsWithNews returns the cards that are as they were but for what came.
func (m *merger) cardsWithNews() (map[int64]*late, error) {
	var asked []int64
	for card, of := range m.sync.cards {
		if !of.whole {
			asked = append(asked, card)
		}
	}
	slices.Sort(asked)
	list := make(map[int64]*late, len(asked))
	err := m.fed(len(asked), func(row, _ int) any { return asked[row] }, func() error {
		return m.bulk(func(row []driver.Value) error {
			var card int64
			var l late
			var scan stateScan
			if err := bulkRow(row).Scan(append([]any{&card, &l.note, &l.deck, &l.draft}, scan.dest()...)...); err != nil {
				return err
			}
			l.arrived, l.before = m.sync.cards[card], scan.state()
			l.after = l.before
			list[card] = &l
			return nil
		}, "SELECT bulk(?, s.card, s.note, s.deck, c.draft, "+stateColumns+`)
			FROM temp.feed CROSS JOIN schedule s ON s.card = c0 JOIN card c ON c.id = s.card
			WHERE NOT EXISTS (SELECT 1 FROM temp.moved x WHERE x.card = s.card)`)
	})
	return list, err
}

// tails returns where the entries since a tick begin, as pairs of a device and a sequence number. There is nothing where
// these are more than most.
func (m *merger) tails(since int64, most int) (list [][2]int64, err error) {
	devices, err := m.devices()
	if err != nil {
		return nil, err
	}
	for _, device := range devices {
		var n int
		var seq int64
		err := m.get([]any{&n, &seq}, `SELECT count(*), coalesce(min(seq), 0) FROM (SELECT seq, tick FROM log WHERE device = ?
			ORDER BY seq DESC LIMIT ?) WHERE tick >= ?`, device, most+1, since)
		if most -= n; err != nil || most < 0 {
			return nil, err
		}
		if n > 0 {
			list = append(list, [2]int64{device, seq})
		}
	}
	return list, nil
}

// rulesSince returns the rules in force in the decks of cards, and the ticks at which they were set.
func (m *merger) rulesSince(cards map[int64]*late) (rules map[int64]srs.Rules, since map[int64]int64, err error) {
	rules, since = map[int64]srs.Rules{}, map[int64]int64{}
	for _, l := range cards {
		if _, known := rules[l.deck]; known {
			continue
		}
		if rules[l.deck], err = m.rules(l.deck); err != nil {
			return nil, nil, err
		}
		var tick int64
		err := m.get([]any{&tick}, "SELECT coalesce(max(tick), 0) FROM log WHERE subject = ? AND kind = {config}", l.deck)
		if err != nil {
			return nil, nil, err
		}
		since[l.deck] = tick
	}
	return rules, since, nil
}

// replayMet brings the schedules up to date.
func (m *merger) replayMet() error {
	for deckID := range m.sync.decks {
		cards, err := m.numbers("SELECT card FROM schedule WHERE deck = ?", deckID)
		if err != nil {
			return err
		}
		for _, card := range cards {
			m.sync.replays(card)
		}
	}
	most, err := m.mostAlone()
	if err != nil {
		return err
	}
	lates, counts, err := m.lateCards()
	if err != nil {
		return err
	}
	var others []int64
	for card := range m.sync.cards {
		if lates[card] == nil {
			others = append(others, card)
		}
	}
	many := len(m.sync.cards) > most
	if len(others) > most || many && !m.countLate(lates, counts) {
		changed, err := m.rebuild()
		m.done.Changed += changed
		return err
	}
	if err := m.storeLate(lates, many); err != nil {
		return err
	}
	for _, card := range others {
		if err := m.replayAlone(card); err != nil {
			return err
		}
	}
	return nil
}

// countLate counts what came where nothing else changes the counts, and reports whether that is so.
func (m *merger) countLate(lates map[int64]*late, counts hours) bool {
	c := &m.counting
	if c.all {
		return false
	}
	if !c.waits {
		return true // each card is counted on its own
	}
	for card := range c.out {
		if lates[card] == nil {
			return false
		}
	}
	for at, row := range counts {
		if c.more[at] == nil {
			c.more[at] = &DayRow{}
		}
		c.more[at].merge(row)
	}
	c.waits, c.out = false, map[int64]bool{}
	return true
}

// storeLate stores the schedules of cards; many: of so many that the decks are counted anew.
func (m *merger) storeLate(lates map[int64]*late, many bool) error {
	wanted := map[int64]wantedState{}
	for card, l := range lates {
		if l.after != l.before {
			m.done.Changed++
			wanted[card] = wantedState{State: l.after, draft: l.draft}
		}
	}
	if many {
		if _, err := m.exec("UPDATE counted SET (note, subject) = (0, 0)"); err != nil {
			return err
		}
	}
	cards := slices.Sorted(maps.Keys(wanted))
	if err := m.setStates(cards, wanted); err != nil {
		return err
	}
	if many {
		if err := m.unlockIn(0); err != nil {
			return err
		}
		return m.countDecks()
	}
	slices.SortFunc(cards, func(a, b int64) int { return cmp.Compare(lates[a].note, lates[b].note) })
	for i, card := range cards {
		if note := lates[card].note; i == 0 || note != lates[cards[i-1]].note {
			if err := m.unlock(note); err != nil {
				return err
			}
		}
	}
	return nil
}

// replayAlone replays a card.
func (m *merger) replayAlone(card int64) error {
	var here bool
	if err := m.get([]any{&here}, "SELECT EXISTS (SELECT 1 FROM schedule WHERE card = ?)", card); err != nil || !here {
		return err // its entries wait for it
	}
	before, err := m.readState(card)
	if err != nil {
		return err
	}
	after, err := m.replay(card)
	if err != nil {
		return err
	}
	if after != before {
		m.done.Changed++
	}
	return m.writeState(card, after)
}
