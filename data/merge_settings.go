package data

import (
	"database/sql"
	"errors"
)

// takeSettings adds settings that are set there but not here.
func (m *merger) takeSettings() error {
	var decks []int64 // of which reverse cards may have become unwanted, or wanted
	err := m.from.each(func(rows *sql.Rows) error {
		var deck, stamp int64
		var name, value string
		if err := rows.Scan(&deck, &name, &value, &stamp); err != nil {
			return err
		}
		here, err := m.settingOf(deck)
		if errors.Is(err, sql.ErrNoRows) { // of no deck: its number was hit
			return nil
		}
		if err != nil {
			return err
		}
		if name == askReverse {
			decks = append(decks, here)
		}
		news, err := m.takeSetting(here, name, value, stamp)
		m.done.Settings += when(news && name != nameSetting && name != goneSetting && !m.parts[deck], 1)
		if err == nil && m.sync != nil { // the place has it
			_, err = m.exec(`DELETE FROM place_setting WHERE place = ?1 AND deck = ?2 AND name = ?3
				AND EXISTS (SELECT 1 FROM setting WHERE deck = ?2 AND name = ?3 AND stamp = ?4 AND value = ?5)`,
				m.sync.place, here, name, stamp, value)
		}
		return err
	}, "SELECT deck, name, value, stamp FROM setting")
	for _, deck := range decks {
		err = errors.Join(err, m.unlockIn(deck))
	}
	return err
}

// settingOf returns the number here of what a setting there is about: a deck; one that became a part of another and is no
// deck any more, whose settings wait; or 0, all decks.
func (m *merger) settingOf(there int64) (int64, error) {
	here, is := m.decks[there]
	if is && !m.parts[there] || there == 0 {
		return here, nil
	}
	return m.subjectOf(there)
}

// takeSetting adds a setting, and reports whether it says something new.
func (m *merger) takeSetting(deck int64, name, value string, stamp int64) (news bool, err error) {
	newest := "DO NOTHING"
	if m.sync != nil { // machines that meet agree on the newest
		newest = "DO UPDATE SET value = excluded.value, stamp = excluded.stamp WHERE (excluded.stamp, excluded.value) > (setting.stamp, setting.value)"
	}
	if name == nameSetting {
		var uid []byte
		if err := m.get([]any{&uid}, "SELECT uid FROM subject WHERE id = ?", deck); err != nil {
			return false, err
		}
		home := m.merged.of([16]byte(uid))
		var skip bool // of a deck that was purged here, or a part of one, or that has a name here that no sync made
		err := m.get([]any{&skip}, `SELECT EXISTS (SELECT 1 FROM deck d JOIN subject u ON u.id = d.id WHERE u.uid = ?4
				AND d.gone AND EXISTS (SELECT 1 FROM source o WHERE o.deck = d.id AND o.purged = 1))
			OR ?2 AND EXISTS (SELECT 1 FROM deck d WHERE d.id = ?1 AND d.name <> ?3)`,
			deck, m.sync == nil, value, home[:])
		if err != nil || skip {
			return false, err
		}
	}
	var had string
	if err := m.get([]any{&had}, "SELECT coalesce((SELECT value FROM setting WHERE deck = ? AND name = ?), '')", deck, name); err != nil {
		return false, err
	}
	made, err := m.exec("INSERT INTO setting (deck, name, value, stamp) VALUES (?, ?, ?, ?) ON CONFLICT "+newest,
		deck, name, value, stamp)
	if err != nil {
		return false, err
	}
	n, err := made.RowsAffected()
	return n > 0 && value != had, err
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
