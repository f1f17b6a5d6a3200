package data

import (
	"database/sql"
	"errors"
)

// takeSettings adds settings that are set there but not here.
func (m *merger) takeSettings() error {
	newest := "DO NOTHING"
	if m.sync != nil { // machines that meet agree on the newest
		newest = "DO UPDATE SET value = excluded.value, stamp = excluded.stamp WHERE (excluded.stamp, excluded.value) > (setting.stamp, setting.value)"
	}
	var decks []int64 // of which reverse cards may have become unwanted, or wanted
	err := m.from.each(func(rows *sql.Rows) error {
		var deck, stamp int64
		var name, value string
		if err := rows.Scan(&deck, &name, &value, &stamp); err != nil {
			return err
		}
		if name == askReverse {
			decks = append(decks, m.decks[deck])
		}
		var had string
		err := m.get([]any{&had}, "SELECT coalesce((SELECT value FROM setting WHERE deck = ? AND name = ?), '')", m.decks[deck], name)
		if err != nil {
			return err
		}
		// deck 0 (all decks) is not in the map and stays 0
		made, err := m.exec("INSERT INTO setting (deck, name, value, stamp) VALUES (?, ?, ?, ?) ON CONFLICT "+newest,
			m.decks[deck], name, value, stamp)
		if err == nil && value != had {
			var n int64
			n, err = made.RowsAffected()
			m.done.Settings += int(n)
		}
		if err == nil && m.sync != nil { // the place has it
			_, err = m.exec(`DELETE FROM place_setting WHERE place = ?1 AND deck = ?2 AND name = ?3
				AND EXISTS (SELECT 1 FROM setting WHERE deck = ?2 AND name = ?3 AND stamp = ?4 AND value = ?5)`,
				m.sync.place, m.decks[deck], name, stamp, value)
		}
		return err
	}, "SELECT deck, name, value, stamp FROM setting")
	for _, deck := range decks {
		err = errors.Join(err, m.unlockIn(deck))
	}
	return err
}

// takeMeta adds what the program stores about decks that were new here.
func (m *merger) takeMeta() error {
	return m.from.each(func(rows *sql.Rows) error {
		var deck int64
		var name, value string
		if err := rows.Scan(&deck, &name, &value); err != nil || !m.made[m.decks[deck]] {
			return err
		}
		return m.keep(meta, m.decks[deck], name, value)
	}, "SELECT deck, name, value FROM meta WHERE deck <> 0")
}
