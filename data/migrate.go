package data

import (
	"embed"
	"encoding/binary"
	"errors"
	"fmt"
	"io/fs"
)

// applicationID identifies a recall database in the file header.
const applicationID = 0x7265636c // "recl"

// sqliteMark is how every SQLite database begins.
const sqliteMark = "SQLite format 3\x00"

//go:embed schema/*.sql
var schema embed.FS

// migrations are the files with the steps from an empty database to the current schema, in the order of their names.
// user_version counts the steps done. A released step is never edited.
var migrations = func() []string {
	names, err := fs.Glob(schema, "schema/*.sql")
	if err != nil {
		panic(err)
	}
	return names
}()

// ForeignError reports a file that is not a recall database.
type ForeignError struct{ Path string }

// Error names the file.
func (e *ForeignError) Error() string {
	return e.Path + " is not a database of recall; it was left as it is"
}

// NewerError reports a database written by a newer version of recall.
type NewerError struct {
	Path    string
	Version int
}

// Error names the file and its schema version.
func (e *NewerError) Error() string {
	return fmt.Sprintf("%s was written by a newer recall (schema %d, this one knows %d); it was left as it is", e.Path,
		e.Version, len(migrations))
}

// headSize is the length of the header of an SQLite database, in bytes.
const headSize = 100

// inspect reads the header itself, before SQLite may touch the file, and returns the schema version; 0 for an empty
// file.
func inspect(path string) (int, error) {
	head, err := firstBytes(path, headSize)
	switch {
	case errors.As(err, new(*FileError)):
		return 0, err
	case err != nil:
		return 0, fmt.Errorf("open the database: %w", err)
	case len(head) == 0:
		return 0, nil
	}
	return versionIn(head, path)
}

// versionIn returns the schema version in the header of the database at a path.
func versionIn(head []byte, path string) (int, error) {
	if len(head) < headSize || string(head[:16]) != sqliteMark || binary.BigEndian.Uint32(head[68:]) != applicationID {
		return 0, &ForeignError{Path: path}
	}
	version := int(binary.BigEndian.Uint32(head[60:]))
	if version > len(migrations) {
		return 0, &NewerError{Path: path, Version: version}
	}
	return version, nil
}

// replayedBy is the latest schema whose step changed what is kept of a replay: true retention of each card, and the
// counts of each hour. What an older schema has is made anew from the log.
const replayedBy = 7

// migrate upgrades the schema to a version, with all steps or none.
func (s *Store) migrate(to int) error {
	return s.write(func() error {
		var version int // another recall may have migrated it first
		if err := s.get([]any{&version}, "PRAGMA user_version"); err != nil {
			return err
		}
		if version >= to {
			return nil
		}
		// It comes first: if the program is killed, the start of the file may be on disk already, and must be known as ours.
		if _, err := s.execScript(fmt.Sprintf("PRAGMA application_id = %d", applicationID)); err != nil {
			return err
		}
		for _, name := range migrations[version:to] {
			step, err := schema.ReadFile(name)
			if err == nil {
				_, err = s.execScript(string(step))
			}
			if err != nil {
				return fmt.Errorf("migrate the schema: %w", err)
			}
		}
		_, err := s.execScript(fmt.Sprintf("PRAGMA user_version = %d", to))
		if err == nil && version > 0 && version < summedBy && to == len(migrations) {
			err = s.sumAll("1")
			if err == nil {
				err = s.sumRecord()
			}
		}
		if err != nil || version == 0 || version >= replayedBy || to < len(migrations) {
			return err
		}
		_, err = s.rebuild()
		if errors.As(err, new(*badEntryError)) {
			return nil // a damaged entry must not keep the learner out; check names it
		}
		return err
	})
}
