package term_test

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"

	"recall/quiz"
	"recall/quiz/draw"
	"recall/quiz/term"
)

func plain(in string) (*term.Plain, *bytes.Buffer) {
	var out bytes.Buffer
	return term.NewPlain(strings.NewReader(in), &out, draw.Style{Width: 79, Color: true}), &out
}

// The transcript of a whole session over a pipe.
func TestPlain(t *testing.T) {
	p, out := plain("\nx\n3\n 三次 \n2\nab\n")
	var got []string
	got = append(got,
		result(p.Key(question, " \rq")),
		result(p.Key(answer, "13 \ruq")),
		result(p.Line(typed)),
		result(p.Pick("Which deck?", []string{"Go", "计算机网络\x1b[2J"})),
		result(p.Field("Name", "", atLeastTwo)))
	if want := " |3| 三次 |1|ab"; strings.Join(got, "|") != want {
		t.Errorf("got %q, want %q", got, want)
	}
	want := `2 left.
Question: 三次握手?
Empty line: show. q: quit.
Answer: SYN, SYN-ACK, ACK
1 Again, 1 day. 3 Good, 6 days, or an empty line.
Also u, e, q, ?.
"x" is no key here; the keys are 1 3 Space (an empty line) u q
2 left.
Question: 三次…?
Enter: answer. :q and Enter: quit; :u, :s, :x, :? likewise.
Which deck?
  1  Go
  2  计算机网络
Name:
`
	if out.String() != want {
		t.Errorf("got\n%s\nwant\n%s", out, want)
	}
}

func TestPlainAnswers(t *testing.T) {
	key := func(p *term.Plain) string { return result(p.Key(question, "13 uq")) }
	enter := func(p *term.Plain) string { return result(p.Key(question, "\ruq")) }
	line := func(p *term.Plain) string { return result(p.Line(typed)) }
	pick := func(p *term.Plain) string { return result(p.Pick("Deck", []string{"a", "b"})) }
	field := func(p *term.Plain) string { return result(p.Field("Name", "initial", atLeastTwo)) }
	for _, test := range []struct {
		name, in string
		ask      func(*term.Plain) string
		want     string
	}{
		{"a key", "3\n", key, "3"},
		{"blanks around it, and CRLF", " 3 \r\n", key, "3"},
		{"an empty line is space", "\n", key, " "},
		{"or enter", "\n", enter, "\r"},
		{"more than one key a line is none", "33\n1\n", key, "1"},
		{"full width", "？\n３\n", key, "3"},
		{"a colon, as in lines", ":q\n", key, "q"},
		{"a full-width colon", "：ｑ\n", key, "q"},
		{"a word for Space", "show\n", key, " "},
		{"a word for Enter", "done\n", enter, "\r"},
		{"a word where Enter does nothing", "done\n3\n", key, "3"},
		{"a full-width number", "２\n", pick, "1"},
		{"leaving a menu as a line", "：q\n", pick, "quit"},
		{"no line end at the end", "3", key, "3"},
		{"end of input", "", key, "quit"},
		{"end of input after what is no key", "x", key, "quit"},
		{"nothing is dropped from a line", "  :q  \n", line, "  :q  "},
		{"an empty line", "\n", line, ""},
		{"a very long line is cut", strings.Repeat("a", 1<<20) + "\nb\n", line, strings.Repeat("a", 64<<10)},
		{"end of input", "", line, "quit"},
		{"a number", "2\n", pick, "1"},
		{"no number", "0\n3\nb\n-1\n2\n", pick, "1"},
		{"the first", "\n", pick, "0"},
		{"leaving a menu", "q\n", pick, "quit"},
		{"the initial text", "\n", field, "initial"},
		{"refused, then corrected", "a\nab\n", field, "ab"},
		{"end of input", "a\n", field, "quit"},
	} {
		p, _ := plain(test.in)
		if got := test.ask(p); got != test.want {
			t.Errorf("%s: got %.80q, want %.80q", test.name, got, test.want)
		}
	}
}

// Messages quote what was typed without anything that could control a terminal, and never use colour.
func TestPlainWritesNoEscapes(t *testing.T) {
	p, out := plain("\x1b[2J\n\x1b]0;x\a\nq\n\u202ex\n\x1b[31m\n")
	result(p.Key(question, "q"))
	result(p.Pick("\x1b[1mDeck", []string{"a"}))
	result(p.Field("\x1b[1mName", "\x1b[1mx", func(s string) error { return errors.New(s) }))
	if strings.ContainsAny(out.String(), "\x1b\a\u202e") {
		t.Errorf("wrote %q", out)
	}
}

func TestPlainInterrupt(t *testing.T) {
	in, end := io.Pipe()
	defer end.Close()
	p := term.NewPlain(in, io.Discard, draw.Style{Width: 79})
	got := later(func() (rune, error) { return p.Key(question, " ") })
	p.Interrupt()
	if got := <-got; got != quiz.ErrInterrupt.Error() {
		t.Errorf("got %q", got)
	}
	for name, ask := range prompts {
		if _, err := ask(p); !errors.Is(err, quiz.ErrInterrupt) {
			t.Errorf("%s: got %v", name, err)
		}
	}
}

// failing is a reader whose disk broke, or a writer whose reader has gone away.
type failing struct{}

func (failing) Read([]byte) (int, error)  { return 0, io.ErrUnexpectedEOF }
func (failing) Write([]byte) (int, error) { return 0, io.ErrClosedPipe }

func TestPlainTellsFailures(t *testing.T) {
	p := term.NewPlain(failing{}, io.Discard, draw.Style{Width: 79})
	if _, err := p.Key(question, " "); !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Errorf("got %v", err)
	}
	p = term.NewPlain(strings.NewReader("q\n"), failing{}, draw.Style{Width: 79})
	for name, ask := range prompts {
		if _, err := ask(p); !errors.Is(err, io.ErrClosedPipe) {
			t.Errorf("%s: got %v", name, err)
		}
	}
}
