package data

import (
	"database/sql"
	"errors"
	"fmt"
	"slices"
)

// Deck is a named set of notes.
type Deck struct {
	ID      int64
	Name    string
	Builtin string // the language of a built-in deck, else ""
	Active  bool   // studied without being named

	gone bool // deleted
}

// Decks returns all decks, in the order they were made.
func (s *Store) Decks() ([]Deck, error) {
	list, err := s.allDecks()
	return slices.DeleteFunc(list, func(d Deck) bool { return d.gone }), err
}

// allDecks returns all decks, including deleted ones.
func (s *Store) allDecks() (list []Deck, err error) {
	err = s.each(func(rows *sql.Rows) error {
		var d Deck
		err := rows.Scan(&d.ID, &d.Name, &d.Builtin, &d.Active, &d.gone)
		d.Active = s.studied(d)
		list = append(list, d)
		return err
	}, "SELECT id, name, builtin, active, gone FROM deck ORDER BY id")
	return list, err
}

// Study makes the built-in deck of a language the active one while the store is open, overriding the database. It
// returns false if there is no such deck.
func (s *Store) Study(lang string) (found bool, err error) {
	list, err := s.Decks()
	differs := false
	for _, d := range list {
		found = found || d.Builtin == lang
		differs = differs || d.Builtin != "" && d.Active != (d.Builtin == lang)
	}
	if found && differs {
		s.edition = lang
	}
	return found, err
}

// studyFromNowOn makes the built-in deck of a language the active one for good. With auto or "" nothing changes.
func (s *Store) studyFromNowOn(_ int64, lang string) error {
	_, err := s.exec("UPDATE deck SET active = (builtin = ?1) WHERE builtin <> '' AND ?1 NOT IN ('', 'auto')", lang)
	return err
}

// studied reports whether a deck is active, according to the database or to Study.
func (s *Store) studied(d Deck) bool {
	if s.edition == "" || d.Builtin == "" {
		return d.Active
	}
	return d.Builtin == s.edition
}

// Studied returns the filter for every card of the active decks.
func (s *Store) Studied() Filter { return Filter{edition: s.edition} }

// Activate makes a deck active: it is then studied without being named.
func (s *Store) Activate(id int64) error {
	_, err := s.exec("UPDATE deck SET active = 1 WHERE id = ? AND active = 0", id)
	return explain(s.path, err)
}

// lastSubject returns the highest number of a card or deck; 0 if there is none.
func (s *Store) lastSubject() (id int64, err error) {
	err = s.get([]any{&id}, "SELECT coalesce(max(id), 0) FROM subject")
	return id, err
}

// topSubject returns the highest number of a subject for what holds a place for each. Numbers go up by one, so there can't
// be many without a subject; one wrong bit would ask for all the memory there is.
func (s *Store) topSubject() (last int64, err error) {
	var n int64
	err = s.get([]any{&last, &n}, "SELECT coalesce(max(id), 0), count(*) FROM subject")
	if err == nil && (last < 0 || last > 64*n+1<<20) {
		err = &damage{fmt.Sprintf("a card has the number %d, and there are %d", last, n)}
	}
	return last, err
}

// subject returns the number of an id, which it makes if the id is new.
func (s *Store) subject(uid [16]byte) (id int64, known bool, err error) {
	err = s.get([]any{&id}, "SELECT id FROM subject WHERE uid = ?", uid[:])
	if !errors.Is(err, sql.ErrNoRows) {
		return id, err == nil, err
	}
	made, err := s.exec("INSERT INTO subject (uid) VALUES (?)", uid[:])
	if err != nil {
		return 0, false, err
	}
	id, err = made.LastInsertId()
	return id, false, err
}

// Chapters returns the names of the chapters of a filter's decks, in roadmap order.
func (s *Store) Chapters(f Filter) (names []string, err error) {
	where, args := f.place("n.deck", "n.id")
	err = s.each(func(rows *sql.Rows) error {
		var name string
		err := rows.Scan(&name)
		names = append(names, name)
		return err
	}, `SELECT x.chapter FROM note n JOIN section x ON x.id = n.section WHERE n.parked = 0 AND x.chapter <> '' AND `+where+`
		GROUP BY n.deck, x.chapter ORDER BY n.deck, min(n.source), min(n.line)`, args...)
	return names, err
}

// NoChapterError reports that no chapter has the given name.
type NoChapterError struct{ Name string }

// Error names the chapter.
func (e *NoChapterError) Error() string { return fmt.Sprintf("no chapter is called %q", e.Name) }

// CheckChapter returns a *NoChapterError if no card matches the filter's decks and chapter.
func (s *Store) CheckChapter(f Filter) error {
	where, args := f.place("schedule.deck", "schedule.note")
	var one int
	err := s.get([]any{&one}, "SELECT 1 FROM schedule WHERE "+where+" LIMIT 1", args...)
	if !errors.Is(err, sql.ErrNoRows) {
		return err
	}
	return &NoChapterError{f.Chapter}
}
