package text

import "strings"

// Set is a set of words or terms, in lower case.
type Set map[string]bool

// SetOf makes a set of lists whose words are separated by bars.
func SetOf(lists ...string) Set {
	set := Set{}
	for _, list := range lists {
		for _, w := range strings.Split(list, "|") {
			set[w] = true
		}
	}
	return set
}

// Has reports whether all of s is in the set, whatever its case: "todo" must not take "Todo app".
func (set Set) Has(s string) bool {
	var buf [40]byte
	if len(s) > len(buf) {
		return false
	}
	for i := range len(s) {
		c := s[i]
		if IsUpper(c) {
			c += 'a' - 'A'
		}
		buf[i] = c
	}
	return set[string(buf[:len(s)])] // without a copy
}
