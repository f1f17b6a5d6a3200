package data

import (
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"reflect"
	"strings"
	"sync"
	"sync/atomic"

	"modernc.org/sqlite"
)

// bulk calls f for every row of a query that begins "SELECT bulk(?, …) FROM", with the values after the question mark. That
// may also be a subquery, the first parameter being that of bulk: "SELECT count((SELECT bulk(?, …) FROM …)) FROM …".
// The whole query is one step of one statement, which costs a fraction of fetching the rows one by one. f must not
// query the store. The slice and the texts and blobs in it are valid only until f returns. Rows come in the order of a
// subquery's ORDER BY.
func (s *Store) bulk(f func([]driver.Value) error, query string, args ...any) error {
	r := &bulkReader{f: f}
	id := bulkID.Add(1)
	bulkReaders.Store(id, r)
	defer bulkReaders.Delete(id)
	st, err := s.stmt(query)
	if err != nil {
		return err
	}
	var none any
	err = st.QueryRow(append([]any{id}, args...)...).Scan(&none)
	switch {
	case errors.Is(r.err, errEnough):
		return nil
	case r.err != nil:
		return r.err
	}
	return err
}

// errEnough is what f of bulk returns if it needs no more rows.
var errEnough = errors.New("enough rows were read")

// bulkNumbers returns the numbers that a query begun "SELECT bulk(?, …) FROM" finds.
func (s *Store) bulkNumbers(query string, args ...any) (list []int64, err error) {
	err = s.bulk(func(row []driver.Value) error {
		list = append(list, integer(row[0]))
		return nil
	}, query, args...)
	return list, err
}

// bulkRow is a row of bulk that is scanned as one of sql.Rows is. A slice of bytes is valid only until f returns.
type bulkRow []driver.Value

// Scan stores the values of the row where dest points.
func (r bulkRow) Scan(dest ...any) error {
	for i, to := range dest {
		if err := scanValue(r[i], to); err != nil {
			return fmt.Errorf("column %d: %w", i+1, err)
		}
	}
	return nil
}

func scanValue(v driver.Value, to any) error {
	text, isText := v.(string)
	switch to := to.(type) {
	case *int:
		if n, ok := v.(int64); ok {
			*to = int(n)
			return nil
		}
	case *string:
		if isText {
			*to = strings.Clone(text)
			return nil
		}
	case *sql.NullString:
		if *to = (sql.NullString{Valid: isText}); isText {
			to.String = strings.Clone(text)
		}
		if isText || v == nil {
			return nil
		}
	case *[]byte:
		if isText {
			*to = append((*to)[:0], text...)
			return nil
		}
		var ok bool
		if *to, ok = v.([]byte); ok {
			return nil
		}
	case *bool:
		if n, ok := v.(int64); ok {
			*to = n != 0
			return nil
		}
	default: // a number, whatever it counts
		n, ok := v.(int64)
		if at := reflect.ValueOf(to).Elem(); ok && at.CanInt() && !at.OverflowInt(n) {
			at.SetInt(n)
			return nil
		} else if ok && at.CanUint() && n >= 0 && !at.OverflowUint(uint64(n)) {
			at.SetUint(uint64(n))
			return nil
		}
	}
	return fmt.Errorf("%T can't be read as %T", v, to)
}

// SQLite knows functions only by name, so the first argument of a call identifies its reader.
var (
	bulkID      atomic.Int64
	bulkReaders sync.Map // int64 to *bulkReader
)

type bulkReader struct {
	f   func([]driver.Value) error
	err error
}

// bulkCall is the aggregate function as SQLite sees it.
type bulkCall struct{ *bulkReader }

// Step passes one row to the reader. A panic must not pass through SQLite, which would keep its locks: closing the
// database would wait for them for ever.
func (c *bulkCall) Step(_ *sqlite.FunctionContext, row []driver.Value) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("a row can't be read: %v", p)
			if c.bulkReader != nil {
				c.err = err
			}
		}
	}()
	if c.bulkReader == nil {
		r, ok := bulkReaders.Load(row[0])
		if !ok {
			return fmt.Errorf("nobody reads bulk call %v", row[0])
		}
		c.bulkReader = r.(*bulkReader)
	}
	c.err = c.f(row[1:])
	return c.err
}

// WindowInverse is never needed: bulk is not a window function.
func (c *bulkCall) WindowInverse(*sqlite.FunctionContext, []driver.Value) error { return nil }

// WindowValue returns NULL, the result of every bulk query.
func (c *bulkCall) WindowValue(*sqlite.FunctionContext) (driver.Value, error) { return nil, nil }

// Final has nothing to clean up.
func (c *bulkCall) Final(*sqlite.FunctionContext) {}

func init() {
	sqlite.MustRegisterFunction("bulk", &sqlite.FunctionImpl{
		NArgs: -1, VolatileArgs: true,
		MakeAggregate: func(sqlite.FunctionContext) (sqlite.AggregateFunction, error) { return &bulkCall{}, nil },
	})
}

// integer returns a value of a bulk row as a number; NULL is 0.
func integer(v driver.Value) int64 {
	n, _ := v.(int64)
	return n
}
