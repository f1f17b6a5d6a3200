package main

import "testing"

// A control-C that the editor got is not ours, even where it comes just after the editor has ended; without an editor it is.
func TestLending(t *testing.T) {
	var l lending
	if l.now() {
		t.Error("lent before anything was lent")
	}
	l.set(true)
	if !l.now() {
		t.Error("not lent while the editor runs")
	}
	if l.set(false); !l.now() {
		t.Error("a control-C of the editor that comes late is taken for ours")
	}
	if l.until.Add(-int64(grace)); l.now() {
		t.Error("lent for ever")
	}
}
