package blocks

import (
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/encoding/htmlindex"
)

const (
	inChinese  = "# 海\n\n- 龙骨：防止船只横向漂移\n- 舵：使船改变方向，由舵手操纵\n"
	inJapanese = "# 海\n\n- キール: 船が流されるのを防ぐもの\n- 帆: 風を受けて進むための布\n"
	inFrench   = "# Mer\n\n- quille : empêche la dérive du bateau\n- mât : porte les voiles\n"
	inEnglish  = "# Sea\n\n- keel: stops drift\n"
	inRussian  = "# Море\n\n- киль: не даёт судну дрейфовать\n"
)

// encoded returns a text in an encoding.
func encoded(t testing.TB, text, name string) []byte {
	t.Helper()
	e, err := htmlindex.Get(name)
	if err != nil {
		t.Fatal(err)
	}
	src, err := e.NewEncoder().Bytes([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return src
}

func TestDecode(t *testing.T) {
	le, be := encoded(t, inFrench, "utf-16le"), encoded(t, inFrench, "utf-16be")
	for _, c := range []struct {
		name     string
		src      []byte
		encoding string // given
		want     string // "": refused
		guess    string
	}{
		{"UTF-8", []byte(inChinese), "", inChinese, ""},
		{"UTF-8 stays UTF-8, whatever encoding is named", []byte(inFrench), "windows-1252", inFrench, ""},
		{"UTF-16 with its mark", append([]byte("\xff\xfe"), le...), "", inFrench, ""},
		{"the other UTF-16, with its mark", append([]byte("\xfe\xff"), be...), "", inFrench, ""},
		{"the mark counts more than a name", append([]byte("\xfe\xff"), be...), "gb18030", inFrench, ""},
		{"UTF-16 without a mark", le, "", "", "utf-16le"},
		{"UTF-16 without a mark, by name", be, "utf-16be", inFrench, ""},
		{"English in UTF-16", encoded(t, inEnglish, "utf-16le"), "", "", "utf-16le"},
		{"GB 18030", encoded(t, inChinese, "gb18030"), "", "", "gb18030"},
		{"GB 18030 by name", encoded(t, inChinese, "gb18030"), "gb18030", inChinese, ""},
		{"Shift JIS", encoded(t, inJapanese, "shift_jis"), "", "", "shift_jis"},
		{"Shift JIS by name", encoded(t, inJapanese, "shift_jis"), "shift_jis", inJapanese, ""},
		{"Latin 1 by name", encoded(t, inFrench, "windows-1252"), "windows-1252", inFrench, ""},
		{"Cyrillic has no guess", encoded(t, inRussian, "koi8-r"), "", "", ""},
		{"Cyrillic by name", encoded(t, inRussian, "koi8-r"), "koi8-r", inRussian, ""},
	} {
		text, problems, ok := Decode("f.md", c.src, c.encoding)
		if string(text) != c.want || ok != (c.want != "") {
			t.Errorf("%s: %q, %v", c.name, text, problems)
		}
		if !ok && (len(problems) != 1 || problems[0].Guess != c.guess || problems[0].Encoded != "UTF-8") {
			t.Errorf("%s: %+v, want the guess %q", c.name, problems, c.guess)
		}
	}
}

// What a crash leaves of a file is not read as if its bullets had been taken out. One zero is a slip of some tool.
func TestDecodeZeros(t *testing.T) {
	zeros := strings.Repeat("\x00", 512)
	for _, c := range []struct {
		src  string
		line int // 0: it is read
		says string
	}{
		{zeros, 1, "zeros in place of text"},
		{"# Sea\n\n- Keel: stops drift\n- Rud" + zeros, 4, "zeros in place of text"},
		{"# Sea\n\n- Keel: stops\x00 drift\n", 0, ""},
		{"\x89PNG\r\n" + zeros, 1, "is not text"},
	} {
		_, problems, ok := Decode("f.md", []byte(c.src), "")
		switch {
		case ok != (c.line == 0):
			t.Errorf("%.40q: read is %v", c.src, ok)
		case !ok && (len(problems) != 1 || problems[0].Line != c.line || !strings.Contains(problems[0].Msg, c.says)):
			t.Errorf("%.40q: %+v", c.src, problems)
		}
	}
}

// A few lines that can't be read are named, and the others kept.
func TestDecodeNamesLines(t *testing.T) {
	french := encoded(t, inFrench+strings.Repeat("- x: y\n", 20), "windows-1252")
	_, problems, ok := Decode("f.md", french, "")
	if !ok || len(problems) != 2 || problems[0].Line != 3 || problems[0].Guess != "windows-1252" {
		t.Errorf("%+v", problems)
	}
	broken := append(encoded(t, inChinese+strings.Repeat("- x: y\n", 20), "gb18030"), "- \xff\xff: z\n"...)
	text, problems, ok := Decode("f.md", broken, "gb18030")
	if !ok || len(problems) != 1 || problems[0].Line != 25 || problems[0].Encoded != "gb18030" || problems[0].Guess != "" {
		t.Errorf("%q %+v", text, problems)
	}
}

// A file takes the encoding of those beside it only if it looks like it.
func TestMayBe(t *testing.T) {
	for _, c := range []struct {
		src  []byte
		name string
		want bool
	}{
		{encoded(t, inChinese, "gb18030"), "gbk", true},
		{encoded(t, inRussian, "koi8-r"), "koi8-r", true},
		{encoded(t, inChinese, "gb18030"), "windows-1252", false},
		{encoded(t, inFrench, "windows-1252"), "gb18030", false},
		{[]byte("\x7fELF\x02\x01\x00\xff"), "windows-1252", false},
	} {
		if got := MayBe(c.src, c.name); got != c.want {
			t.Errorf("%q as %s: %v", c.src, c.name, got)
		}
	}
}

func TestEncodingNames(t *testing.T) {
	for name, want := range map[string]string{
		"GBK": "gbk", "gb18030": "gb18030", "latin1": "windows-1252", "sjis": "shift_jis", "UTF-16": "utf-16le", "": "", "klingon": "",
		"x-user-defined": "", "iso-2022-kr": "",
	} {
		if got, ok := Encoding(name); got != want || ok != (want != "") {
			t.Errorf("%q: %q, want %q", name, got, want)
		}
	}
}

// Whatever the bytes, what comes out is UTF-8, and a problem is told where something was lost.
func FuzzDecode(f *testing.F) {
	for _, name := range []string{"", "gb18030", "shift_jis", "utf-16le", "utf-16be", "windows-1252", "iso-2022-jp", "big5"} {
		f.Add([]byte(inFrench), name)
		f.Add([]byte("\xff\xfe- \x00a"), name)
		f.Add([]byte("- \x81\x30\xff: a\r\n\x00"), name)
	}
	f.Fuzz(func(t *testing.T, src []byte, encoding string) {
		text, problems, ok := Decode("f.md", src, encoding)
		switch {
		case !ok && len(problems) != 1, ok && !utf8.Valid(text), ok && len(text) > 0 && text[len(text)-1] != '\n':
			t.Errorf("%q %v %v", text, problems, ok)
		case ok && len(problems) == 0 && strings.Contains(string(text), "\ufffd") && !strings.Contains(string(src), "\ufffd") &&
			SaysEncoding(src) && markOf(src) == nil:
			t.Errorf("%q: something was lost in silence", text)
		}
	})
}
