package recog

import (
	"strings"

	"recall/deck/inline"
	"recall/deck/text"
)

// minExample is the number of words from which foreign words are an example sentence, and no name.
const minExample = 3

// illustrates reports whether nothing is said of a term but a sentence in a foreign language that shows it: with its
// translation, or with the word that matters in bold. Any other sentence would do.
//
//	过去完成时：She **had** left.（她已经走了。）
func (b *bullet) illustrates() bool {
	if !text.HasHan(b.Term) {
		return false
	}
	said, remark := inline.CutRemark(strings.TrimSpace(b.Rest))
	if text.HasHan(said) || text.CountWords(said) < minExample || strings.Contains(said, "`") {
		return false
	}
	plain := strings.Trim(inline.PlainTitle(said), `"“”‘’' `)
	if plain == "" || !text.HasAnySuffix(plain, ".", "!", "?", "！", "？", "。") || !text.IsUpper(plain[0]) {
		return false
	}
	return text.HasHan(remark) || strings.Count(said, "**") >= 2 && !(strings.HasPrefix(said, "**") && strings.HasSuffix(said, "**"))
}
