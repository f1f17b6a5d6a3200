package cmd

import (
	"io"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"recall/data"
	_ "recall/srs/lawtest" // the same histories in every run
)

// unquote reads one field as RFC 4180 has it, to its end.
func unquote(t *rapid.T, field string) string {
	inside, quoted := strings.CutPrefix(field, `"`)
	if !quoted {
		if strings.ContainsAny(field, ",\"\r\n") {
			t.Fatalf("%q stands without quotes", field)
		}
		return field
	}
	inside, closed := strings.CutSuffix(inside, `"`)
	bare := strings.ReplaceAll(inside, `""`, "")
	if !closed || strings.Contains(bare, `"`) {
		t.Fatalf("%q is not closed where it ends", field)
	}
	return strings.ReplaceAll(inside, `""`, `"`)
}

// Any text comes back from its cell as it was, once one ' is taken off, and no cell begins as a formula does; what is
// no UTF-8 is made so.
func TestTextComesBackFromItsCell(t *testing.T) {
	w := newTableWriter(io.Discard, data.TableOf("day"))
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.OneOf(rapid.String(),
			rapid.SampledFrom([]string{"", "=1+1", "'=1", "''", "-1", "+", "@x", "\t=", "\r\n=", " =1", "＝1", "a\"b",
				"a,b", "\"", "x\r\ny ", "\xff", "名，"})).Draw(t, "text")
		cell := unquote(t, string(w.quote(nil, text)))
		if cell != "" && strings.ContainsRune("=+-@\t\r\n＝＋－＠", []rune(cell)[0]) {
			t.Fatalf("%q begins like a formula", cell)
		}
		if !utf8.ValidString(cell) {
			t.Fatalf("%q is no UTF-8", cell)
		}
		if got, want := strings.TrimPrefix(cell, "'"), strings.ToValidUTF8(text, "\ufffd"); got != want {
			t.Fatalf("%q comes back as %q", want, got)
		}
	})
}

func TestDecimal(t *testing.T) {
	for _, test := range []struct {
		n      int64
		places int
		want   string
	}{{0, 1, "0.0"}, {5, 1, "0.5"}, {84, 1, "8.4"}, {250, 2, "2.50"}, {5, 2, "0.05"}, {1000, 3, "1.000"},
		{884, 3, "0.884"}, {-7, 2, "-0.07"}, {-1234, 1, "-123.4"}} {
		if got := string(decimal(nil, test.n, test.places)); got != test.want {
			t.Errorf("%d with %d places is %s, want %s", test.n, test.places, got, test.want)
		}
	}
}
