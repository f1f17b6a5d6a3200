package quiz

import "recall/quiz/draw"

// Hints for keys that work at more than one screen.
var (
	toShow    = hint("Space", "show")
	toUndo    = hint("u", "undo")
	toEdit    = hint("e", "edit")
	toOpen    = hint("o", "open")
	toSuspend = hint("s", "suspend")
	toReject  = hint("x", "reject")
	toLegend  = hint("?", "keys")
	toQuit    = hint("q", "quit")
	toEnd     = hint("Space", "done")
	toGiveUp  = hint("Space", "don't know")
	toKeys    = hint("Esc", "keys") // leaves the line
)

func hint(key, does string) draw.Hint { return draw.Hint{Key: key, Does: does} }

func hints(list ...draw.Hint) draw.Keys { return draw.Keys{Hints: list} }
