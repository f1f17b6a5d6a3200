package cmd

import "runtime/debug"

// collectEarly makes the garbage collector run when the heap has grown by a quarter instead of doubled, until restore
// is called. It is for commands that read the whole log: what SQLite returns becomes garbage at once, and what is kept
// holds few pointers.
func collectEarly() (restore func()) {
	before := debug.SetGCPercent(25)
	return func() { debug.SetGCPercent(before) }
}
