package data

import (
	"database/sql/driver"
	"fmt"
	"sync"
	"sync/atomic"

	"modernc.org/sqlite"
)

// bulk calls f for every row of a query that begins "SELECT bulk(?, …) FROM": with the values behind the question mark.
// All of it is one step of one statement, which costs a fraction of rows that are fetched one by one. f must ask the
// store nothing; texts and blobs that it gets are gone when it returns, and so is the slice. A subquery's ORDER BY
// orders the rows.
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
	if r.err != nil {
		return r.err
	}
	return err
}

// SQLite knows a function by its name, so the reader of a call is known by its first argument.
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

func (c *bulkCall) Step(_ *sqlite.FunctionContext, row []driver.Value) error {
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

func (c *bulkCall) WindowInverse(*sqlite.FunctionContext, []driver.Value) error { return nil }
func (c *bulkCall) WindowValue(*sqlite.FunctionContext) (driver.Value, error)   { return nil, nil }
func (c *bulkCall) Final(*sqlite.FunctionContext)                               {}

func init() {
	sqlite.MustRegisterFunction("bulk", &sqlite.FunctionImpl{
		NArgs: -1, VolatileArgs: true,
		MakeAggregate: func(sqlite.FunctionContext) (sqlite.AggregateFunction, error) { return &bulkCall{}, nil },
	})
}

// integer is a value of a bulk row; NULL is 0.
func integer(v driver.Value) int64 {
	n, _ := v.(int64)
	return n
}
