package inline

import (
	"strings"
	"unicode/utf8"

	"recall/deck/text"
)

// sign is a punctuation mark that can divide a bullet: one outside brackets, quotes, code, links, URLs and maths. It
// includes the blanks around it.
type sign struct {
	Kind    SignSet
	At, End int
}

// SignSet is a set of kinds of sign.
type SignSet uint32

// The kinds of sign.
const (
	ColonWide SignSet = 1 << iota // ：
	ColonThin                     // ": ", or ":" beside Han
	Dash                          // " - ", " – ", " — "
	dashWide                      // ——
	dashTight                     // — between words
	Comma                         // ， or ", "
	Semi                          // ； or "; "
	Dun                           // 、
	Slash                         // /
	Arrow                         // → -> =>
	Less                          // < ≤
	Greater                       // > ≥
	Stop                          // the end of a sentence; the text goes on
	Quest                         // ？ or "?"
	equals                        // " = "
)

// separators stand between a term and its rest.
const separators = ColonWide | ColonThin | Dash | dashWide | equals

// ClauseEnds stand between clauses.
const ClauseEnds = Comma | Semi

// wide reads the rune at i, which is not ASCII.
func (l *Scanner) wide(i int) int {
	r, n := utf8.DecodeRuneInString(l.Source[i:])
	switch r {
	case '：':
		l.add(ColonWide, i, i+n)
	case '，', '﹐':
		if !l.between(i, i+n, text.IsDigit) {
			l.add(Comma, i, i+n)
		}
	case '；':
		l.add(Semi, i, i+n)
	case '、':
		l.add(Dun, i, i+n)
	case '。', '！', '‼':
		l.addStop(i, i+n)
	case '？':
		l.add(Quest, i, i+n)
	case '→', '⇒', '➜', '➔', '⟶', '⟹', '➡':
		if strings.HasPrefix(l.Source[i+n:], "\ufe0f") {
			n += len("\ufe0f")
		}
		l.add(Arrow, i, i+n)
	case '＜', '≤', '≪', '≺':
		l.add(Less, i, i+n)
	case '＞', '≥', '≫', '≻':
		l.add(Greater, i, i+n)
	case '—', '–':
		return l.dash(i, r, n)
	case '（', '【', '《', '「', '『', '〔', '“', '‘':
		l.push(i, wideBracket(r))
	case '）', '】', '》', '」', '』', '〕', '”', '’':
		return l.pop(i, wideBracket(r), n)
	default:
		if text.IsHan(r) {
			l.Han = true
		}
	}
	return i + n
}

// wideBracket returns one byte for both sides of a kind of bracket. Round ones count as ASCII, as people mix the two.
func wideBracket(r rune) byte {
	switch r {
	case '（':
		return '('
	case '）':
		return ')'
	case '【', '】':
		return 1
	case '《', '》':
		return 2
	case '「', '」', '『', '』':
		return 3
	case '〔', '〕':
		return 4
	case '“', '”':
		return 5
	}
	return 6
}

// dash reads a run of dashes that starts at i with r, n bytes long.
func (l *Scanner) dash(i int, r rune, n int) int {
	end := i + n
	for strings.HasPrefix(l.Source[end:], l.Source[i:i+n]) {
		end += n
	}
	switch {
	case end > i+n:
		l.add(dashWide, i, end)
	case l.blankBefore(i) && l.blankAfter(end):
		if !l.betweenDigits(i, end) {
			l.add(Dash, i, end)
		}
	case r == '—' && i > 0 && end < len(l.Source):
		l.add(dashTight, i, end)
	}
	return end
}

// punct reads ASCII punctuation.
func (l *Scanner) punct(i int, c byte) int {
	src, next := l.Source, byte(' ')
	if i+1 < len(src) {
		next = src[i+1]
	}
	switch c {
	case ':':
		if next == ':' { // a::b divides nothing, nor do more colons
			for i < len(src) && src[i] == ':' {
				i++
			}
			return i
		}
		if next == '/' && strings.HasPrefix(src[i+1:], "//") {
			return i + 3
		}
		if l.isRatio(i) {
			break
		}
		if l.blankAfter(i+1) || strings.HasPrefix(src[i+1:], "**") ||
			!l.between(i, i+1, text.IsDigit) && (l.hanBefore(i) || l.hanAfter(i+1)) {
			l.add(ColonThin, i, i+1)
		}
	case ',':
		if l.blankAfter(i+1) || l.hanBefore(i) || l.hanAfter(i+1) {
			if !l.between(i, i+1, text.IsDigit) {
				l.add(Comma, i, i+1)
			}
		}
	case ';':
		if l.blankAfter(i+1) || l.hanBefore(i) || l.hanAfter(i+1) {
			l.add(Semi, i, i+1)
		}
	case '?':
		if l.blankAfter(i+1) || l.hanAfter(i+1) || next == '*' {
			l.add(Quest, i, i+1)
		}
	case '!':
		if next == ' ' {
			l.addStop(i, i+1)
		}
	case '.':
		if next == ' ' && l.endsSentence(i) {
			l.addStop(i, i+1)
		}
	case '/':
		l.add(Slash, i, i+1)
	case '-', '=':
		end := i + 1
		for end < len(src) && src[end] == c {
			end++
		}
		edge := l.blankBefore(i) || l.hanBefore(i)
		switch {
		case end < len(src) && src[end] == '>' && edge && (l.blankAfter(end+1) || l.hanAfter(end+1)):
			l.add(Arrow, i, end+1)
			return end + 1
		case c == '-' && l.blankBefore(i) && l.blankAfter(end) && i > 0 && !l.betweenDigits(i, end):
			l.add(Dash, i, end)
		case c == '=' && end == i+1 && l.blankBefore(i) && l.blankAfter(end) && i > 0:
			l.add(equals, i, end)
		}
		return end
	case '<', '>':
		end := i + 1
		if next == '=' {
			end++
		}
		if l.blankBefore(i) && l.blankAfter(end) && i > 0 || l.hanBefore(i) && l.hanAfter(end) {
			kind := Less
			if c == '>' {
				kind = Greater
			}
			l.add(kind, i, end)
		}
		return end
	}
	return i + 1
}

// add records a sign with the blanks around it.
func (l *Scanner) add(kind SignSet, at, end int) {
	for at > 0 && l.Source[at-1] == ' ' {
		at--
	}
	for end < len(l.Source) && l.Source[end] == ' ' {
		end++
	}
	l.Signs = append(l.Signs, sign{kind, at, end})
}

// addStop records the end of a sentence if more text follows.
func (l *Scanner) addStop(at, end int) {
	if end < len(l.Source) && text.HasWord(l.Source[end:min(end+32, len(l.Source))]) {
		l.add(Stop, at, end)
	}
}

// endsSentence reports whether the point at i is a full stop and not that of an abbreviation: a capital, a digit or Han
// follows, and what stands before it is neither a single letter nor an abbreviation.
func (l *Scanner) endsSentence(i int) bool {
	rest := strings.TrimLeft(l.Source[i+1:], " *_[(`\"“")
	if rest == "" {
		return false
	}
	if r, _ := utf8.DecodeRuneInString(rest); r < utf8.RuneSelf && !text.IsUpper(byte(r)) && !text.IsDigit(byte(r)) {
		return false
	}
	at := i
	for at > 0 && (text.IsAlnum(l.Source[at-1]) || l.Source[at-1] == '.') {
		at--
	}
	word := l.Source[at:i]
	if areInitials(word) {
		first := text.FirstWord(rest)
		return l.words().Has(text.ClassArticles, first) || l.words().Has(text.ClassPronouns, first)
	}
	return (len(word) != 1 || text.IsDigit(word[0])) && !l.words().Has(text.ClassAbbreviationsTitle, word)
}

// areInitials reports whether a word is the start of a name, or a name in letters: A.B, U.S.
func areInitials(word string) bool {
	if len(word) < 3 || len(word)%2 == 0 {
		return false
	}
	for i := range len(word) {
		if i%2 == 0 && !text.IsUpper(word[i]) || i%2 == 1 && word[i] != '.' {
			return false
		}
	}
	return true
}

func (l *Scanner) blankBefore(i int) bool { return i == 0 || l.Source[i-1] == ' ' }

func (l *Scanner) blankAfter(i int) bool { return i >= len(l.Source) || l.Source[i] == ' ' }

// hanBefore reports whether Han or a wide closing bracket stands right before i.
func (l *Scanner) hanBefore(i int) bool {
	r, _ := utf8.DecodeLastRuneInString(l.Source[:i])
	return text.IsHan(r) || r == '）' || r == '》' || r == '”'
}

// hanAfter reports whether Han or a wide opening bracket stands at i.
func (l *Scanner) hanAfter(i int) bool {
	r, _ := utf8.DecodeRuneInString(l.Source[i:])
	return text.IsHan(r) || r == '（' || r == '《' || r == '“'
}

// between reports whether is holds for the bytes on both sides.
func (l *Scanner) between(at, end int, is func(byte) bool) bool {
	return at > 0 && end < len(l.Source) && is(l.Source[at-1]) && is(l.Source[end])
}

// isRatio reports whether the colon at i, with blanks around it, stands between two amounts: 4 : 1, 16 N : 4 P.
func (l *Scanner) isRatio(i int) bool {
	if !l.blankBefore(i) || !l.blankAfter(i+1) {
		return false
	}
	before := strings.Fields(l.Source[max(0, i-16):i])
	after := strings.TrimLeft(l.Source[i+1:], " ")
	if after == "" || !text.IsDigit(after[0]) || len(before) == 0 {
		return false
	}
	last := before[len(before)-1]
	if strings.Trim(last, "0123456789.,") == "" {
		return true
	}
	return len(before) > 1 && len(last) <= 2 && strings.Trim(before[len(before)-2], "0123456789.,") == ""
}

// betweenDigits reports whether digits stand on both sides, with or without blanks: a sum, a range, a score.
func (l *Scanner) betweenDigits(at, end int) bool {
	for at > 0 && l.Source[at-1] == ' ' {
		at--
	}
	for end < len(l.Source) && l.Source[end] == ' ' {
		end++
	}
	return l.between(at, end, text.IsDigit)
}
