package data

import (
	"fmt"
	"strconv"
	"sync"
	"sync/atomic"

	"modernc.org/sqlite/vtab"

	"recall/deck/match"
)

// feed is a virtual table whose rows Go makes while SQLite reads them. One INSERT … SELECT from it writes many rows at
// half the cost of running a prepared statement for each.
type feed struct {
	id     string
	rows   int
	column func(row, column int) any // returns a type that driver.Value allows
	meter  *meter
}

// feedColumns is the number of columns of a feed: c0, c1 and so on.
const feedColumns = 16

// feeds are the feeds of open stores, keyed by the argument with which each store declares its own.
var (
	feeds        sync.Map
	feedsCount   atomic.Int64
	registerFeed = sync.OnceValue(func() error { return vtab.RegisterModule(nil, "recall_feed", feedModule{}) })
)

// openFeed declares temp.feed.
func (s *Store) openFeed() error {
	s.feed = &feed{id: strconv.FormatInt(feedsCount.Add(1), 10), meter: &s.meter}
	feeds.Store(s.feed.id, s.feed)
	_, err := s.execScript("CREATE VIRTUAL TABLE temp.feed USING recall_feed(" + s.feed.id + ")")
	return err
}

// closeFeed removes temp.feed from feeds. Until then SQLite may look it up again, as when it rereads the schema.
func (s *Store) closeFeed() {
	if s.feed != nil {
		feeds.Delete(s.feed.id)
		s.feed = nil
	}
}

// fed sets the rows of temp.feed for the one statement that f runs.
func (s *Store) fed(rows int, column func(row, column int) any, f func() error) error {
	if rows == 0 {
		return nil
	}
	if s.feed == nil {
		if err := s.openFeed(); err != nil {
			return err
		}
	}
	s.feed.rows, s.feed.column = rows, column
	defer func() { s.feed.rows, s.feed.column = 0, nil }()
	return f()
}

// insertFed runs a statement that reads temp.feed.
func (s *Store) insertFed(query string, rows int, column func(row, column int) any) error {
	return s.fed(rows, column, func() error {
		_, err := s.exec(query)
		return err
	})
}

type feedModule struct{}

// Create declares the feed of the store that the last argument names.
func (feedModule) Create(c vtab.Context, args []string) (vtab.Table, error) {
	known, ok := feeds.Load(args[len(args)-1])
	if !ok {
		return nil, fmt.Errorf("there is no feed %s", args[len(args)-1])
	}
	columns := "c0"
	for i := 1; i < feedColumns; i++ {
		columns += ", c" + strconv.Itoa(i)
	}
	return known.(*feed), c.Declare("CREATE TABLE feed (" + columns + ")")
}

// Connect does the same as Create, as a feed stores nothing.
func (m feedModule) Connect(c vtab.Context, args []string) (vtab.Table, error) {
	return m.Create(c, args)
}

// BestIndex offers SQLite the only plan there is: all rows in order.
func (f *feed) BestIndex(info *vtab.IndexInfo) error {
	info.EstimatedCost, info.EstimatedRows = 1, 1 // cheap, so that it comes first in a join
	return nil
}

// Open starts a scan.
func (f *feed) Open() (vtab.Cursor, error) { return &feedCursor{feed: f}, nil }

// Disconnect has nothing to release.
func (f *feed) Disconnect() error { return nil }

// Destroy has nothing to delete.
func (f *feed) Destroy() error { return nil }

type feedCursor struct {
	*feed
	row int
}

// Filter goes to the first row.
func (c *feedCursor) Filter(int, string, []vtab.Value) error { c.row = 0; return nil }

// Next goes to the next row, and reports progress now and then.
func (c *feedCursor) Next() error {
	if c.row++; c.row%tellEvery == 0 {
		c.meter.add(tellEvery)
	}
	return nil
}

// Eof reports whether all rows were read.
func (c *feedCursor) Eof() bool { return c.row >= c.rows }

// Column returns one value of the current row.
func (c *feedCursor) Column(column int) (vtab.Value, error) { return c.column(c.row, column), nil }

// Rowid returns the index of the current row.
func (c *feedCursor) Rowid() (int64, error) { return int64(c.row), nil }

// Close has nothing to release.
func (c *feedCursor) Close() error { return nil }

// meter reports the progress of an import, in rows.
type meter struct {
	done, all int
	tell      func(done, all int)
}

// tellEvery is the number of rows between two reports.
const tellEvery = 1000

func (m *meter) add(rows int) {
	if m.tell != nil && m.all > 0 {
		m.done += rows
		m.tell(m.done, m.all)
	}
}

// OnProgress registers f to be called now and then while plans are carried out, with the number of rows done and the
// estimated total.
func (s *Store) OnProgress(f func(done, all int)) { s.meter.tell = f }

// rows estimates how many rows a plan writes.
func (p *Plan) rows() (n int) {
	for _, pair := range p.pairs {
		n++
		if pair.Fate == match.New {
			n += 3 * len(p.notes[pair.New].note.Cards)
		}
	}
	return n
}
