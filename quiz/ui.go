// Package quiz runs a session: card, question, answer, grade. It knows nothing of terminals: everything it asks a
// person goes through UI.
package quiz

import (
	"errors"

	"recall/quiz/draw"
)

// UI is the only connection between a session and a person: a terminal, a pipe or a script. Each method returns ErrQuit
// if the person leaves normally, and ErrInterrupt if they are cut off.
type UI interface {
	// Key draws s and returns one of keys. Space is ' ', Enter '\r', Esc 0x1b, Backspace 0x7f. If s shows the answer, a
	// terminal drops keys typed before it was drawn, so that nobody grades an answer unseen.
	Key(s draw.Screen, keys string) (rune, error)
	// Line draws s and returns one line of text. Esc returns ErrEscape.
	Line(s draw.Screen) (string, error)
	// Pick shows a menu and returns the index of the chosen item. The part of an item after a tab is shown in a column
	// of its own and is not searched.
	Pick(label string, items []string) (int, error)
	// Field asks for a short text until check accepts it.
	Field(label, initial string, check func(string) error) (string, error)
	// Show writes lines that stay on the screen after the session, and asks nothing.
	Show(lines []string) error
	// Style returns how wide and how plain the lines passed to Show should be.
	Style() draw.Style
}

// How a person leaves a session. Either way, everything that was graded is stored.
var (
	ErrQuit      = errors.New("quit")        // q, Esc in a menu, the end of piped input
	ErrInterrupt = errors.New("interrupted") // Ctrl-C, SIGTERM, SIGHUP, a closed terminal
	ErrEscape    = errors.New("escape")      // Esc in a line: leave the editor for the keys
)
