package cmd

import (
	"strings"
	"unicode/utf8"
)

// nearest returns the word that was probably meant: one that begins with word, or is at most two edits away. It returns
// "" if there is none.
func nearest(word string, among []string) string {
	best, least := "", 3
	for _, w := range among {
		d := distance(strings.ToLower(word), strings.ToLower(w))
		if strings.HasPrefix(strings.ToLower(w), strings.ToLower(word)) {
			d = min(d, 2)
		} else if 2*d > min(utf8.RuneCountInString(word), utf8.RuneCountInString(w)) {
			continue // of more than half of its letters, no typo
		}
		if d < least {
			best, least = w, d
		}
	}
	return best
}

// nearestName is like nearest for names of several words: a name also counts if any of its words is near.
func nearestName(word string, among []string) string {
	if near := nearest(word, among); near != "" {
		return near
	}
	for _, name := range among {
		if nearest(word, strings.Fields(name)) != "" {
			return name
		}
	}
	return ""
}

// distance returns the number of single-rune edits between two words (Levenshtein 1965).
func distance(a, b string) int {
	from, to := []rune(a), []rune(b)
	row := make([]int, len(to)+1)
	for j := range row {
		row[j] = j
	}
	for i, r := range from {
		corner := row[0]
		row[0] = i + 1
		for j, q := range to {
			cost := corner
			if r != q {
				cost++
			}
			corner = row[j+1]
			row[j+1] = min(cost, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(to)]
}
