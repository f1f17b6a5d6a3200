package term_test

import (
	"strings"
	"testing"
)

func TestLine(t *testing.T) {
	for _, test := range []struct{ name, keys, want string }{
		{"chinese", "三次握手\r", "三次握手"},
		{"nothing", "\r", ""},
		{"backspace over a wide character", "三次握\x7f\x7f二\r", "三二"},
		{"left, insert", "三手\x1b[D次握\r", "三次握手"},
		{"home, delete, end", "二次握\x1b[H\x1b[3~三\x1b[F手\r", "三次握手"},
		{"home and end in other codes", "b\x1bOHa\x1b[4~c\x1b[7~x\x1bOF!\r", "xabc!"},
		{"ctrl-a, ctrl-k", "abc\x01\x0bxyz\r", "xyz"},
		{"ctrl-b, ctrl-f, ctrl-e", "ab\x02\x02\x06x\x05y\r", "axby"},
		{"ctrl-w", "sliding window\x17x\r", "sliding x"},
		{"ctrl-w stops at punctuation", "a.b、窗口\x17\r", "a.b、"},
		{"ctrl-u", "abc\x15d\r", "d"},
		{"ctrl-d with text does nothing", "ab\x01\x04\r", "ab"},
		{"alt-b, alt-f", "one two three\x1bb\x1bbX\x1bfY\r", "one XtwoY three"},
		{"ctrl-left, ctrl-right", "one two three\x1b[1;5D\x1b[1;5DX\x1b[1;5CY\r", "one XtwoY three"},
		{"alt-d", "one two three\x1b[H\x1bd\r", " two three"},
		{"alt-backspace", "one two three\x1b\x7f\r", "one two "},
		{"a combining mark belongs to its letter", "e\u0301x\x1b[D\x7f\r", "x"},
		{"a family is one", "👨‍👩‍👧\x7fok\r", "ok"},
		{"an emoji that comes in pieces", "👨\u200d👩\x7fok\r", "ok"},
		{"a paste of lines", "\x1b[200~one\ntwo\tthree\x1b[31m\x1b[201~\r", "one two three"},
		{"a paste that ends in a line end does not answer", "\x1b[200~one\n\x1b[201~two\r", "onetwo"},
		{"sequences that mean nothing", "\x1b[24~a\x1b[38;5;1mb\t\x1b[I\r", "ab"},
		{"a line feed ends it too", "x\n", "x"},
		{"ctrl-d on an empty line leaves", "a\x7f\x04", "quit"},
		{"ctrl-c interrupts", "abc\x03", "interrupted"},
		{"escape", "abc\x1b", "escape"},
		{"beyond the ends", "\x7f\x1b[D\x1b[3~\x1b[Ca\x1b[C\x1bf\x1b[C\x1bd\r", "a"},
	} {
		t.Run(test.name, func(t *testing.T) {
			screen, tm := open(t, 40, 10)
			screen.Type(test.keys)
			if got := result(tm.Line(typed)); got != test.want {
				t.Errorf("typed %q, got %q, want %q", test.keys, got, test.want)
			}
		})
	}
}

// A line longer than the window is edited over several rows, with the cursor where the text goes.
func TestLineWraps(t *testing.T) {
	screen, tm := open(t, 21, 12)
	got := later(func() (string, error) { return tm.Line(typed) })
	for _, r := range "传输控制协议提供可靠的面向连接的服务" {
		screen.Type(string(r))
	}
	screen.Wait("> 传输控制协议提供可\n靠的面向连接的服务\n\nEnter")
	at := func(x, y int) {
		t.Helper()
		screen.WaitFor("the cursor", func() bool { cx, cy := screen.Cursor(); return cx == x && cy == y })
	}
	at(18, 5)
	screen.Type("\x01")
	at(2, 4)
	screen.Type("xy")
	screen.Wait("> xy传输控制协议提供\n可靠的面向连接的服务\n")
	at(4, 4)
	screen.Type("\x05")
	at(0, 6) // after the last column comes the start of the next row
	screen.Type("\x1b[D\x1b[D")
	at(16, 5)
	screen.Type("\x7f\x7f\x7f\x7f\x7f\x7f\x7f\x7f")
	at(0, 5)
	screen.Wait("> xy传输控制协议提供\n服务\n")
	screen.Type("\x7f")
	screen.Wait("> xy传输控制协议提服\n务\n")
	screen.Type("\r")
	if got := <-got; got != "xy传输控制协议提服务" {
		t.Errorf("got %q", got)
	}
}

// If an answer is longer than the window, its end with the cursor and the keys stay in view.
func TestLineLongerThanTheWindow(t *testing.T) {
	screen, tm := open(t, 30, 10)
	long := strings.Repeat("0123456789", 40)
	got := later(func() (string, error) { return tm.Line(typed) })
	screen.Wait(">")
	screen.Type(long + "end")
	screen.Wait("end\n\nEnter answer   Esc keys")
	screen.Type("\x01")
	screen.Wait("> 0123456789")
	screen.Type("\r")
	if got := <-got; got != long+"end" {
		t.Errorf("got %q", got)
	}
}
