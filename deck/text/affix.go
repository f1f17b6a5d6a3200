package text

import "strings"

// ContainsAny reports whether s holds one of the words.
func ContainsAny(s string, words []string) bool {
	for _, w := range words {
		if strings.Contains(s, w) {
			return true
		}
	}
	return false
}

// HasAnyPrefix reports whether s starts with one of the prefixes.
func HasAnyPrefix(s string, prefixes ...string) bool {
	for _, p := range prefixes {
		if strings.HasPrefix(s, p) {
			return true
		}
	}
	return false
}

// HasAnySuffix reports whether s ends in one of list.
func HasAnySuffix(s string, list ...string) bool {
	for _, w := range list {
		if strings.HasSuffix(s, w) {
			return true
		}
	}
	return false
}

// CutPrefixFold returns s without a prefix, whatever its case. A prefix that is all of s stays.
func CutPrefixFold(s, prefix string) string {
	if len(s) > len(prefix) && strings.EqualFold(s[:len(prefix)], prefix) {
		return s[len(prefix):]
	}
	return s
}

// InPlural reports whether a name is in the plural, as far as its last word shows: kidneys, mitochondria.
func InPlural(name string) bool {
	s := strings.TrimRight(name, "*_` ")
	return HasAnySuffix(s, "s", "ia") && !HasAnySuffix(s, "ss", "us", "is")
}
