// Package faults does harm to the real program from outside, and counts what is lost: it is killed at random and at each
// call that changes a file, the disk is full or broken at each of them, the power fails, several sessions run at once, and
// clocks are wrong. CONTRIBUTING.md says how to run all of it. Only tests are in here.
//
// A system call is caught by ptrace, and not by an SQLite VFS of our own: half of the calls at stake are recall's own
// (backups, exports, media, added cards), and what is tried is the binary that people run.
package faults
