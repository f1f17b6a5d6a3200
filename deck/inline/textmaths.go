package inline

import "strings"

// wrappers are the commands of TeX that only style the words in their braces, with the number of braces before those.
var wrappers = []struct {
	name   string
	before int // a colour
}{
	{`\textcolor`, 1}, {`\colorbox`, 1}, {`\color`, 1}, {`\textbf`, 0}, {`\textit`, 0}, {`\textrm`, 0}, {`\text`, 0},
	{`\mathrm`, 0}, {`\mathbf`, 0}, {`\mbox`, 0}, {`\underline`, 0},
}

// textOfMaths returns the words of maths that is nothing but styled words, as people write to get colours:
// $\text{\textcolor{red}{Valine}}$. ok is false for all other maths.
func textOfMaths(maths string) (words string, ok bool) {
	s := strings.Trim(maths, "$ ")
	for strings.HasPrefix(s, `\`) {
		inner, ok := unwrap(s)
		if !ok {
			return "", false
		}
		s = strings.TrimSpace(inner)
	}
	styled := len(s) < len(strings.Trim(maths, "$ "))
	return s, styled && s != "" && !strings.ContainsAny(s, `\{}^_$=+<>`)
}

// unwrap takes the outermost command off maths that is one command with its braces.
func unwrap(s string) (inner string, ok bool) {
	for _, w := range wrappers {
		rest, found := strings.CutPrefix(s, w.name)
		if !found || !strings.HasPrefix(rest, "{") {
			continue
		}
		for range w.before {
			end := strings.IndexByte(rest, '}')
			if rest = rest[end+1:]; end < 0 || !strings.HasPrefix(rest, "{") {
				return "", false
			}
		}
		if strings.HasSuffix(rest, "}") {
			return rest[1 : len(rest)-1], true
		}
	}
	return "", false
}
