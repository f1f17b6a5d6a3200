package data

import (
	"database/sql"
	"errors"
	"fmt"
	"slices"
)

// The name that a learner gives a deck is a stamped setting of it, so that it travels, and the newest counts. Its row in the
// table deck has the name that it goes by here.

// nameSetting is the name of that setting. It is none that recall config knows.
const nameSetting = "name"

// settleNames gives decks the names that their settings say, and returns how many have another now. Of two decks that want
// one name, that of the newest setting gets it, on every machine, and the other one a number.
func (s *Store) settleNames() (renamed int, err error) {
	var differ bool
	err = s.get([]any{&differ}, `SELECT EXISTS (SELECT 1 FROM setting x JOIN deck d ON d.id = x.deck
		WHERE x.name = ? AND x.value NOT IN ('', d.name) AND d.gone = 0)`, nameSetting)
	if err != nil || !differ {
		return 0, err
	}
	return s.giveNames(nil)
}

// giveNames gives all decks their names. One that no learner named has the name that is given, or else the one that it has.
// One that became a part of another needs none, and comes last.
func (s *Store) giveNames(given map[int64]string) (renamed int, err error) {
	type named struct {
		id          int64
		uid         []byte
		name, wants string
		set         bool
	}
	var list []named
	err = s.each(func(rows *sql.Rows) error {
		var n named
		err := rows.Scan(&n.id, &n.uid, &n.name, &n.wants, &n.set)
		if name, ok := given[n.id]; ok && !n.set {
			n.wants = name
		}
		list = append(list, n)
		return err
	}, `SELECT d.id, u.uid, d.name, coalesce(nullif(x.value, ''), d.name), coalesce(x.value, '') <> '' FROM deck d JOIN subject u ON u.id = d.id
		LEFT JOIN setting x ON x.deck = d.id AND x.name = ? AND d.gone = 0
		ORDER BY coalesce(x.stamp, 0) DESC, u.uid`, nameSetting)
	if err != nil {
		return 0, err
	}
	h, err := s.homes()
	if err != nil {
		return 0, err
	}
	gone := func(n named) bool { return h.of([16]byte(n.uid)) != h.ones.of([16]byte(n.uid)) }
	list = slices.Concat(slices.DeleteFunc(slices.Clone(list), gone), slices.DeleteFunc(list, func(n named) bool { return !gone(n) }))
	var taken []string
	gets := map[int64]string{}
	for _, n := range list {
		name := firstFree(n.wants, taken)
		taken = append(taken, name)
		if name != n.name {
			gets[n.id] = name
		}
	}
	for id := range gets { // a name is free only once its deck has another
		if _, err := s.exec("UPDATE deck SET name = ? WHERE id = ?", fmt.Sprintf("\x00%d", id), id); err != nil {
			return 0, err
		}
	}
	for id, name := range gets {
		if _, err := s.exec("UPDATE deck SET name = ? WHERE id = ?", name, id); err != nil {
			return 0, err
		}
	}
	return len(gets), nil
}

// takeNames renames the decks of both sides that were renamed there, before decks are paired by their names.
func (m *merger) takeNames() error {
	err := m.from.each(func(rows *sql.Rows) error {
		var uid []byte
		var value string
		var stamp, here int64
		if err := rows.Scan(&uid, &value, &stamp); err != nil {
			return err
		}
		stays := m.ones.of([16]byte(uid))
		if m.merged.of(stays) != stays { // it is a part of a deck that has another name
			return nil
		}
		err := m.get([]any{&here}, "SELECT d.id FROM deck d JOIN subject u ON u.id = d.id WHERE u.uid IN (?, ?)", uid, stays[:])
		if errors.Is(err, sql.ErrNoRows) {
			return nil
		}
		if err == nil {
			_, err = m.takeSetting(here, nameSetting, value, stamp)
		}
		return err
	}, "SELECT u.uid, x.value, x.stamp FROM setting x JOIN subject u ON u.id = x.deck WHERE x.name = ?", nameSetting)
	if err != nil {
		return err
	}
	return m.settleMet()
}

// settleMet is settleNames, and counts.
func (m *merger) settleMet() error {
	renamed, err := m.settleNames()
	m.done.Renamed += renamed
	return err
}
