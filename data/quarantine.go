package data

import (
	"database/sql"
	"encoding/hex"
	"encoding/json"
)

// aside is why a row is in quarantine.
type aside struct {
	why    string // in a sentence
	intact bool   // an entry of the log that was as it was written
	at     Moment
}

// quarantine keeps a row that was taken out or could not be put right. Columns are by name.
func (s *Store) quarantine(table string, columns []string, values []any, a aside) error {
	row := map[string]any{}
	for i, name := range columns {
		row[name] = values[i]
		if b, ok := values[i].([]byte); ok {
			row[name] = hex.EncodeToString(b)
		}
	}
	text, err := json.Marshal(row)
	if err == nil {
		_, err = s.exec(`INSERT INTO quarantine (at, "table", why, intact, row) VALUES (?, ?, ?, ?, ?)`, a.at.Time.UnixMilli(), table,
			a.why, a.intact, string(text))
	}
	return err
}

// quarantineRows keeps the rows that a condition selects, and deletes them.
func (s *Store) quarantineRows(table string, a aside, where string, args ...any) error {
	if err := s.quarantineCopies(table, a, where, args...); err != nil {
		return err
	}
	_, err := s.exec("DELETE FROM "+table+" WHERE "+where, args...)
	return err
}

// quarantineCopies keeps copies of the rows that a condition selects.
func (s *Store) quarantineCopies(table string, a aside, where string, args ...any) error {
	columns, err := s.columnsIn(table)
	if err != nil {
		return err
	}
	var list [][]any
	rows, err := s.query("SELECT * FROM "+table+" WHERE "+where, args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		values, dest := make([]any, len(columns)), make([]any, len(columns))
		for i := range values {
			dest[i] = &values[i]
		}
		if err := rows.Scan(dest...); err != nil {
			return err
		}
		list = append(list, values)
	}
	if err := rows.Err(); err != nil {
		return err
	}
	rows.Close()
	for _, values := range list {
		if err := s.quarantine(table, columns, values, a); err != nil {
			return err
		}
	}
	return nil
}

// entryID is what identifies an entry of the log here, with its content.
type entryID struct{ device, seq, sum int64 }

// asideEntry is the condition that a row of quarantine is an entry of the log that can be read. These rows have no checksum.
const asideEntry = `"table" = 'log' AND ` + `iif(json_valid(row), json_type(row, '$.device') = 'integer' AND json_type(row, '$.seq') = 'integer'
	AND json_type(row, '$.sum') = 'integer', 0)`

// leftOut returns the entries that were as they were written and stand in quarantine. A backup may have them still.
func (s *Store) leftOut() (map[entryID]bool, error) {
	list := map[entryID]bool{}
	return list, s.each(func(rows *sql.Rows) error {
		var e entryID
		err := rows.Scan(&e.device, &e.seq, &e.sum)
		list[e] = true
		return err
	}, `SELECT row ->> 'device', row ->> 'seq', row ->> 'sum' FROM quarantine WHERE intact = 1 AND `+asideEntry)
}

// takeAside takes over what was put aside there: what was intact stays out of this log, too, or it would be here twice, as
// where it was dated anew; and what the mending of a backup put aside is kept.
func (m *merger) takeAside() error {
	if m.foreign || m.sync != nil {
		return nil
	}
	type row struct {
		at, seq, sum     int64
		table, why, text string
		intact           bool
		device           []byte
	}
	var list []row
	err := m.from.each(func(rows *sql.Rows) error {
		var r row
		var seq, sum sql.NullInt64
		err := rows.Scan(&r.at, &r.table, &r.why, &r.intact, &r.text, &r.device, &seq, &sum)
		r.seq, r.sum = seq.Int64, sum.Int64
		list = append(list, r)
		return err
	}, `SELECT q.at, q."table", q.why, q.intact, q.row, d.uid, q.seq, q.sum FROM (SELECT at, "table", why, intact, row,
			iif(`+asideEntry+`, row ->> 'device', NULL) AS device, iif(`+asideEntry+`, row ->> 'seq', NULL) AS seq,
			iif(`+asideEntry+`, row ->> 'sum', NULL) AS sum FROM quarantine) q
		LEFT JOIN device d ON d.id = q.device WHERE q.intact = 1 OR q.at = ?`, m.at.Time.UnixMilli())
	if err != nil && m.lost != nil { // of a damaged database, what can be read
		return nil
	}
	for _, r := range list {
		if err != nil {
			return err
		}
		if r.table == "log" && len(r.device) == 16 {
			var device int64
			if device, err = m.deviceOf([16]byte(r.device)); err != nil {
				return err
			}
			var here bool
			err = m.get([]any{&here}, "SELECT EXISTS (SELECT 1 FROM log WHERE device = ? AND seq = ? AND sum = ?)", device, r.seq, r.sum)
			if err == nil && here && r.intact {
				err = m.quarantineEntry(device, r.seq, aside{r.why, true, m.at})
				continue
			}
			if err == nil {
				err = m.get([]any{&r.text}, "SELECT json_set(?, '$.device', ?)", r.text, device)
			}
		}
		if err == nil {
			_, err = m.exec(`INSERT INTO quarantine (at, "table", why, intact, row) SELECT ?1, ?2, ?3, ?4, ?5
				WHERE NOT EXISTS (SELECT 1 FROM quarantine WHERE "table" = ?2 AND row = ?5)`, r.at, r.table, r.why, r.intact, r.text)
		}
	}
	return err
}

// quarantineEntry moves an entry of the log to quarantine, with what is stored about it. No place waits for it any more.
func (s *Store) quarantineEntry(device, seq int64, a aside) error {
	if _, err := s.exec("DELETE FROM place_log WHERE device = ? AND seq = ?", device, seq); err != nil {
		return err
	}
	for _, table := range []string{"edit", "tagging", "log"} {
		if err := s.quarantineRows(table, aside{a.why, a.intact && table == "log", a.at}, "device = ? AND seq = ?", device, seq); err != nil {
			return err
		}
	}
	return nil
}
