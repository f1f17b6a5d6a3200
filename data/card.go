package data

import (
	"database/sql"
	"database/sql/driver"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"recall/deck"
	"recall/srs"
)

// Card is a card as sessions and lists show it.
type Card struct {
	ID      int64
	UID     [16]byte
	DeckID  int64
	Deck    string
	Chapter string
	Path    []string // headings, label and group, outermost first
	Depth   int      // how many of Path are headings
	Note    int64    // the number of its bullet
	Text    string   // the whole bullet
	Rule    string   // the recogniser that made it
	Source  string   // the file, or builtin:NAME
	Line    int
	Added   srs.Day // on which its bullet came in; 0: not known
	State   srs.State
	Rules   srs.Rules
	Older   Older // how the card of an older deck builder stands to what the present one makes
	Tags    []string
	deck.Card

	headings string // as stored
}

// Short returns the id as lists print it. Any unambiguous prefix of at least four digits names the card.
func (c *Card) Short() string { return hex.EncodeToString(c.UID[:4]) }

// Status returns the state of a card in one word.
func (c *Card) Status() string {
	switch s := c.State; {
	case s.Parked:
		return "parked"
	case s.Suspended:
		return "suspended"
	case s.Rejected:
		return "rejected"
	case s.Drafted || c.Draft && !s.Accepted:
		return "draft"
	case s.New():
		return "new"
	case s.Interval < Mature:
		return "young"
	}
	return "mature"
}

// Mature is the interval in days from which a card counts as mature.
const Mature = srs.MatureInterval

var cardColumns = tagColumns("o", "n", "s.card") + `, c.id, u.uid, d.id, d.name, x.chapter, x.headings, x.label, x.grp, n.id, n.text, n.rule, o.path,
	n.line, n.added, c.slot, c.context, c.front, c.back, c.extra, c.accept, c.members, c.forms, c.draft, c.weakness,
	s.reps, s.lapses, s.tested, s.held, s.interval, s.ease, s.due, s.last, s.seen, s.grade, s.answered, s.buried, s.hold, s.marks`

// cardTables is what cardColumns are read from. The joins stay in this order, whatever stands before them.
const cardTables = `schedule s CROSS JOIN card c ON c.id = s.card CROSS JOIN subject u ON u.id = c.id
	CROSS JOIN note n ON n.id = c.note CROSS JOIN section x ON x.id = n.section CROSS JOIN source o ON o.id = n.source
	CROSS JOIN deck d ON d.id = s.deck`

// above is the headings above a card: as stored, and as they are. Cards that follow each other mostly share them.
type above struct {
	stored string
	path   []string
}

func (a *above) read(stored []byte) error {
	if a.path != nil && string(stored) == a.stored {
		return nil
	}
	a.path = nil
	err := json.Unmarshal(stored, &a.path)
	a.stored, a.path = string(stored), slices.Clip(a.path) // whoever appends to it gets a copy
	return err
}

// scanCard reads a row of cardColumns. a holds the headings above the card before it.
func scanCard(row interface{ Scan(...any) error }, a *above, c *Card) error {
	var uid, headings []byte
	var label, group string
	var accept, members sql.NullString
	var scan stateScan
	var tagged tagScan
	dest := append(tagged.dest(), &c.ID, &uid, &c.DeckID, &c.Deck, &c.Chapter, &headings, &label, &group, &c.Note, &c.Text, &c.Rule,
		&c.Source, &c.Line, &c.Added,
		&c.Slot, &c.Context, &c.Prompt, &c.Answer, &c.Extra, &accept, &members, &c.Forms, &c.Draft, &c.Weakness)
	if err := row.Scan(append(dest, scan.dest()...)...); err != nil {
		return err
	}
	copy(c.UID[:], uid)
	c.State = scan.state()
	c.Weakness, c.Older = splitWeakness(c.Weakness)
	if err := a.read(headings); err != nil {
		return fmt.Errorf("headings of card %s: %w", c.Short(), err)
	}
	c.headings, c.Path, c.Depth = a.stored, a.path, len(a.path)
	for _, part := range []string{label, group} {
		if part != "" {
			c.Path = append(c.Path, part)
		}
	}
	if err := unpack(&c.Card, accept, members); err != nil {
		return fmt.Errorf("answers of card %s: %w", c.Short(), err)
	}
	var err error
	if c.Tags, err = tagged.tags(); err != nil {
		return fmt.Errorf("tags of card %s: %w", c.Short(), err)
	}
	return nil
}

// unpack decodes the lists of a card, which are stored as JSON.
func unpack(c *deck.Card, accept, members sql.NullString) error {
	if accept.Valid {
		if err := json.Unmarshal([]byte(accept.String), &c.Accept); err != nil {
			return err
		}
	}
	if members.Valid {
		return json.Unmarshal([]byte(members.String), &c.Members)
	}
	return nil
}

// Card returns a card by its number, with the rules of its deck.
func (s *Store) Card(id int64) (*Card, error) {
	c := &Card{}
	st, err := s.stmt("SELECT " + cardColumns + " FROM " + cardTables + " WHERE s.card = ?")
	if err != nil {
		return nil, err
	}
	if err := scanCard(st.QueryRow(id), &above{}, c); err != nil {
		return nil, fmt.Errorf("read card %d: %w", id, err)
	}
	c.Rules, err = s.rules(c.DeckID)
	return c, err
}

// State returns a card's current schedule; another session may have graded the card.
func (s *Store) State(id int64) (srs.State, error) { return s.readState(id) }

// Unwanted reports whether a card is a reverse one, and its deck asks none.
func (s *Store) Unwanted(c *Card) (unasked bool, err error) {
	err = s.get([]any{&unasked}, "SELECT "+unwanted+" FROM schedule WHERE card = ?", c.ID)
	return unasked, err
}

// Any reports whether a filter finds any card.
func (s *Store) Any(f Filter) (found bool, err error) {
	where, args := f.cards("schedule")
	err = s.get([]any{&found}, "SELECT EXISTS (SELECT 1 FROM schedule WHERE "+where+")", args...)
	return found, err
}

// Learnt counts the learnt cards that may be asked, up to most.
func (s *Store) Learnt(most int) (n int, err error) {
	err = s.get([]any{&n}, "SELECT count(*) FROM (SELECT 1 FROM schedule WHERE "+isAsked+" LIMIT ?)",
		most)
	return n, err
}

// minPrefix is the minimum number of digits of an id that name a card.
const minPrefix = 4

// CardsStarting returns at most most cards whose id starts with the given hexadecimal digits.
func (s *Store) CardsStarting(prefix string, most int) (list []*Card, err error) {
	from, to, err := idRange(prefix)
	if err != nil {
		return nil, nil // no id starts like that
	}
	ids, err := s.numbers("SELECT u.id FROM subject u JOIN card c ON c.id = u.id WHERE u.uid BETWEEN ? AND ? ORDER BY u.uid LIMIT ?", from, to, most)
	for _, id := range ids {
		c, err := s.Card(id)
		if err != nil {
			return nil, err
		}
		list = append(list, c)
	}
	return list, err
}

// idRange returns the first and the last id that start with the given hexadecimal digits.
func idRange(prefix string) (from, to []byte, err error) {
	if len(prefix) > 32 {
		return nil, nil, hex.ErrLength
	}
	from, err1 := hex.DecodeString(prefix + strings.Repeat("0", 32-len(prefix)))
	to, err2 := hex.DecodeString(prefix + strings.Repeat("f", 32-len(prefix)))
	return from, to, errors.Join(err1, err2)
}

// AmbiguousError reports a prefix that does not identify one card, with the cards whose ids start with it.
type AmbiguousError struct {
	Msg   string
	Cards []*Card // the first few
	More  bool    // there are more
}

// Error returns the sentence, without the cards.
func (e *AmbiguousError) Error() string { return e.Msg }

// mostCandidates is how many cards an AmbiguousError names.
const mostCandidates = 5

// FindCard returns the card whose id starts with the given hexadecimal digits. If several cards match, or the prefix is
// too short, the error is an *AmbiguousError.
func (s *Store) FindCard(prefix string) (*Card, error) {
	low := strings.ToLower(prefix)
	noCard := fmt.Sprintf("%q is no card; an id has at least %d of the digits 0-9 and a-f", prefix, minPrefix)
	if low == "" || len(low) > 32 || strings.Trim(low, "0123456789abcdef") != "" {
		return nil, errors.New(noCard)
	}
	list, err := s.CardsStarting(low, mostCandidates+1)
	switch {
	case err != nil:
		return nil, err
	case len(list) == 1 && len(low) >= minPrefix:
		return list[0], nil
	case len(list) == 0 && len(low) >= minPrefix:
		return nil, fmt.Errorf("no card's id starts with %q", prefix)
	case len(list) == 0:
		return nil, errors.New(noCard)
	}
	msg := fmt.Sprintf("more than one card's id starts with %q", prefix)
	if len(low) < minPrefix {
		msg = noCard
	}
	return nil, &AmbiguousError{msg, list[:min(len(list), mostCandidates)], len(list) > mostCandidates}
}

// Cards calls visit for every card of a filter, in roadmap order.
func (s *Store) Cards(f Filter, visit func(*Card) error) error { return s.CardsBy(Order{}, f, visit) }

// CardsBy calls visit for every card of a filter in an order. It sorts numbers alone, and reads a few cards at a time.
// visit may query the store, but not write to it.
func (s *Store) CardsBy(o Order, f Filter, visit func(*Card) error) error {
	where, args := f.cards("s")
	return s.read(func() error {
		ids, err := s.bulkNumbers(`SELECT bulk(?, card) FROM (SELECT s.card FROM schedule s LEFT JOIN card c ON c.id = s.card
			LEFT JOIN note n ON n.id = s.note WHERE `+where+" ORDER BY "+o.by()+"s.deck, s.rank)", args...)
		if err != nil {
			return err
		}
		var a above
		for some := range slices.Chunk(ids, cardBatch) {
			list := make([]*Card, 0, len(some))
			numbers, _ := json.Marshal(some) // numbers can always be encoded
			err := s.bulk(func(row []driver.Value) error {
				c := &Card{}
				list = append(list, c)
				return scanCard(bulkRow(row), &a, c)
			}, "SELECT bulk(?, "+cardColumns+") FROM json_each(?) i CROSS JOIN "+cardTables+" WHERE s.card = i.value", string(numbers))
			if err != nil {
				return err
			}
			for _, c := range list {
				if err := visit(c); err != nil {
					return err
				}
			}
		}
		return nil
	})
}

// cardBatch is how many cards are read at once.
const cardBatch = 256
