package deck

import (
	"strings"
	"unicode/utf8"
)

// maxScan bounds the text of one bullet that is looked into. A longer one is no fact but a page.
const maxScan = 4096

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

// span is a run of a bullet that is one thing: its outer bytes at:end, its inner text from:to.
type span struct {
	kind     spanKind
	at, end  int
	from, to int
}

type spanKind uint8

const (
	codeSpan spanKind = iota
	boldSpan
	linkSpan
	imageSpan
	urlSpan
	mathSpan
	bracketSpan
)

// inline is a bullet's Markdown, scanned once. The recognisers look at its signs and spans only.
type inline struct {
	src   string
	signs []sign
	spans []span
	han   bool
	open  []opening // brackets not yet closed
}

type opening struct {
	at    int
	kind  byte
	signs int // how many signs stood before it: those since then are inside
}

// scan reads src anew, keeping the memory of the scan before.
func (l *inline) scan(src string) {
	l.src, l.han = src, false
	l.signs, l.spans, l.open = l.signs[:0], l.spans[:0], l.open[:0]
	boldEnd := -1
	var lost [3]bool // no further ** / ` / $ closes: don't look again
	for i := 0; i < len(src); {
		c := src[i]
		if c >= utf8.RuneSelf {
			i = l.wide(i)
			continue
		}
		if scanPlain[c] {
			i++
			continue
		}
		switch c {
		case '\\':
			i += 2
		case '`':
			i = l.code(i, &lost[1])
		case '*':
			switch {
			case i == boldEnd:
				i, boldEnd = i+2, -1
			case boldEnd < 0 && !lost[0] && strings.HasPrefix(src[i:], "**"):
				end := strings.Index(src[i+2:], "**")
				if end <= 0 {
					lost[0] = end < 0
					i += 2
					break
				}
				boldEnd = i + 2 + end
				l.spans = append(l.spans, span{boldSpan, i, boldEnd + 2, i + 2, boldEnd})
				i += 2
			default:
				i++
			}
		case '$':
			i = l.math(i, &lost[2])
		case '"':
			end := strings.IndexByte(src[i+1:], '"')
			if end < 0 || i > 0 && isAlnum(src[i-1]) {
				i++
				break
			}
			i += end + 2
		case '(', '[', '{':
			l.push(i, c)
			i++
		case ')', ']', '}':
			i = l.pop(i, c, 1)
		case 'h', 'w':
			i = l.url(i)
		case '<':
			i = l.angle(i)
		default:
			i = l.punct(i, c)
		}
	}
}

// scanPlain marks the ASCII bytes that never mean anything here.
var scanPlain = func() (t [128]bool) {
	for c := range t {
		t[c] = isAlnum(byte(c)) || strings.IndexByte(" \t_'#%&@^|~+\n", byte(c)) >= 0
	}
	t['h'], t['w'] = false, false
	return t
}()

func (l *inline) code(i int, lost *bool) int {
	n := 1
	for i+n < len(l.src) && l.src[i+n] == '`' {
		n++
	}
	if *lost && n == 1 {
		return i + n
	}
	end := strings.Index(l.src[i+n:], l.src[i:i+n])
	if end < 0 {
		*lost = n == 1
		return i + n
	}
	from, to := i+n, i+n+end
	l.spans = append(l.spans, span{codeSpan, i, to + n, from, to})
	return to + n
}

func (l *inline) math(i int, lost *bool) int {
	if *lost || i+1 >= len(l.src) || l.src[i+1] == ' ' {
		return i + 1
	}
	from := i + 1
	if l.src[from] == '$' {
		from++
	}
	end := strings.IndexByte(l.src[from:], '$')
	if end < 0 {
		*lost = true
		return i + 1
	}
	to := from + end
	stop := min(to+from-i, len(l.src))
	if end == 0 || l.src[to-1] == ' ' || stop < len(l.src) && isDigit(l.src[stop]) {
		return i + 1 // money: $5 or $10
	}
	l.spans = append(l.spans, span{mathSpan, i, stop, from, to})
	return stop
}

// url steps over an address, so that its colons and slashes divide nothing.
func (l *inline) url(i int) int {
	s := l.src[i:]
	if !(strings.HasPrefix(s, "http://") || strings.HasPrefix(s, "https://") || strings.HasPrefix(s, "www.")) || i > 0 && isAlnum(l.src[i-1]) {
		return i + 1
	}
	end := i
	for end < len(l.src) && l.src[end] > ' ' && l.src[end] < utf8.RuneSelf && strings.IndexByte("<>)]\"`", l.src[end]) < 0 {
		end++
	}
	for end > i && strings.IndexByte(".,;:!?*", l.src[end-1]) >= 0 {
		end--
	}
	l.spans = append(l.spans, span{urlSpan, i, end, i, end})
	return end
}

// angle reads <: an address, a generic's <int> kept as text, or a comparison.
func (l *inline) angle(i int) int {
	src := l.src
	if i+1 < len(src) && (isAlnum(src[i+1]) || src[i+1] == '/' || src[i+1] == '!') {
		if end := strings.IndexByte(src[i:], '>'); end > 0 {
			inner := src[i+1 : i+end]
			switch {
			case strings.Contains(inner, "://") || strings.HasPrefix(inner, "mailto:"):
				l.spans = append(l.spans, span{urlSpan, i, i + end + 1, i + 1, i + end})
				return i + end + 1
			case !hasHan(inner) && strings.IndexByte(inner, ' ') < 0:
				return i + end + 1
			}
		}
	}
	return l.punct(i, '<')
}

func (l *inline) push(at int, kind byte) {
	l.open = append(l.open, opening{at, kind, len(l.signs)})
}

// pop closes the nearest bracket of its kind; what signs stood inside are dropped. A square bracket
// with an address behind it is a link.
func (l *inline) pop(i int, kind byte, n int) int {
	for k := len(l.open) - 1; k >= 0 && k >= len(l.open)-4; k-- {
		o := l.open[k]
		if closing(o.kind) != kind {
			continue
		}
		l.open = l.open[:k]
		l.signs = l.signs[:o.signs]
		_, size := utf8.DecodeRuneInString(l.src[o.at:])
		if kind == ']' {
			return l.link(o.at, i)
		}
		l.spans = append(l.spans, span{bracketSpan, o.at, i + n, o.at + size, i})
		return i + n
	}
	return i + n
}

func closing(open byte) byte {
	switch open {
	case '(':
		return ')'
	case '[':
		return ']'
	case '{':
		return '}'
	}
	return open
}

func (l *inline) link(open, close int) int {
	kind, at, end := linkSpan, open, close+1
	if open > 0 && l.src[open-1] == '!' {
		kind, at = imageSpan, open-1
	}
	if e := addressEnd(l.src, end); e > 0 {
		l.spans = append(l.spans, span{kind, at, e, open + 1, close})
		return e
	}
	l.spans = append(l.spans, span{bracketSpan, open, end, open + 1, close})
	return end
}

// addressEnd is the end of the (address) or [reference] that starts at i, or 0. One pair of brackets
// may stand inside an address.
func addressEnd(src string, i int) int {
	if i >= len(src) {
		return 0
	}
	switch src[i] {
	case '(':
		end := strings.IndexByte(src[i:], ')')
		if end < 0 {
			return 0
		}
		if strings.IndexByte(src[i+1:i+end], '(') >= 0 {
			if more := strings.IndexByte(src[i+end+1:], ')'); more >= 0 {
				end += 1 + more
			}
		}
		return i + end + 1
	case '[':
		if end := strings.IndexByte(src[i:], ']'); end > 0 {
			return i + end + 1
		}
	}
	return 0
}

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
