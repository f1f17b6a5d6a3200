package blocks

import (
	"bytes"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/htmlindex" // all encodings that browsers read, by the names that people know
	"golang.org/x/text/encoding/unicode"
)

// Encoding returns the usual name of an encoding of text, such as gb18030 for GBK and windows-1252 for latin1. ok
// is false where no encoding has that name.
func Encoding(name string) (usual string, ok bool) {
	e, err := htmlindex.Get(name)
	if err != nil || e == encoding.Replacement {
		return "", false
	}
	if usual, err = htmlindex.Name(e); err != nil || usual == "x-user-defined" {
		return "", false
	}
	return usual, true
}

// SaysEncoding reports whether bytes need no name of an encoding: they are UTF-8, or begin with the mark of UTF-16.
// Text in UTF-16 without a mark may look like UTF-8, but for the control characters in it.
func SaysEncoding(src []byte) bool {
	if markOf(src) != nil {
		return true
	}
	return utf8.Valid(src) && bytes.IndexFunc(src, isControl) < 0
}

// markOf returns the encoding of which the bytes begin with a byte order mark, if it is not UTF-8; else nil.
func markOf(src []byte) encoding.Encoding {
	switch {
	case bytes.HasPrefix(src, []byte("\xff\xfe")):
		return unicode.UTF16(unicode.LittleEndian, unicode.ExpectBOM)
	case bytes.HasPrefix(src, []byte("\xfe\xff")):
		return unicode.UTF16(unicode.BigEndian, unicode.ExpectBOM)
	}
	return nil
}

// Marked returns bytes that begin with the byte order mark of UTF-16 as UTF-8, and others as they are.
func Marked(src []byte) []byte {
	if e := markOf(src); e != nil {
		return decoded(src, e)
	}
	return src
}

// decoded returns bytes in an encoding as UTF-8. What is not text in it becomes U+FFFD.
func decoded(src []byte, e encoding.Encoding) []byte {
	text, err := e.NewDecoder().Bytes(src)
	if err != nil { // decoders replace what they can't read; an end within a character is all that is left
		text = append(text, "\ufffd"...)
	}
	return text
}

// guessed are the encodings that guess tells apart, with what shows them.
var guessed = []struct {
	name  string
	shows func(src []byte) bool
}{
	{"utf-16le", func(src []byte) bool { return zeros(src, 1) }},
	{"utf-16be", func(src []byte) bool { return zeros(src, 0) }},
	{"shift_jis", func(src []byte) bool { return share(src, 0x81, kana) > 25 }},
	{"windows-1252", isWestern},
	{"gb18030", func(src []byte) bool { return share(src, 0x81, commonHan) > 70 }},
}

// guess returns the encoding that bytes which are not UTF-8 seem to have, or "". It is right only where the bytes
// are text in that encoding throughout.
func guess(src []byte) string {
	for _, g := range guessed {
		if !g.shows(src) {
			continue
		}
		if isText(src, g.name) {
			return g.name
		}
	}
	return ""
}

// MayBe reports whether bytes that are not UTF-8 may be text in an encoding: nothing shows another one, and there
// is nothing in them that text has not.
func MayBe(src []byte, name string) bool {
	if g := guess(src); g != "" {
		return g == name || g == "gb18030" && name == "gbk" // gb18030 has all of gbk
	}
	return isText(src, name)
}

// isText reports whether bytes can be read in an encoding, and give nothing that text has not.
func isText(src []byte, name string) bool {
	e, err := htmlindex.Get(name)
	return err == nil && bytes.IndexFunc(decoded(src, e), func(r rune) bool {
		return r == utf8.RuneError || isControl(r) || r >= 0x80 && r < 0xa0
	}) < 0
}

// isControl reports whether a rune has no place in text.
func isControl(r rune) bool { return r < ' ' && r != '\t' && r != '\n' && r != '\r' && r != '\f' }

// zeros reports whether a third of the bytes at odd or even places are zero, as in Latin text in UTF-16, and hardly
// any others.
func zeros(src []byte, odd int) bool {
	var count [2]int
	for i, c := range src {
		if c == 0 {
			count[i%2]++
		}
	}
	return 6*count[odd] > len(src) && 20*count[1-odd] < count[odd]
}

// share returns how many in a hundred of the characters of two bytes are of a kind, by their bytes.
func share(src []byte, lead byte, is func(a, b byte) bool) int {
	all, some := 0, 0
	for i := 0; i+1 < len(src); i++ {
		if src[i] < lead {
			continue
		}
		if all++; is(src[i], src[i+1]) {
			some++
		}
		i++
	}
	return 100 * some / max(all, 1)
}

// kana reports whether two bytes are a kana in Shift JIS. Japanese has them in every sentence.
func kana(a, b byte) bool {
	return a == 0x82 && b >= 0x9f && b <= 0xf1 || a == 0x83 && b >= 0x40 && b <= 0x96
}

// commonHan reports whether two bytes are one of the 3,755 commonest characters in GB 2312, or one of its signs.
func commonHan(a, b byte) bool {
	return (a >= 0xb0 && a <= 0xd7 || a >= 0xa1 && a <= 0xa3) && b >= 0xa1 && b != 0xff
}

// isWestern reports whether bytes look like a language of Western Europe: letters with accents, quotes and dashes,
// each among ASCII.
func isWestern(src []byte) bool {
	high, alone, letters := 0, 0, 0
	for i, c := range src {
		if c < 0x80 {
			continue
		}
		high++
		if (i == 0 || src[i-1] < 0x80) && (i+1 == len(src) || src[i+1] < 0x80) {
			alone++
		}
		if c >= 0xc0 && c != 0xd7 && c != 0xf7 || bytes.IndexByte([]byte("\x80\x85\x8c\x91\x92\x93\x94\x96\x97\x9c\xa0\xa3\xa7\xab\xb0\xb5\xbb\xbf"), c) >= 0 {
			letters++
		}
	}
	return high > 0 && 4*high < len(src) && 10*alone >= 7*high && 10*letters >= 9*high
}
