package text

import "strings"

// IsSentence tells text that states something: it has a finite verb, as far as that shows without a grammar. What has
// none is the name of a thing, or a request.
//
//	the heart has four chambers
//	A fifth spans 7 semitones
//	心脏有四个腔
func IsSentence(s string) bool {
	if HasHan(s) {
		return ContainsAny(s, hanVerbs) || countedHave(s)
	}
	fields := strings.Fields(s)
	for i := 1; i+1 < len(fields); i++ {
		w, next := fields[i], FirstWord(fields[i+1])
		switch {
		case finiteVerbs[w]:
			return true
		case w != strings.ToLower(w):
		case strings.HasSuffix(w, "s") && !strings.HasSuffix(w, "ss") && !strings.HasSuffix(w, "us"):
			if determiners[next] || IsDigit(fields[i+1][0]) && i+2 < len(fields) && strings.HasSuffix(fields[i+2], "s") {
				return true
			}
		case strings.HasSuffix(w, "ed") && determiners[next]:
			return true
		}
	}
	return false
}

// finiteVerbs are forms that are hardly anything but a verb within a sentence.
var finiteVerbs = SetOf("is|are|was|were|has|have|had|does|do|did|can|cannot|can't|could|will|would|must|should|may|might|isn't|aren't|wasn't|doesn't|don't|won't",
	"uses|needs|takes|makes|gives|spans|contains|consists|becomes|begins|means|allows|requires|weighs|boils|melts|freezes|lives|grows|comes|goes|gets|keeps|sends|holds|equals|lasts|belongs|lies|ends|starts|runs|listens|returns",
	"became|began|took|made|gave|went|came|wrote|won|fell|rose|held|kept|led|fought|founded|died|reached|discovered|invented|published")

var determiners = SetOf("a|an|the|its|their|his|her|no|all|only|each|every|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve")

var hanVerbs = []string{"是", "必须", "需要", "应该", "应当", "不能", "不会", "可以", "没有", "拥有", "属于", "位于", "等于", "大于", "小于", "超过", "使用", "生于", "出生", "发明", "建于", "包含", "监听"}

// countedHave tells 有 in front of a number, as in 有四个腔; within a word (有限, 所有) none follows.
func countedHave(s string) bool {
	_, rest, found := strings.Cut(s, "有")
	r := FirstRune(strings.TrimSpace(rest))
	return found && (r < 0x80 && IsDigit(byte(r)) || strings.ContainsRune("一二两三四五六七八九十百千万", r))
}
