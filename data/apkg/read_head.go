package apkg

import (
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
)

// readHead reads when the collection was made, and its schema.
func (r *reader) readHead() error {
	var conf string
	err := r.conn.QueryRowContext(r.ctx, `
		SELECT ver, CAST(crt AS INTEGER), CAST(conf AS TEXT)
		FROM col`).Scan(&r.schema, &r.into.Created, &conf)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return errDamaged
	case err != nil:
		return err
	case r.schema > newestSchema:
		return errNewer
	case r.schema < oldestSchema:
		return fmt.Errorf("this package is from an early Anki 2 (schema %d); open it in a later Anki and export it again", r.schema)
	}
	settings := struct {
		Rollover json.RawMessage `json:"rollover"`
		West     json.RawMessage `json:"creationOffset"`
	}{}
	if r.schema < configSchema {
		if conf != "" && json.Unmarshal([]byte(conf), &settings) != nil {
			return errDamaged
		}
	} else if err := r.setting("rollover", &settings.Rollover); err != nil {
		return err
	} else if err := r.setting("creationOffset", &settings.West); err != nil {
		return err
	}
	hour := 4 // Anki's own default
	if n, ok := whole(settings.Rollover); ok {
		hour = n
	}
	r.into.Rollover = (hour%24 + 24) % 24 // Anki takes -1 for 23
	if west, ok := whole(settings.West); ok && west >= -24*60 && west <= 24*60 {
		r.into.West = &west
	}
	return nil
}

// setting reads a setting from its table. One that was never changed is not there.
func (r *reader) setting(key string, value *json.RawMessage) error {
	err := r.conn.QueryRowContext(r.ctx, `
		SELECT CAST(val AS BLOB)
		FROM config
		WHERE key = ?`, key).Scan((*[]byte)(value))
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	return err
}

// whole reads a whole number in JSON.
func whole(text json.RawMessage) (n int, ok bool) {
	return n, len(text) > 0 && string(text) != "null" && json.Unmarshal(text, &n) == nil
}
