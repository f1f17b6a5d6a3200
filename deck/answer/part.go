package answer

import (
	"slices"
	"strings"

	"recall/deck/text"
)

// nearly tells an answer in words that says most of the right one, or all of it and a little more, or differs in a plural or in how
// a word is cut short: "raises TypeError" for "a TypeError", "follow the logs" for "follows the log", "ref counting". Both are in their compared form.
func nearly(form, typed string) bool {
	if text.HasHan(form) || text.HasHan(typed) {
		return nearlyHan(form, typed)
	}
	a, t := strings.Fields(form), strings.Fields(typed)
	abridged := func(x, y string) bool { return len(y) > 2 && strings.HasPrefix(x, y) }
	if len(a) > 1 && slices.EqualFunc(a, t, func(x, y string) bool { return singular(x) == singular(y) || abridged(x, y) }) {
		return true
	}
	if len(t) > len(a) {
		rest, within := leaveOut(t, a)
		return within && len(rest) <= 2 && harmless(rest)
	}
	rest, within := leaveOut(a, t)
	return within && len(typed)*2 >= len(form) && harmless(rest)
}

// nearlyHan is nearly for Chinese, which has no blanks to part its words: 引用计数法 for 引用计数, 释放 for 被释放.
func nearlyHan(form, typed string) bool {
	long, short := form, typed
	if len(typed) > len(form) {
		long, short = typed, form
	}
	before, after, within := strings.Cut(long, short)
	rest := before + after
	if !within || text.CountHan(short) < 2 || strings.ContainsAny(rest, text.Turning+"0123456789") {
		return false
	}
	return text.CountHan(rest) <= 2 || len(short)*2 >= len(long)
}

func singular(word string) string {
	if len(word) > 3 {
		return strings.TrimSuffix(word, "s")
	}
	return word
}

// leaveOut takes the words of part, which stand in a row, out of all.
func leaveOut(all, part []string) (rest []string, within bool) {
	for i := 0; i+len(part) <= len(all); i++ {
		if slices.Equal(all[i:i+len(part)], part) {
			return slices.Concat(all[:i], all[i+len(part):]), true
		}
	}
	return nil, false
}

// harmless tells words whose lack turns nothing round and leaves no figure out.
func harmless(list []string) bool {
	return !slices.ContainsFunc(list, func(w string) bool {
		return text.Negations.Has(w) || strings.ContainsAny(w, "0123456789")
	})
}
