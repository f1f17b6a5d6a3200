package term_test

import (
	"strings"
	"testing"
	"time"

	"recall/quiz/draw"
	"recall/quiz/term"
	"recall/quiz/term/ptytest"
)

func TestKey(t *testing.T) {
	for _, test := range []struct{ name, keys, typed, want string }{
		{"a key", "13 uq", "3", "3"},
		{"what is no key is passed over", "13 uq", "x\x1b[A\x1b[24~\t9é3", "3"},
		{"enter", " \r", "\r", "\r"},
		{"a line feed is enter too", " \r", "\n", "\r"},
		{"backspace in both codes", "\x7f", "\b", "\x7f"},
		{"escape", "\x1bq", "\x1b", "\x1b"},
		{"escape, and at once a key", "\x1bq", "\x1bq", "\x1b"},
		{"a paste is no key", "1234 ", "\x1b[200~1234\x1b[201~2", "2"},
		{"nor is one of many lines", "1234 ", "\x1b[200~1\r\n\x1b[3~\x03 \x1b[201~2", "2"},
		{"capitals", "uq", "U", "u"},
		{"capitals that mean something else", "uU", "U", "U"},
		{"full width, from a Chinese input method", "13?", "？", "?"},
		{"a full-width blank", " 1", "\u3000", " "},
		{"ctrl-d leaves", "1", "\x04", "quit"},
		{"ctrl-c interrupts", "1", "\x03", "interrupted"},
		{"the other hand", "1234 q", "k", "3"},
		{"the other hand, with a Chinese input method", "1234 q", "Ｊ", "2"},
		{"the other hand where a letter means something itself", "12j", "j", "j"},
		{"the other hand where no digits are asked for", "uq", "hq", "q"},
		{"alt and a letter is no letter", "bf1", "\x1bb\x1bf1", "1"},
		{"bytes that are no text", "1", "\xff\xfe1", "1"},
		{"the function keys of the Linux console", "A1", "\x1b[[A1", "1"},
	} {
		t.Run(test.name, func(t *testing.T) {
			screen, tm := open(t, 80, 24)
			screen.Type(test.typed)
			if got := result(tm.Key(question, test.keys)); got != test.want {
				t.Errorf("typed %q, got %q, want %q", test.typed, got, test.want)
			}
		})
	}
}

// Keys typed before an answer is on the screen grade nothing. They may reveal it, and Ctrl-C among them interrupts.
func TestAnswerDropsWhatWasTypedBefore(t *testing.T) {
	screen, tm := open(t, 80, 24)
	screen.Type(" 333") // repeated keys, read together with the one that revealed the answer
	if got := result(tm.Key(question, " q")); got != " " {
		t.Fatalf("got %q", got)
	}
	got := later(func() (rune, error) { return tm.Key(answer, "13 uq") })
	screen.Wait("SYN-ACK")
	screen.Type("1")
	if got := <-got; got != "1" {
		t.Errorf("a key typed before the answer was shown graded it: %q", got)
	}
	screen.Type(" \x03")
	if got := result(tm.Key(question, " q")); got != " " {
		t.Fatalf("got %q", got)
	}
	if got := result(tm.Key(answer, "13 uq")); got != "interrupted" {
		t.Errorf("ctrl-c was dropped: %q", got)
	}
}

// A key that is held down reveals the answer, but grades nothing while it is held, whatever question it ended.
func TestHeldKey(t *testing.T) {
	for _, test := range []struct {
		name, key string
		ask       func(*term.Term) (any, error)
	}{
		{"Space", " ", func(tm *term.Term) (any, error) { return tm.Key(question, " q") }},
		{"Enter in a line", "\r", func(tm *term.Term) (any, error) { return tm.Line(typed) }},
		{"a digit that picks", "3", func(tm *term.Term) (any, error) { return tm.Key(question, " 123q") }},
		{"the other hand's", "k", func(tm *term.Term) (any, error) { return tm.Key(question, " 123q") }},
	} {
		t.Run(test.name, func(t *testing.T) {
			for _, held := range []bool{true, false} {
				screen, tm := open(t, 80, 24)
				if held {
					tm.Unhurried()
				}
				got := later(func() (any, error) {
					if _, err := test.ask(tm); err != nil {
						return nil, err
					}
					return tm.Key(answer, "123 \ruq")
				})
				screen.Type(test.key)
				screen.Wait("SYN-ACK")
				want := map[string]string{"k": "3"}[test.key]
				if want == "" {
					want = test.key
				}
				if held {
					for range 10 {
						screen.Type(test.key)
					}
					want = "u"
				}
				if key := insist(screen, want, got); key != want {
					t.Errorf("held: %v, it graded %q", held, key)
				}
			}
		})
	}
}

// insist sends a key, and again each second, until a question was answered: on a busy machine the first may come so late, or
// be read so late, that it is taken for a repeat or for a letter of a word.
func insist(screen *ptytest.Screen, key string, got <-chan string) string {
	for {
		screen.Type(key)
		select {
		case answer := <-got:
			return answer
		case <-time.After(time.Second):
		}
	}
}

// A key other than the held one is meant, however soon it comes. A doubled grade does not answer the next choice.
func TestHeldKeyLetsOthersThrough(t *testing.T) {
	screen, tm := open(t, 80, 24)
	tm.Unhurried()
	got := later(func() (rune, error) {
		tm.Key(question, " q")
		return tm.Key(answer, "13 uq")
	})
	screen.Type(" ")
	screen.Wait("SYN-ACK")
	screen.Type("  3")
	if key := <-got; key != "3" {
		t.Errorf("got %q", key)
	}
	choice := question
	choice.Items = []draw.Item{{Text: "SYN"}, {Text: "ACK"}, {Text: "FIN"}}
	got = later(func() (rune, error) { return tm.Key(choice, " 123q") })
	screen.Type("332")
	if key := <-got; key != "2" {
		t.Errorf("a doubled 3 picked %q", key)
	}
}

// Half of a paste is dropped, and the other half is not taken for keys.
func TestAnswerDropsAPasteThatIsStillComing(t *testing.T) {
	screen, tm := open(t, 80, 24)
	tm.Unhurried()
	screen.Type(" \x1b[200~33")
	if got := result(tm.Key(question, " q")); got != " " {
		t.Fatalf("got %q", got)
	}
	got := later(func() (rune, error) { return tm.Key(answer, "13 uq") })
	screen.Type("33\x1b[201~")
	screen.Wait("SYN-ACK")
	screen.Type("1")
	if got := <-got; got != "1" {
		t.Errorf("a paste graded: %q", got)
	}
}

// Keys typed ahead reach a question that shows no answer.
func TestQuestionKeepsWhatWasTypedBefore(t *testing.T) {
	screen, tm := open(t, 80, 24)
	screen.Type(" 三次\r ")
	var got []string
	got = append(got, result(tm.Key(question, " q")), result(tm.Line(typed)), result(tm.Key(question, " q")))
	if want := " |三次| "; strings.Join(got, "|") != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// A word typed for a line that never comes does nothing, neither the part typed before the question is on the screen
// nor the rest.
func TestAWordIsNoKeys(t *testing.T) {
	screen, tm := open(t, 80, 24)
	screen.Type("ok\rsub")
	if got := result(tm.Line(typed)); got != "ok" {
		t.Fatalf("got %q", got)
	}
	key := later(func() (rune, error) { return tm.Key(question, " sbfeu?q") })
	screen.Wait("三次握手?")
	screen.Settle()
	screen.Type("refuse")
	screen.Wait("r is no key here; ? lists them")
	screen.Insist("4", "Space shows the answer first")
	screen.Type(" ")
	if got := <-key; got != " " {
		t.Errorf("a word did %q", got)
	}
}

// A choice is graded Good at most, and a key that would give more says so.
func TestAChoiceIsGoodAtMost(t *testing.T) {
	screen, tm := open(t, 80, 24)
	chosen := answer
	chosen.Items = []draw.Item{{Text: "SYN"}, {Text: "ACK"}}
	key := later(func() (rune, error) { return tm.Key(chosen, "123 u?q") })
	screen.Wait("Again")
	screen.Type("4")
	screen.Wait("A choice is Good at most")
	screen.Type("3")
	if got := <-key; got != "3" {
		t.Errorf("got %q", got)
	}
}

// A sentence typed at a card that takes no line does nothing either, even if its first letter is a key and it contains
// spaces. A letter alone is a key, and so is one pressed twice.
func TestASentenceIsNoKeys(t *testing.T) {
	for _, typed := range []string{"back to previous revisions", "set", "opens a port", "use 3"} {
		screen, tm := open(t, 80, 24)
		key := later(func() (rune, error) { return tm.Key(question, " sbfeu?q") })
		screen.Wait("三次握手?")
		screen.Type(typed)
		if got := insist(screen, "u", key); got != "u" {
			t.Errorf("%q did %q", typed, got)
		}
	}
	screen, tm := open(t, 80, 24)
	key := later(func() (rune, error) { return tm.Key(question, " sbfeu?q") })
	screen.Type("uu")
	if got := <-key; got != "u" {
		t.Errorf("a key pressed twice gives %q", got)
	}
}

// Space on an empty line is Enter. Within a text, or typed before the line is on the screen, it is not.
func TestSpaceOnAnEmptyLine(t *testing.T) {
	screen, tm := open(t, 80, 24)
	screen.TypeAhead(" ")
	line := later(func() (string, error) { return tm.Line(typed) })
	screen.Wait(">")
	screen.Type("a b\r")
	if got := <-line; got != "a b" {
		t.Errorf("got %q", got)
	}
	second := typed
	second.Front = "second"
	line = later(func() (string, error) { return tm.Line(second) })
	screen.Wait("second")
	screen.Type(" ")
	if got := <-line; got != "" {
		t.Errorf("got %q", got)
	}
}

// What is typed while another program has the terminal is not for us.
func TestReleaseDropsWhatWasTyped(t *testing.T) {
	screen, tm := open(t, 80, 24)
	if err := tm.Release(func() error { screen.TypeAhead("sub\r"); return nil }); err != nil {
		t.Fatal(err)
	}
	key := later(func() (rune, error) { return tm.Key(question, " sbfeu?q") })
	screen.Wait("三次握手?")
	screen.Type(" ")
	if got := <-key; got != " " {
		t.Errorf("got %q", got)
	}
}

// A network may split a sequence in two. A lone Esc does not wait for more.
func TestSequenceInPieces(t *testing.T) {
	screen, tm := open(t, 80, 24)
	tm.Unhurried()
	got := later(func() (string, error) { return tm.Line(typed) })
	screen.Wait(">")
	for _, piece := range []string{"ab", "\x1b", "[", "D", "x\x1b[1", ";5D", "y", "\xe4\xb8", "\x89", "\r"} {
		screen.Type(piece)
		time.Sleep(5 * time.Millisecond) // or the pieces might be read as one
	}
	if got := <-got; got != "y三axb" {
		t.Errorf("got %q", got)
	}
	screen, tm = open(t, 80, 24)
	for _, keys := range []string{"\x1b", "ab\x1b"} {
		screen.Type(keys)
		if got := result(tm.Line(typed)); got != "escape" {
			t.Errorf("typed %q, got %q", keys, got)
		}
	}
}

// A paste whose end never comes is accepted as it is.
func TestPasteWithoutEnd(t *testing.T) {
	screen, tm := open(t, 80, 24)
	got := later(func() (string, error) { return tm.Line(typed) })
	screen.Wait(">")
	screen.Type("\x1b[200~lost")
	screen.Wait("> lost")
	screen.Type("\r")
	if got := <-got; got != "lost" {
		t.Errorf("got %q", got)
	}
}
