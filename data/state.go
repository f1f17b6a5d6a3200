package data

import "recall/srs"

// Bits of schedule.hold: why a card is never asked. The indexes of due and new cards cover only cards with hold 0.
const (
	holdSuspended = 1 << iota
	holdParked
	holdDraft
)

// Bits of schedule.marks: what else the replay of a card's log yields.
const (
	markRipe = 1 << iota
	markFlagged
	markAccepted
	markRejected
	markDrafted
)

func hold(s srs.State, draft bool) int {
	return when(s.Suspended, holdSuspended) | when(s.Parked, holdParked) |
		when(s.Rejected || s.Drafted || draft && !s.Accepted, holdDraft)
}

func marks(s srs.State) int {
	return when(s.Ripe, markRipe) | when(s.Flagged, markFlagged) | when(s.Accepted, markAccepted) |
		when(s.Rejected, markRejected) | when(s.Drafted, markDrafted)
}

func when(on bool, bit int) int {
	if on {
		return bit
	}
	return 0
}

// stateColumns are the columns of schedule that make up a srs.State, in the order of stateScan.dest.
const stateColumns = "reps, lapses, tested, held, interval, ease, due, last, seen, grade, answered, buried, hold, marks"

// stateScan is the destination for scanning stateColumns.
type stateScan struct {
	srs.State
	hold, marks int
}

func (s *stateScan) dest() []any {
	return []any{&s.Reps, &s.Lapses, &s.Tested, &s.Held, &s.Interval, &s.Ease, &s.Due, &s.Last, &s.Seen, &s.Grade, &s.Answered,
		&s.Buried, &s.hold, &s.marks}
}

func (s *stateScan) state() srs.State {
	st := s.State
	st.Suspended, st.Parked = s.hold&holdSuspended != 0, s.hold&holdParked != 0
	st.Ripe, st.Flagged = s.marks&markRipe != 0, s.marks&markFlagged != 0
	st.Accepted, st.Rejected = s.marks&markAccepted != 0, s.marks&markRejected != 0
	st.Drafted = s.marks&markDrafted != 0
	return st
}

// readState returns the stored schedule of a card.
func (s *Store) readState(card int64) (srs.State, error) {
	var scan stateScan
	err := s.get(scan.dest(), "SELECT "+stateColumns+" FROM schedule WHERE card = ?", card)
	return scan.state(), err
}

// writeState stores the schedule of a card, and locks or unlocks the followers of its note to match.
func (s *Store) writeState(card int64, after srs.State) error {
	var note int64
	var draft bool
	if err := s.get([]any{&note, &draft}, "SELECT note, draft FROM card WHERE id = ?", card); err != nil {
		return err
	}
	if err := s.setState(card, after, draft); err != nil {
		return err
	}
	return s.unlock(note)
}

// setState stores the schedule of a card; draft says whether the card was made as one.
func (s *Store) setState(card int64, after srs.State, draft bool) error {
	_, err := s.exec("UPDATE schedule SET ("+stateColumns+") = (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) WHERE card = ?",
		append(stateValues(after, draft), card)...)
	return err
}

// setStates does what setState does, for cards in ascending order.
func (s *Store) setStates(cards []int64, after map[int64]wantedState) error {
	var values []any
	made := -1 // the row that values are of
	return s.insertFed("UPDATE schedule SET ("+stateColumns+`) =
		(c1, c2, c3, c4, c5, c6, c7, c8, c9, c10, c11, c12, c13, c14) FROM temp.feed WHERE card = c0`, len(cards),
		func(row, column int) any {
			card := cards[row]
			if column == 0 {
				return card
			}
			if made != row {
				made, values = row, stateValues(after[card].State, after[card].draft)
			}
			return values[column-1]
		})
}

// stateValues returns what stateColumns hold.
func stateValues(s srs.State, draft bool) []any {
	list := []int{s.Reps, s.Lapses, s.Tested, s.Held, s.Interval, s.Ease, int(s.Due), int(s.Last), int(s.Seen), int(s.Grade),
		int(s.Answered), int(s.Buried), hold(s, draft), marks(s)}
	values := make([]any, len(list), len(list)+1)
	for i, n := range list {
		values[i] = int64(n)
	}
	return values
}

// isAsked is the condition that a learnt card is asked when it is due.
const isAsked = "hold = 0 AND interval > 0 AND follower <> {locked}"

// The values of schedule.follower.
const (
	leads = iota
	locked
	unlocked
)

// follows is the value that schedule.follower should have for a follower. It is unlocked once the interval of a leader
// of its note has reached srs.RipeInterval days, or while no leader of its note is in use: a card that waits for one
// that is never asked would never be asked either. A suspended leader is in use. It will be resumed, and whoever
// suspends a card wants to be asked less about its note, not its other cards instead. A follower that was answered
// stays unlocked whatever becomes of its leaders. A reverse card of a deck that asks none is locked, whatever its schedule:
// it is not asked, and counts for nothing that a bullet still needs.
const follows = `iif(` + unwanted + `, {locked}, iif(seen > 0 OR interval > 0
	OR EXISTS (SELECT 1 FROM schedule l
		WHERE l.note = schedule.note AND l.follower = {leads} AND l.marks & {ripe})
	OR NOT ` + led + `,
	{unlocked}, {locked}))`

// unwanted is the condition that a card is a reverse one, and its deck asks none.
const unwanted = `coalesce((SELECT nullif(value, '') FROM setting WHERE deck = schedule.deck AND name = '` + askReverse + `'),
		(SELECT nullif(value, '') FROM setting WHERE deck = 0 AND name = '` + askReverse + `'), 'on') = 'off'
	AND (SELECT slot FROM card WHERE id = schedule.card) GLOB 'reverse*'`

// askReverse is the setting that says whether a deck asks reverse cards.
const askReverse = "reverse"

// led is the condition that a leader of a card's note is in use.
const led = `EXISTS (SELECT 1 FROM schedule l
	WHERE l.note = schedule.note AND l.follower = {leads} AND l.hold & ({parked} | {draft}) = 0)`

// behind tells whether a card comes after a leader of its note. A follower without one in use is what its note asks
// first: it comes in the document's order, and does not count as one of the day's followers.
const behind = "iif(follower <> {leads}, " + led + ", 0)"

// unlock locks or unlocks the followers of a note to match its leaders.
func (s *Store) unlock(note int64) error { return s.unlockWhere("note = ?", note) }

// unlockIn does so in a deck, or in all if deck is 0.
func (s *Store) unlockIn(deck int64) error { return s.unlockWhere("?1 IN (0, deck)", deck) }

// unlockWhere locks or unlocks the followers that a condition selects.
func (s *Store) unlockWhere(where string, arg int64) error {
	_, err := s.exec("UPDATE schedule SET follower = "+follows+`
		WHERE `+where+` AND follower <> {leads} AND follower <> `+follows, arg)
	return err
}
