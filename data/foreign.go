package data

import (
	"database/sql"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A log that is imported may come from anyone. Whoever imports it trusts its author with what the answers were, and with
// the words of the cards. What is checked here is what would do harm beyond that: times that no clock has, values by which
// a command would fail later, and names that are none.

// aheadMost is how far the clock of another machine may be ahead, in ms: ten years. This machine's may be behind.
const aheadMost = 10 * 366 * 24 * 60 * 60 * 1000

// Limits of what a name may be, in bytes.
const (
	longestName = 1000
	longestPath = 4096
)

// acceptable returns an error if a database that was made from a log holds something that must not come in, although its
// rows are as they were written. Nothing was written by then.
func (s *Store) acceptable(at Moment) error {
	for _, check := range []func(Moment) error{s.acceptTimes, s.acceptSettings, s.acceptNames} {
		if err := check(at); err != nil {
			return err
		}
	}
	return nil
}

// acceptTimes refuses entries from later. Every entry written here from then on would be later still.
func (s *Store) acceptTimes(at Moment) error {
	return s.each(func(rows *sql.Rows) error {
		var device, seq, tick int64
		if err := rows.Scan(&device, &seq, &tick); err != nil {
			return err
		}
		return &badEntryError{device, seq, "comes from a time that is still to come; the clock was wrong where it was written"}
	}, "SELECT device, seq, tick FROM log WHERE tick > ? ORDER BY device, seq LIMIT 1", at.Time.UnixMilli()+aheadMost)
}

// acceptSettings refuses values that no command would have stored. A setting that is not known is a newer recall's.
func (s *Store) acceptSettings(Moment) error {
	return s.each(func(rows *sql.Rows) error {
		var name, value string
		if err := rows.Scan(&name, &value); err != nil {
			return err
		}
		if name == nameSetting {
			return errors.Join(CheckDeckName(value), checkName("a deck", value, longestName))
		}
		if name == goneSetting {
			return nil
		}
		k, err := FindKey(name)
		if err != nil {
			return checkName("a setting", name, longestName)
		}
		_, err = k.Check(value)
		return err
	}, "SELECT name, value FROM setting WHERE value <> ''")
}

// acceptNames refuses names and paths that are none.
func (s *Store) acceptNames(Moment) error {
	err := s.each(func(rows *sql.Rows) error {
		var name string
		if err := rows.Scan(&name); err != nil {
			return err
		}
		if strings.TrimSpace(name) == "" {
			return fmt.Errorf("a deck has no name")
		}
		return checkName("a deck", name, longestName)
	}, "SELECT name FROM deck")
	if err != nil {
		return err
	}
	err = s.each(func(rows *sql.Rows) error {
		var path, packed string
		if err := rows.Scan(&path, &packed); err != nil {
			return err
		}
		for _, p := range []string{path, packed} {
			if err := checkName("a file", p, longestPath); err != nil {
				return err
			}
		}
		scheme, _, _ := strings.Cut(path, ":")
		known := slices.Contains([]string{"builtin", "stdin", "anki", "purged"}, scheme)
		if !known && !absolute(path) && !filepath.IsLocal(path) || packed != "" && !absolute(packed) {
			return fmt.Errorf("%q is no place of a file", path)
		}
		return nil
	}, "SELECT path, package FROM source")
	if err != nil {
		return err
	}
	return s.each(func(rows *sql.Rows) error {
		var file string
		if err := rows.Scan(&file); err != nil {
			return err
		}
		return fmt.Errorf("%q is no picture or sound", file)
	}, `SELECT j.value FROM note n, json_each(n.media) j WHERE n.media <> '' AND (j.value GLOB '*[/\]*' OR j.value NOT GLOB '[0-9a-f]*.*') LIMIT 1`)
}

// absolute reports whether a path is absolute on any system: the log may come from another one.
func absolute(path string) bool {
	drive := len(path) > 2 && path[1] == ':' && strings.ContainsRune(`\/`, rune(path[2]))
	return filepath.IsAbs(path) || strings.HasPrefix(path, "/") || strings.HasPrefix(path, `\\`) || drive
}

// checkName returns an error if a name is too long, or has characters that are no text.
func checkName(of, name string, longest int) error {
	if len(name) > longest {
		return fmt.Errorf("the name of %s has %d bytes", of, len(name))
	}
	if !utf8.ValidString(name) || strings.ContainsFunc(name, unicode.IsControl) {
		return fmt.Errorf("the name of %s, %q, has control characters", of, name)
	}
	return nil
}
