package cmd

import "runtime/debug"

// collectEarly makes the garbage collector run when memory has grown by a quarter instead of doubled, until restore is
// called. It is for commands that read the whole log: the numbers that come out of SQLite are garbage at once, and what
// stays holds few pointers.
func collectEarly() (restore func()) {
	before := debug.SetGCPercent(25)
	return func() { debug.SetGCPercent(before) }
}
