package data

import (
	"database/sql"
	"errors"

	"recall/srs"
)

// Edited is what an import found when it wrote about a card in the log.
type Edited struct {
	Kind     srs.Kind // Changed, Edited or Park
	Path     string
	Line     int
	Why      Why
	Old, New string // the bullet's text before and after; New is "" if the bullet is gone
}

const editColumns = "l.kind, e.path, e.line, e.why, e.old, e.new"

func (e *Edited) dest() []any { return []any{&e.Kind, &e.Path, &e.Line, &e.Why, &e.Old, &e.New} }

// actTold writes an act about a card, with the reason that the plan tells.
func (a *applier) actTold(card int64, kind srs.Kind) error {
	e := entry{subject: card, kind: kind}
	if _, _, err := a.act(&e, a.at); err != nil {
		return err
	}
	f, told := a.plan.told[card]
	if !told {
		return nil
	}
	_, err := a.exec("INSERT INTO edit (device, seq, path, line, why, old, new) VALUES (?, ?, ?, ?, ?, ?, ?)",
		e.device.id, e.seq, f.Path, f.Line, string(f.Why), f.Old, f.New)
	return err
}

// takeEdit copies what the other database knows about an entry that was taken from there, where it has another device.
func (m *merger) takeEdit(device int64, here *entry) error {
	if k := here.kind; k.Known() && k != srs.Changed && k != srs.Edited && k != srs.Park { // no import writes it
		return nil
	}
	var path, why, before, after string
	var line int
	err := m.from.get([]any{&path, &line, &why, &before, &after},
		"SELECT path, line, why, old, new FROM edit WHERE device = ? AND seq = ?", device, here.seq)
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	if err != nil {
		return err
	}
	_, err = m.exec("INSERT INTO edit (device, seq, path, line, why, old, new) VALUES (?, ?, ?, ?, ?, ?, ?)",
		here.device.id, here.seq, path, line, why, before, after)
	return err
}

// News returns how the fact of a card changed, or may have changed, since its last answer; nil if it did not.
func (s *Store) News(card int64) (*Edited, error) {
	var e Edited
	err := s.get(e.dest(), "SELECT "+editColumns+` FROM live l JOIN device d ON d.id = l.device
			JOIN edit e ON e.device = l.device AND e.seq = l.seq
		WHERE l.subject = ?1 AND l.kind IN ({changed}, {edited})
			AND NOT EXISTS (SELECT 1 FROM live r WHERE r.subject = ?1 AND r.kind = {review} AND r.tick > l.tick)
		ORDER BY l.tick DESC, d.uid DESC, l.seq DESC LIMIT 1`, card)
	if errors.Is(err, sql.ErrNoRows) || err == nil && e.Old == e.New {
		return nil, nil
	}
	return &e, err
}

// edits returns what is known about the entries of a card, by device and number.
func (s *Store) edits(card int64) (map[[2]int64]*Edited, error) {
	list := map[[2]int64]*Edited{}
	return list, s.each(func(rows *sql.Rows) error {
		var e Edited
		var key [2]int64
		err := rows.Scan(append(e.dest(), &key[0], &key[1])...)
		list[key] = &e
		return err
	}, "SELECT "+editColumns+`, e.device, e.seq FROM edit e JOIN log l ON l.device = e.device AND l.seq = e.seq
		WHERE l.subject = ?`, card)
}
