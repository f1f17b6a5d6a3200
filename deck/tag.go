package deck

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/width"
)

// A tag has levels. They are parted by a slash, as in verbs/irregular, which Anki writes verbs::irregular. Its case is
// kept and shown, but verbs and Verbs are one tag.

// MaxTag is how many characters a tag has at most.
const MaxTag = 100

// Tag returns the normal form of a tag, or "" if nothing is left of it: without the # in front of it or of a level, with a
// hyphen for blanks and commas, which part tags, and at most MaxTag characters long.
func Tag(s string) string {
	var levels []string
	s = strings.Map(shown, strings.ToValidUTF8(s, ""))
	for level := range strings.SplitSeq(strings.ReplaceAll(s, "::", "/"), "/") {
		if level = strings.TrimLeft(strings.Join(strings.FieldsFunc(level, partsTags), "-"), "#-"); level != "" {
			levels = append(levels, level)
		}
	}
	tag := strings.Join(levels, "/")
	if utf8.RuneCountInString(tag) > MaxTag {
		tag = strings.TrimRight(string([]rune(tag)[:MaxTag]), "/")
	}
	return tag
}

// shown drops what can't be seen, but for blanks, and quotes, which no list of tags can hold.
func shown(r rune) rune {
	switch {
	case unicode.IsSpace(r):
		return ' '
	case r == '"' || !unicode.IsGraphic(r):
		return -1
	}
	return r
}

// partsTags reports whether a sign stands between tags in a list.
func partsTags(r rune) bool { return r == ' ' || r == ',' || r == '，' }

// TagFault returns what is wrong with a tag that someone typed, as the end of a sentence, or "" if it is one.
func TagFault(s string) string {
	tag := Tag(s)
	switch bare := strings.TrimPrefix(s, "#"); {
	case strings.TrimSpace(bare) == "":
		return "a tag has a name"
	case strings.ContainsFunc(s, unicode.IsSpace), strings.ContainsAny(s, ",，"):
		return "a tag has no blanks and no commas; write " + tag
	case utf8.RuneCountInString(bare) > MaxTag:
		return "a tag has at most 100 characters"
	case tag == "" || strings.ReplaceAll(bare, "::", "/") != tag || !strings.ContainsFunc(tag, named):
		return "a tag has letters or digits, as in verbs or verbs/irregular"
	}
	return ""
}

// named reports whether a sign can be what a name is made of.
func named(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// Tags returns the normal forms of tags, each once.
func Tags(lists ...[]string) (tags []string) {
	for _, list := range lists {
		for _, s := range list {
			if tag := Tag(s); tag != "" && !HasTag(tags, tag) {
				tags = append(tags, tag)
			}
		}
	}
	return tags
}

// WithoutTags returns the tags of a list that are not among others. All are in normal form.
func WithoutTags(list, others []string) []string {
	return slices.DeleteFunc(slices.Clone(list), func(tag string) bool { return HasTag(others, tag) })
}

// HasTag reports whether a tag is in a list, in any case.
func HasTag(list []string, tag string) bool {
	for _, t := range list {
		if t == tag || TagKey(t) == TagKey(tag) {
			return true
		}
	}
	return false
}

// TagWithin reports whether a tag is the one asked for, or stands below it: go/generics is within go. Both are in normal
// form.
func TagWithin(tag, asked string) bool {
	tag, asked = TagKey(tag), TagKey(asked)
	return tag == asked || len(tag) > len(asked) && tag[len(asked)] == '/' && strings.HasPrefix(tag, asked)
}

// TagKey returns a tag without case and width: two tags with the same key are one.
func TagKey(s string) string {
	for i := range len(s) {
		if c := s[i]; c >= utf8.RuneSelf || c >= 'A' && c <= 'Z' {
			return strings.ToLower(width.Fold.String(s))
		}
	}
	return s
}
