package data

import (
	"context"
	"database/sql"
	"fmt"
	"maps"
	"slices"
	"sync"
)

// A trigger or a view that someone added to the file can do anything with what is written later, and a table that was
// made anew can lack a condition. So the definitions are compared with those that the migrations make.

// definitionOf begins the fault of a table that is not what it should be.
const definitionOf = fileDamaged + "the definition of the "

// definition is a row of sqlite_schema.
type definition struct{ kind, name, table, sql string }

// definitions returns what a database is made of, by name. SQLite also takes bytes for the text that belongs there.
func (s *Store) definitions() (map[string]definition, error) {
	list := map[string]definition{}
	return list, s.each(func(rows *sql.Rows) error {
		var d definition
		err := rows.Scan(&d.kind, &d.name, &d.table, &d.sql)
		list[d.name] = d
		return err
	}, `SELECT CASE typeof(type) WHEN 'text' THEN type ELSE quote(type) END, CASE typeof(name) WHEN 'text' THEN name ELSE quote(name) END,
			CASE typeof(tbl_name) WHEN 'text' THEN tbl_name ELSE quote(tbl_name) END,
			CASE typeof(sql) WHEN 'text' THEN sql WHEN 'null' THEN '' ELSE quote(sql) END
		FROM main.sqlite_schema`)
}

// currentDefinitions are what a new database is made of. Making one takes longer than most checks.
var currentDefinitions = sync.OnceValues(func() (map[string]definition, error) { return madeDefinitions(len(migrations)) })

// madeDefinitions returns what a new database of a schema is made of.
func madeDefinitions(version int) (map[string]definition, error) {
	s, err := connectTo(context.Background(), ":memory:", "file::memory:?_txlock=immediate")
	if err != nil {
		return nil, err
	}
	defer s.Close()
	if err := s.migrate(version); err != nil {
		return nil, err
	}
	return s.definitions()
}

// checkSchema compares what the database is made of with what it should be.
func (s *Store) checkSchema(c *Checked) error {
	version, err := s.schemaVersion()
	if err != nil {
		return err
	}
	made := currentDefinitions
	if version < len(migrations) {
		made = func() (map[string]definition, error) { return madeDefinitions(version) }
	}
	want, err := made()
	if err != nil {
		return err
	}
	has, err := s.definitions()
	if err != nil {
		return err
	}
	for _, name := range slices.Sorted(maps.Keys(has)) {
		if d := has[name]; want[name] != d {
			what := fmt.Sprintf("%sthe %s %s is not recall's", fileDamaged, d.kind, name)
			if w, ok := want[name]; ok {
				what = fmt.Sprintf("%s%s %s is not as it was written", definitionOf, d.kind, name)
				if d.kind == "view" && w.kind == "view" { // it has no rows
					c.altered = append(c.altered, w)
				}
			} else {
				c.extra = append(c.extra, d)
			}
			c.fault("%s", what)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(want)) {
		if _, ok := has[name]; !ok {
			c.missing = append(c.missing, want[name])
			c.fault("%sthe %s %s is gone", fileDamaged, want[name].kind, name)
		}
	}
	return nil
}

// foreign counts the definitions that are not recall's, each of which is a fault.
func (c *Checked) foreign() (n int) {
	for _, d := range c.extra {
		if slices.Contains([]string{"table", "index", "trigger", "view"}, d.kind) {
			n++
		}
	}
	return n
}
