package read

import (
	"bytes"
	"fmt"
	"strings"

	"recall/deck"
	"recall/deck/text"
)

// conflicts finds where a merge left both versions of a text in a file, as git does where two edits disagree: lines that
// start with <<<<<<<, ======= and >>>>>>>, in this order. Only one of the versions is meant, so nothing of such a file
// can be read. A conflict that stands in a fence is an example of one, and a quote never starts a line with the marks.
func conflicts(name string, src []byte) (found []deck.Problem) {
	const ours, middle, theirs = "<<<<<<< ", "=======", ">>>>>>> "
	if !bytes.Contains(src, []byte(ours)) {
		return nil
	}
	start, parted := 0, false // the line of the open mark, or 0; whether the mark between the versions has come
	fence := ""
	line := 0
	for l := range bytes.Lines(bytes.TrimPrefix(src, []byte("\ufeff"))) {
		line++
		l := strings.TrimRight(string(l), " \t\r\n")
		switch fence = text.NextFence(fence, l); {
		case strings.HasPrefix(l, ours) && (fence == "" || start > 0): // in a conflict, a version can begin a fence
			start, parted = line, false
		case start > 0 && l == middle:
			parted = true
		case parted && strings.HasPrefix(l, theirs):
			found = append(found, deck.Problem{File: name, Line: start, Conflict: true,
				Msg: fmt.Sprintf("a merge left two versions here, down to line %d; keep one of them and take out the marks",
					line)})
			start, parted = 0, false
		}
		if len(found) == maxProblems {
			break
		}
	}
	return found
}
