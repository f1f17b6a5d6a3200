package text

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// IsGeneric reports whether a label says nothing without the thing that it belongs to: "Pros", "Step 2", 优点.
func (l *Lexicon) IsGeneric(term string) bool {
	if len(term) > 40 {
		return false
	}
	t := strings.Trim(term, "*_ ")
	return l.Has(ClassGenericLabels, t) || l.endsInNumber(t) && l.isNumbered(t)
}

// endsInNumber reports whether isNumbered can be true. It is faster: most labels end in an ordinary letter.
func (l *Lexicon) endsInNumber(t string) bool {
	r, _ := utf8.DecodeLastRuneInString(t)
	return t == "" || r < utf8.RuneSelf && (IsDigit(byte(r)) || r == '.' || r == '#') ||
		IsHan(r) && (l.HasRune(ClassNumeralsLabel, r) || l.HasRune(ClassCountersLabel, r))
}

// isNumbered reports whether a text is a number, or a word with one that counts it: "Step 2", 第二步, 方案一.
func (l *Lexicon) isNumbered(t string) bool {
	at := strings.IndexFunc(t, func(r rune) bool {
		return !unicode.IsLetter(r) && r != ' ' || l.HasRune(ClassNumeralsLabel, r)
	})
	if at < 0 {
		return t == ""
	}
	counted := at > 0
	if counted && !l.Has(ClassCountedWordsLabel, strings.TrimSpace(t[:at])) {
		return false
	}
	return strings.TrimFunc(t[at:], func(r rune) bool {
		return strings.ContainsRune("0123456789. ", r) || l.HasRune(ClassNumeralsLabel, r) ||
			counted && (r == '#' || l.HasRune(ClassCountersLabel, r))
	}) == ""
}

// StartsGoal reports whether a text is a goal of study: it says what to do with a subject and nothing about it, as in
// "understand X" and 深入理解X. A word such as "master" may be a name instead: "master node sends a snapshot". han is true for a text written in Han.
func (l *Lexicon) StartsGoal(s string, han bool) bool {
	if han {
		s = l.cutDegrees(s)
		if rest, ok := l.CutPrefix(ClassGoals, s); ok && !l.HasPrefix(ClassGoalBreaks, rest) {
			return true
		}
	}
	w := FirstWord(s)
	if l.Has(ClassGoalOpeners, w) {
		return l.Contains(ClassGoalFrames, strings.ToLower(s))
	}
	return l.Has(ClassGoals, w) && !l.isSubject(s) || l.HasSuffix(ClassGoals, s)
}

// isSubject reports whether the first word of a text belongs to the subject of a sentence: "master nodes hold the
// state". In "master how nodes work" the verb belongs to another clause.
func (l *Lexicon) isSubject(s string) bool {
	fields := strings.Fields(s)
	fields = fields[:min(len(fields), 6)]
	for i, w := range fields {
		if l.Has(ClassQuestionWordsCue, w) || i == 1 && (l.Has(ClassDeterminers, w) || l.Has(ClassFunctionWords, w)) {
			return false
		}
	}
	return l.IsSentence(strings.Join(fields, " "))
}

// cutDegrees cuts off what may stand before a goal, each degree once.
func (l *Lexicon) cutDegrees(s string) string {
	for _, degree := range l.patterns[ClassGoalDegrees].starts {
		s = strings.TrimPrefix(s, degree)
	}
	return s
}

// StartsTask reports whether a text tells someone to do something.
func (l *Lexicon) StartsTask(s string) bool {
	return l.HasPrefix(ClassTasks, s) || l.Has(ClassTasks, FirstWord(s)) || l.HasSuffix(ClassTasks, s)
}

// CutsOff reports whether another word must follow a word. With a capital it is a name: "process A".
func (l *Lexicon) CutsOff(word string) bool { return l.Has(ClassCutEnds, word) && !IsUpper(word[0]) }
