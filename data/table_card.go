package data

import (
	"encoding/hex"
	"strings"
)

// cardRow is a card with a summary of its log.
type cardRow struct {
	*Card
	answers
	leech bool
}

// cardTable shows the state of each card.
var cardTable = tableOfStore("card", "a card, in the roadmap's order", (*Store).cardRows, columns[cardRow]{
	{Column{"card", Text, "", "7f3a90c2…", "its id, 32 hexadecimal digits"},
		func(c *cardRow) Cell { return text(hex.EncodeToString(c.UID[:])) }},
	{Column{"deck", Text, "", "Python roadmap", "its deck"},
		func(c *cardRow) Cell { return text(c.Deck) }},
	{Column{"chapter", Text, "", "7 Databases", "the first heading above it"},
		func(c *cardRow) Cell { return text(c.Chapter) }},
	{Column{"path", Text, "", "7 Databases › 7.2 ORM frameworks", "all headings, label and group above it"},
		func(c *cardRow) Cell { return text(strings.Join(c.Path, " › ")) }},
	{Column{"slot", Text, "", "forward", "which card of its bullet it is"},
		func(c *cardRow) Cell { return text(c.Slot) }},
	{Column{"front", Text, "", "Performance strategies › N+1 problem", "the question, Markdown"},
		func(c *cardRow) Cell { return text(c.Front()) }},
	{Column{"back", Text, "", "one query more for each item", "the answer, Markdown"},
		func(c *cardRow) Cell { return text(c.Answer) }},
	{Column{"state", Text, "", "young", "new, young, mature, draft, rejected, suspended or parked"},
		func(c *cardRow) Cell { return text(c.Status()) }},
	{Column{"due", Date, "", "2026-11-29", "when it is due; empty while new"},
		func(c *cardRow) Cell { return known(!c.State.New(), int(c.State.Due)) }},
	{Column{"interval_days", Integer, "days", "15", "its interval; 0 while new"},
		func(c *cardRow) Cell { return num(c.State.Interval) }},
	{Column{"ease", Hundredths, "factor", "2.36", "its ease"},
		func(c *cardRow) Cell { return num(c.State.Ease) }},
	{Column{"repetitions", Integer, "reviews", "3", "passes in a row"},
		func(c *cardRow) Cell { return num(c.State.Reps) }},
	{Column{"lapses", Integer, "reviews", "1", LapseSays + "; since the last reset, not only in the days asked for"},
		func(c *cardRow) Cell { return num(c.State.Lapses) }},
	{Column{"reviews", Integer, "reviews", "9", "days on which it was answered"},
		func(c *cardRow) Cell { return num(int(c.reviews)) }},
	{Column{"retention", Thousandths, "share", "0.889",
		RetentionSays},
		func(c *cardRow) Cell { return Rate{int(c.passed), int(c.tested)}.cell() }},
	{Column{"last_review", Date, "", "2026-11-14", "the last day on which it was answered"},
		func(c *cardRow) Cell { return known(c.last > 0, int(c.last)) }},
	{Column{"leech", Flag, "", "false", "as many lapses as leech_at says (8), or more"},
		func(c *cardRow) Cell { return num(when(c.leech, 1)) }},
	{Column{"source", Text, "", "builtin:python.en", "the file it comes from"},
		func(c *cardRow) Cell { return text(c.Source) }},
	{Column{"line", Integer, "line", "41", "where in that file"},
		func(c *cardRow) Cell { return num(c.Line) }},
})

// answers summarises the log of a card.
type answers struct {
	last           int32 // day; 0: none
	reviews        int32
	passed, tested int32 // of the answers that count for retention
}

func (s *Store) cardRows(a wanted, row func(*cardRow) error) error {
	last, err := s.lastSubject()
	if err != nil {
		return err
	}
	leeches, err := s.leechLimits()
	if err != nil {
		return err
	}
	lives := make([]answers, last+1)
	var cards []int64 // nil: all
	if a.Selects() {
		where, args := a.cards("schedule")
		if cards, err = s.numbers("SELECT card FROM schedule WHERE "+where, args...); err != nil {
			return err
		}
	}
	_, err = s.historyOf(cards, false, func(st *step) error {
		if !st.First {
			return nil
		}
		life := &lives[st.subject]
		life.last = int32(st.Day)
		if !a.covers(st.Day) {
			return nil
		}
		life.reviews++
		if st.testsMemory() {
			life.tested++
			life.passed += int32(when(st.Grade.Passed(), 1))
		}
		return nil
	})
	if err != nil {
		return err
	}
	return s.Cards(a.Filter, func(c *Card) error { return row(&cardRow{c, lives[c.ID], leeches.is(c.DeckID, c.State)}) })
}
