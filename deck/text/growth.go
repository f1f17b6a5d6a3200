package text

import "strings"

// FindGrowth finds an O(…), Θ(…) or Ω(…), in backquotes or not. Without one, at is -1.
func FindGrowth(s string) (at, end int) {
	if strings.IndexByte(s, '(') < 0 {
		return -1, -1
	}
	for i := 0; i < len(s); i++ {
		n := 0
		switch {
		case s[i] == 'O':
			n = 1
		case strings.HasPrefix(s[i:], "Θ"), strings.HasPrefix(s[i:], "Ω"):
			n = 2
		default:
			continue
		}
		if i+n >= len(s) || s[i+n] != '(' || i > 0 && IsAlnum(s[i-1]) {
			continue
		}
		depth := 0
		for k := i + n; k < len(s); k++ {
			switch s[k] {
			case '(':
				depth++
			case ')':
				if depth--; depth == 0 {
					if i > 0 && k+1 < len(s) && s[i-1] == s[k+1] && (s[i-1] == '`' || s[i-1] == '$') {
						return i - 1, k + 2
					}
					return i, k + 1
				}
			}
		}
	}
	return -1, -1
}

// IsGrowthTerm reports whether a text is an order of growth without its O, as tables have it: n, n², n log(n), n + k.
func IsGrowthTerm(s string) bool {
	rest := strings.ReplaceAll(s, "log", "")
	return len(s) <= 16 && strings.Contains(rest, "n") && strings.Trim(rest, "nmkrdVE0123456789²³ⁿ^ ()+*") == ""
}
