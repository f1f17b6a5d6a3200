package deck

import (
	"strings"
	"unicode/utf8"
)

// sign is a punctuation mark that can divide a bullet: one that stands outside brackets, quotes, code,
// links, URLs and maths. The blanks around it belong to it.
type sign struct {
	kind    signSet
	at, end int
}

// signSet is a set of kinds of sign.
type signSet uint32

const (
	colonWide signSet = 1 << iota // ：
	colonThin                     // ": ", or ":" beside Han
	dash                          // " - ", " – ", " — "
	dashWide                      // ——
	dashTight                     // — between words
	comma                         // ， or ", "
	semi                          // ； or "; "
	dun                           // 、
	slash                         // /
	arrow                         // → -> =>
	less                          // < ≤
	greater                       // > ≥
	stop                          // the end of a sentence that is not the end of the text
	quest                         // ？ or "?"
	equals                        // " = "
)

const (
	separators = colonWide | colonThin | dash | dashWide | equals
	clauseEnds = comma | semi
)

// wide reads the rune at i that is no ASCII.
func (l *inline) wide(i int) int {
	r, n := utf8.DecodeRuneInString(l.src[i:])
	switch r {
	case '：':
		l.add(colonWide, i, i+n)
	case '，', '﹐':
		if !l.between(i, i+n, isDigit) {
			l.add(comma, i, i+n)
		}
	case '；':
		l.add(semi, i, i+n)
	case '、':
		l.add(dun, i, i+n)
	case '。', '！', '‼':
		l.addStop(i, i+n)
	case '？':
		l.add(quest, i, i+n)
	case '→', '⇒', '➜', '➔', '⟶', '⟹', '➡':
		if strings.HasPrefix(l.src[i+n:], "\ufe0f") {
			n += len("\ufe0f")
		}
		l.add(arrow, i, i+n)
	case '＜', '≤', '≪', '≺':
		l.add(less, i, i+n)
	case '＞', '≥', '≫', '≻':
		l.add(greater, i, i+n)
	case '—', '–':
		return l.dash(i, r, n)
	case '（', '【', '《', '「', '『', '〔', '“', '‘':
		l.push(i, wideBracket(r))
	case '）', '】', '》', '」', '』', '〕', '”', '’':
		return l.pop(i, wideBracket(r), n)
	default:
		if isHan(r) {
			l.han = true
		}
	}
	return i + n
}

// wideBracket is one byte for both sides of a bracket; round ones mix with ASCII, as people type them.
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

func (l *inline) dash(i int, r rune, n int) int {
	end := i + n
	for strings.HasPrefix(l.src[end:], l.src[i:i+n]) {
		end += n
	}
	switch {
	case end > i+n:
		l.add(dashWide, i, end)
	case l.blankBefore(i) && l.blankAfter(end):
		if !l.betweenDigits(i, end) {
			l.add(dash, i, end)
		}
	case r == '—' && i > 0 && end < len(l.src):
		l.add(dashTight, i, end)
	}
	return end
}

// punct reads ASCII punctuation.
func (l *inline) punct(i int, c byte) int {
	src, next := l.src, byte(' ')
	if i+1 < len(src) {
		next = src[i+1]
	}
	switch c {
	case ':':
		if next == ':' { // a::b divides nothing, however many
			for i < len(src) && src[i] == ':' {
				i++
			}
			return i
		}
		if next == '/' && strings.HasPrefix(src[i+1:], "//") {
			return i + 3
		}
		if l.blankAfter(i+1) || strings.HasPrefix(src[i+1:], "**") || !l.between(i, i+1, isDigit) && (l.hanBefore(i) || l.hanAfter(i+1)) {
			l.add(colonThin, i, i+1)
		}
	case ',':
		if l.blankAfter(i+1) || l.hanBefore(i) || l.hanAfter(i+1) {
			if !l.between(i, i+1, isDigit) {
				l.add(comma, i, i+1)
			}
		}
	case ';':
		if l.blankAfter(i+1) || l.hanBefore(i) || l.hanAfter(i+1) {
			l.add(semi, i, i+1)
		}
	case '?':
		if l.blankAfter(i+1) || l.hanAfter(i+1) || next == '*' {
			l.add(quest, i, i+1)
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
		l.add(slash, i, i+1)
	case '-', '=':
		end := i + 1
		for end < len(src) && src[end] == c {
			end++
		}
		edge := l.blankBefore(i) || l.hanBefore(i)
		switch {
		case end < len(src) && src[end] == '>' && edge && (l.blankAfter(end+1) || l.hanAfter(end+1)):
			l.add(arrow, i, end+1)
			return end + 1
		case c == '-' && l.blankBefore(i) && l.blankAfter(end) && i > 0 && !l.betweenDigits(i, end):
			l.add(dash, i, end)
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
			kind := less
			if c == '>' {
				kind = greater
			}
			l.add(kind, i, end)
		}
		return end
	}
	return i + 1
}

// add records a sign together with the blanks around it.
func (l *inline) add(kind signSet, at, end int) {
	for at > 0 && l.src[at-1] == ' ' {
		at--
	}
	for end < len(l.src) && l.src[end] == ' ' {
		end++
	}
	l.signs = append(l.signs, sign{kind, at, end})
}

// addStop records the end of a sentence, unless the text ends there too.
func (l *inline) addStop(at, end int) {
	if end < len(l.src) && hasWord(l.src[end:min(end+32, len(l.src))]) {
		l.add(stop, at, end)
	}
}

// endsSentence tells a full stop from the point of an abbreviation: a capital, a figure or Han follows,
// and what stands before is no single letter and no known short form.
func (l *inline) endsSentence(i int) bool {
	rest := strings.TrimLeft(l.src[i+1:], " *_[(`\"“")
	if rest == "" {
		return false
	}
	if r, _ := utf8.DecodeRuneInString(rest); r < utf8.RuneSelf && !isUpper(byte(r)) && !isDigit(byte(r)) {
		return false
	}
	at := i
	for at > 0 && (isAlnum(l.src[at-1]) || l.src[at-1] == '.') {
		at--
	}
	switch word := strings.ToLower(l.src[at:i]); word {
	case "e.g", "i.e", "vs", "dr", "mr", "mrs", "ms", "no", "fig", "cf", "approx", "st", "eg", "ie":
		return false
	default:
		return len(word) != 1 || isDigit(word[0])
	}
}

func (l *inline) blankBefore(i int) bool { return i == 0 || l.src[i-1] == ' ' }

func (l *inline) blankAfter(i int) bool { return i >= len(l.src) || l.src[i] == ' ' }

// hanBefore tells whether Han, or a wide closing bracket, stands right before i.
func (l *inline) hanBefore(i int) bool {
	r, _ := utf8.DecodeLastRuneInString(l.src[:i])
	return isHan(r) || r == '）' || r == '》' || r == '”'
}

func (l *inline) hanAfter(i int) bool {
	r, _ := utf8.DecodeRuneInString(l.src[i:])
	return isHan(r) || r == '（' || r == '《' || r == '“'
}

func (l *inline) between(at, end int, is func(byte) bool) bool {
	return at > 0 && end < len(l.src) && is(l.src[at-1]) && is(l.src[end])
}

// betweenDigits tells whether figures stand on both sides, blanks aside: a sum, a range, a score.
func (l *inline) betweenDigits(at, end int) bool {
	for at > 0 && l.src[at-1] == ' ' {
		at--
	}
	for end < len(l.src) && l.src[end] == ' ' {
		end++
	}
	return l.between(at, end, isDigit)
}
