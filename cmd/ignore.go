package cmd

import (
	"regexp"
	"strings"
)

// Patterns of .gitignore files, as gitignore(5) describes them. They are few lines and wholly specified, and libraries
// for them bring a whole git along or are left alone by their authors; ignore_test.go compares with git itself.

// ignoring is the patterns that hold in a folder, weakest first: those of the folders around it come before its
// own. It is never changed in place, as folders side by side share the start of it.
type ignoring []ignorePattern

type ignorePattern struct {
	dir    string // that the pattern is relative to, with slashes, no slash at its end
	file   string // that it stands in: .gitignore
	re     *regexp.Regexp
	name   bool // it is about the name of a file or folder, at any depth; else about the path in dir
	folder bool // it is about folders alone
	keep   bool // it starts with !: what it names is kept, whatever a weaker one says
}

// with returns the patterns together with those of a file of a folder.
func (in ignoring) with(dir, file string, text []byte) ignoring {
	in = in[:len(in):len(in)]
	for line := range strings.Lines(strings.TrimPrefix(string(text), "\ufeff")) {
		if p, ok := readPattern(strings.TrimRight(line, "\r\n")); ok {
			p.dir, p.file = strings.TrimSuffix(dir, "/"), file
			in = append(in, p)
		}
	}
	return in
}

// of returns the name of the file that leaves a path out, or "". The folders around the path have been asked
// before: below a folder that is left out, nothing can be kept.
func (in ignoring) of(path string, isDir bool) (file string) {
	for i := len(in) - 1; i >= 0; i-- {
		p := &in[i]
		rest, inside := strings.CutPrefix(path, p.dir+"/")
		if !inside || p.folder && !isDir {
			continue
		}
		if p.name {
			rest = rest[strings.LastIndexByte(rest, '/')+1:]
		}
		switch {
		case !p.re.MatchString(rest):
		case p.keep:
			return ""
		default:
			return p.file
		}
	}
	return ""
}

// readPattern reads a line of a .gitignore file. ok is false where it names nothing.
func readPattern(l string) (p ignorePattern, ok bool) {
	for strings.HasSuffix(l, " ") && !strings.HasSuffix(l, `\ `) {
		l = l[:len(l)-1]
	}
	if l == "" || l[0] == '#' {
		return p, false
	}
	l, p.keep = strings.CutPrefix(l, "!")
	l, p.folder = strings.CutSuffix(l, "/")
	p.name = !strings.Contains(l, "/")
	if l = strings.TrimPrefix(l, "/"); l == "" {
		return p, false
	}
	var err error
	p.re, err = regexp.Compile(globRegexp(l))
	return p, err == nil // git, too, finds nothing by a pattern that can't be read
}

// globRegexp translates a pattern. Regexp matches in time linear to the path, whatever the pattern.
func globRegexp(glob string) string {
	var b strings.Builder
	b.WriteString(`(?s)\A`)
	for i := 0; i < len(glob); i++ {
		rest, start := glob[i:], i == 0 || glob[i-1] == '/'
		switch c := glob[i]; {
		case start && strings.HasPrefix(rest, "**/"):
			b.WriteString(`(?:.*/)?`)
			i += 2
		case start && rest == "**":
			b.WriteString(`.+`)
			i++
		case c == '*':
			b.WriteString(`[^/]*`)
		case c == '?':
			b.WriteString(`[^/]`)
		case c == '[':
			class, n := globClass(rest)
			b.WriteString(class)
			i += n - 1
		case c == '\\' && i+1 < len(glob):
			i++
			b.WriteString(regexp.QuoteMeta(glob[i : i+1]))
		default:
			n := 1
			for i+n < len(glob) && glob[i+n] >= 0x80 && c >= 0x80 { // the bytes of a rune stay together
				n++
			}
			b.WriteString(regexp.QuoteMeta(glob[i : i+n]))
			i += n - 1
		}
	}
	b.WriteString(`\z`)
	return b.String()
}

// globClass translates the class of characters at the start of s and returns its length. A class that nobody closes
// makes the pattern one that can't be read.
func globClass(s string) (class string, n int) {
	var b strings.Builder
	b.WriteByte('[')
	i := 1
	if i < len(s) && (s[i] == '!' || s[i] == '^') {
		b.WriteString("^/") // a slash is never part of a name
		i++
	}
	for first := i; i < len(s); i++ {
		switch c := s[i]; {
		case c == ']' && i > first:
			b.WriteByte(']')
			return b.String(), i + 1
		case c == '[' && strings.HasPrefix(s[i:], "[:"):
			end := strings.Index(s[i:], ":]")
			if end < 0 {
				return "[", len(s)
			}
			b.WriteString(s[i : i+end+2])
			i += end + 1
		case c == '\\' && i+1 < len(s):
			i++
			b.WriteString(regexp.QuoteMeta(s[i : i+1]))
		case c == '-':
			b.WriteByte('-')
		case c == '[' || c == ']' || c == '^' || c == '&' || c == '~':
			b.WriteString(`\` + string(c))
		default:
			b.WriteByte(c)
		}
	}
	return "[", len(s)
}
