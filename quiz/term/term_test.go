package term_test

import (
	"fmt"
	"slices"
	"testing"

	"recall/quiz"
	"recall/quiz/draw"
	"recall/quiz/term"
	"recall/quiz/term/ptytest"
)

func open(t *testing.T, columns, rows int) (*ptytest.Screen, *term.Term) {
	t.Helper()
	return openWith(t, columns, rows, term.Options{})
}

func openWith(t *testing.T, columns, rows int, opt term.Options) (*ptytest.Screen, *term.Term) {
	t.Helper()
	screen := ptytest.New(t, columns, rows)
	tm, err := term.Open(screen.TTY(), screen.TTY(), opt)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { tm.Close() })
	return screen, tm
}

// result is what a question returned, as text: tests compare and print it.
func result(answer any, err error) string {
	if err != nil {
		return err.Error()
	}
	if r, ok := answer.(rune); ok {
		return string(r)
	}
	return fmt.Sprint(answer)
}

// later asks in a separate goroutine, so that the test can type in the meantime.
func later[T any](ask func() (T, error)) <-chan string {
	answer := make(chan string, 1)
	go func() { answer <- result(ask()) }()
	return answer
}

// hints are keys, each followed by what it does.
func hints(words ...string) (keys draw.Keys) {
	for pair := range slices.Chunk(words, 2) {
		keys.Hints = append(keys.Hints, draw.Hint{Key: pair[0], Does: pair[1]})
	}
	return keys
}

var (
	question = draw.Screen{Head: []string{"2 left"}, Front: "三次握手?", Keys: hints("Space", "show", "q", "quit")}
	answer   = draw.Screen{
		Head: []string{"2 left"}, Front: "三次握手?", Back: "SYN, SYN-ACK, ACK",
		Keys: draw.Keys{Also: []string{"u", "e", "q", "?"}},
		Buttons: []draw.Button{
			{Key: '1', Name: "Again", Next: draw.Interval{Short: "1d", Long: "1 day"}},
			{Key: '3', Name: "Good", Next: draw.Interval{Short: "6d", Long: "6 days"}, Starred: true},
		},
	}
	typed = draw.Screen{Head: []string{"2 left"}, Front: "三次…?", Keys: hints("Enter", "answer", "Esc", "keys")}
)

// prompts are all the ways of asking.
var prompts = map[string]func(quiz.UI) (any, error){
	"key":    func(ui quiz.UI) (any, error) { return ui.Key(question, " q") },
	"answer": func(ui quiz.UI) (any, error) { return ui.Key(answer, "13 uq") },
	"line":   func(ui quiz.UI) (any, error) { return ui.Line(typed) },
	"pick":   func(ui quiz.UI) (any, error) { return ui.Pick("Which deck?", []string{"计算机网络", "Go"}) },
	"search": func(ui quiz.UI) (any, error) { return ui.Pick("Which deck?", many) },
	"field":  func(ui quiz.UI) (any, error) { return ui.Field("Name", "", func(string) error { return nil }) },
}

// shows is what is on the screen once a prompt is waiting.
var shows = map[string]string{"key": "Space show", "answer": "SYN-ACK", "line": ">", "pick": "> 1  计算机网络",
	"search": "Search:", "field": "Name:"}

var many = []string{"alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa", "传输层",
	"应用层"}
