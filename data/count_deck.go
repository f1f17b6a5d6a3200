package data

import (
	"database/sql"
	"errors"
	"fmt"
	"strings"
)

// The table deck_count keeps what each deck has. Before a note or one of its cards changes for the first time in a
// transaction, a trigger copies what the note adds to its deck. At the end the difference is added. New notes and cards,
// which an import may bring by the thousand, are told by their numbers, as a trigger would make inserting them much
// slower. So whoever inserts a row under a number that was counted calls countAgain.

// noteCount selects what notes add to deck_count. where is a condition on rows n of note.
func noteCount(where string) string { return countNotes(where, "1") }

// noteCounted selects what notes that were counted added, without their new cards.
func noteCounted(where string) string {
	return countNotes(where+` AND n.id <= (SELECT note FROM counted) AND n.id NOT IN (SELECT note FROM temp.recount)`,
		"s.card <= (SELECT subject FROM counted)")
}

func countNotes(where, cards string) string {
	return `SELECT n.id AS note, n.deck AS deck, n.parked = 0 AS bullets,
			count(iif(s.hold & {draft} = 0, 1, NULL)) AS cards,
			count(iif(s.hold & {draft} > 0 AND s.marks & {rejected} = 0, 1, NULL)) AS drafts,
			coalesce(min(iif(s.hold & {draft} = 0 AND s.follower <> {locked}, s.interval > 0, NULL)), 0) AS learnt,
			coalesce(min(iif(s.hold & {draft} = 0 AND s.follower <> {locked}, s.interval >= {mature}, NULL)), 0) AS mastered
		FROM note n LEFT JOIN schedule s ON s.note = n.id AND s.hold & {parked} = 0 AND ` + cards + `
		WHERE ` + where + ` GROUP BY n.id`
}

// deckCounts are the columns of deck_count that hold counts, each as in a format.
func deckCounts(format string) string {
	var list []string
	for _, c := range []string{"bullets", "cards", "drafts", "learnt", "mastered"} {
		list = append(list, strings.ReplaceAll(format, "%", c))
	}
	return strings.Join(list, ", ")
}

// watchCounts makes the triggers by which a transaction notes what it changes of the counts. They are the connection's
// own, and see only what was counted before.
func (s *Store) watchCounts() error {
	if s.watched {
		return nil
	}
	var script strings.Builder
	script.WriteString(`
		CREATE TEMP TABLE moved (card INTEGER PRIMARY KEY, deck INTEGER NOT NULL); -- cards with a log, and their deck before
		CREATE TEMP TABLE recount (note INTEGER PRIMARY KEY, deck, ` + deckCounts("%") + `); -- what a note added before
		`)
	for _, t := range []struct{ name, when, notes, moved string }{
		{"note_update BEFORE UPDATE OF deck, parked ON main.note", "(old.deck, old.parked) IS NOT (new.deck, new.parked)", "old.id", ""},
		{"note_delete BEFORE DELETE ON main.note", "1", "old.id", ""},
		{"card_delete BEFORE DELETE ON main.schedule", "1", "old.note", "old.card, old.deck"},
		{"card_move BEFORE UPDATE OF deck, note ON main.schedule", "(old.deck, old.note) IS NOT (new.deck, new.note)",
			"old.note, new.note", "old.card, old.deck"},
		{"card_update BEFORE UPDATE OF hold, marks, follower, interval ON main.schedule",
			`(old.hold, old.marks & {rejected}, old.follower, old.interval > 0, old.interval >= {mature})
				IS NOT (new.hold, new.marks & {rejected}, new.follower, new.interval > 0, new.interval >= {mature})`, "old.note", ""},
		{"card_slot BEFORE UPDATE OF slot ON main.card", // whether it may be asked: see unwanted
			"(old.slot GLOB 'reverse*') <> (new.slot GLOB 'reverse*')", "old.note, new.note", ""},
	} {
		fmt.Fprintf(&script, "CREATE TEMP TRIGGER count_%s WHEN %s BEGIN INSERT OR IGNORE INTO recount %s;", t.name, t.when,
			noteCounted("n.id IN ("+t.notes+")"))
		if t.moved != "" {
			card, _, _ := strings.Cut(t.moved, ",")
			fmt.Fprintf(&script, `INSERT OR IGNORE INTO moved (card, deck) SELECT %s
				WHERE EXISTS (SELECT 1 FROM log WHERE subject = %s);`, t.moved, card)
		}
		script.WriteString("END;")
	}
	sums, err := s.sumTriggers()
	if err != nil {
		return err
	}
	_, err = s.execScript(named(script.String()) + sums)
	s.watched = err == nil
	return err
}

// countAgain notes that cards will be inserted whose numbers were in use before, into a note that may be new too.
func (s *Store) countAgain(note int64, cards ...int64) error {
	for _, card := range cards {
		if err := s.takeOut(card); err != nil {
			return err
		}
	}
	if _, err := s.exec("INSERT OR IGNORE INTO temp.recount "+noteCounted("n.id = ?"), note); err != nil {
		return err
	}
	_, err := s.exec(`INSERT OR IGNORE INTO temp.recount SELECT ?1, 0, 0, 0, 0, 0, 0
		WHERE NOT EXISTS (SELECT 1 FROM note WHERE id = ?1) AND ?1 <= (SELECT note FROM counted)`, note)
	return err
}

// notCounted says that the row of the table counted is gone.
const notCounted = "it does not say what is counted"

// everything are the values of counted.note and counted.subject once all is counted.
const everything = "coalesce((SELECT max(id) FROM note), 0), coalesce((SELECT max(id) FROM subject), 0)"

// settle makes the counts true at the end of a transaction.
func (s *Store) settle() error {
	if err := s.settleSums(); err != nil {
		return err
	}
	if err := s.settleAnswers(); err != nil {
		return err
	}
	var changed bool
	err := s.get([]any{&changed}, `SELECT EXISTS (SELECT 1 FROM temp.recount)
		OR (note, subject) IS NOT (`+everything+`) FROM counted`)
	if errors.Is(err, sql.ErrNoRows) {
		return &damage{notCounted}
	}
	if err != nil || !changed {
		return err
	}
	if err := s.unlockChanged(); err != nil {
		return err
	}
	_, err = s.exec("INSERT INTO temp.recount " + noteCounted("n.id IN (SELECT note FROM schedule WHERE card > (SELECT subject FROM counted))"))
	if err != nil {
		return err
	}
	return s.addDeckCounts(`SELECT deck, ` + deckCounts("-% AS %") + ` FROM temp.recount
		UNION ALL SELECT deck, ` + deckCounts("%") + ` FROM (` + noteCount("n.id IN (SELECT note FROM temp.recount)") + `)
		UNION ALL SELECT deck, ` + deckCounts("%") + ` FROM (` + noteCount("n.id > (SELECT note FROM counted)") + `)`)
}

// unlockChanged locks or unlocks the followers of new notes and of those that changed, if the setting of a deck may bear
// on them: they may have come from another one.
func (s *Store) unlockChanged() error {
	var set bool
	err := s.get([]any{&set}, "SELECT EXISTS (SELECT 1 FROM setting WHERE name = ?)", askReverse)
	if err != nil || !set {
		return err
	}
	_, err = s.exec("UPDATE schedule SET follower = " + follows + `
		WHERE (note IN (SELECT note FROM temp.recount) OR card > (SELECT subject FROM counted))
			AND follower <> {leads} AND follower <> ` + follows)
	return err
}

// countDecks counts all notes anew.
func (s *Store) countDecks() error {
	if _, err := s.exec("DELETE FROM deck_count"); err != nil {
		return err
	}
	return s.addDeckCounts(noteCount("1"))
}

// addDeckCounts adds the counts that a query returns, and marks all notes as counted.
func (s *Store) addDeckCounts(query string) error {
	for _, query := range []string{
		`INSERT INTO deck_count (deck, ` + deckCounts("%") + `) SELECT deck, ` + deckCounts("sum(%)") + ` FROM (` + query + `)
			WHERE 1 GROUP BY deck ON CONFLICT DO UPDATE SET ` + deckCounts("% = % + excluded.%"),
		"DELETE FROM deck_count WHERE (" + deckCounts("%") + ") = (0, 0, 0, 0, 0)",
		"UPDATE counted SET (note, subject) = (" + everything + ")",
	} {
		if _, err := s.exec(query); err != nil {
			return err
		}
	}
	if !s.watched { // as in a migration
		return nil
	}
	_, err := s.exec("DELETE FROM temp.recount")
	return err
}

// wrongDecks compares what is counted with the notes and cards, and returns the names of the decks that differ.
func (s *Store) wrongDecks() (names []string, err error) {
	err = s.each(func(rows *sql.Rows) error {
		var name string
		err := rows.Scan(&name)
		names = append(names, name)
		return err
	}, `SELECT coalesce(d.name, 'no deck') FROM (
			SELECT deck, `+deckCounts("% AS %")+` FROM deck_count
			UNION ALL SELECT deck, `+deckCounts("-% AS %")+` FROM (`+noteCount("1")+`)
		) c LEFT JOIN deck d ON d.id = c.deck GROUP BY c.deck
		HAVING (`+deckCounts("sum(c.%)")+`) <> (0, 0, 0, 0, 0) ORDER BY c.deck`)
	return names, err
}

// wrongCounted reports whether the table counted says another thing than that all is counted. A log that can be replayed
// is. Where the row is gone, that is a fault of its own.
func (s *Store) wrongCounted() (wrong bool, err error) {
	err = s.get([]any{&wrong}, "SELECT EXISTS (SELECT 1 FROM counted WHERE (note, subject, log) IS NOT ("+everything+", 1))")
	return wrong, err
}
