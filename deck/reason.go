package deck

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// Why a bullet made no card, or (as a card's Weakness) why its card is a draft.
const (
	ReasonOff          Reason = "off"
	ReasonPart         Reason = "part-of"
	ReasonTOC          Reason = "toc"
	ReasonLink         Reason = "link-only"
	ReasonImage        Reason = "image-only"
	ReasonEmpty        Reason = "empty"
	ReasonPointer      Reason = "pointer"
	ReasonReference    Reason = "reference-section"
	ReasonTodo         Reason = "todo"
	ReasonGoal         Reason = "goal"
	ReasonBare         Reason = "bare"
	ReasonHeads        Reason = "heads-list"
	ReasonNoAnswer     Reason = "question-without-answer"
	ReasonNoAnchor     Reason = "sentence-no-anchor"
	ReasonTooLong      Reason = "too-long"
	ReasonLeak         Reason = "leak"
	ReasonDuplicate    Reason = "duplicate-of"
	ReasonRestates     Reason = "restates-term"
	ReasonNoVerdict    Reason = "comparison-without-verdict"
	ReasonGeneric      Reason = "generic-label"
	ReasonAmbiguous    Reason = "ambiguous-with"
	ReasonHalfLeak     Reason = "half-leak"
	ReasonVague        Reason = "vague"
	ReasonLongTerm     Reason = "long-term"
	ReasonLongList     Reason = "long-list"
	ReasonGap          Reason = "gap"
	ReasonGuessedSet   Reason = "guessed-set"
	ReasonNotSeparated Reason = "no-separator"
	ReasonClause       Reason = "clause-as-term"
	ReasonPartial      Reason = "first-sentence"
	ReasonGloss        Reason = "gloss"
	ReasonMinutes      Reason = "minutes"
	ReasonLinkList     Reason = "link-list"
	ReasonChangelog    Reason = "changelog"
	ReasonMeasured     Reason = "measurement"
	ReasonStruck       Reason = "struck-out"
	ReasonExercise     Reason = "exercise"
	ReasonClicks       Reason = "click-path"
	ReasonPlan         Reason = "plan"
	ReasonSample       Reason = "sample-data"
	ReasonLookup       Reason = "lookup"
	ReasonContacts     Reason = "contacts"
	ReasonProcess      Reason = "process"
	ReasonLonely       Reason = "lonely-term"
	ReasonNoKind       Reason = "no-kind"
	ReasonLongQuestion Reason = "long-question"
	ReasonNext         Reason = "next-step"
	ReasonLabel        Reason = "bare-symbol"
	ReasonCut          Reason = "cut-off"
	ReasonTranslation  Reason = "translation"
	ReasonOpen         Reason = "open-front"
	ReasonDialogue     Reason = "dialogue"
	ReasonSideBySide   Reason = "side-by-side"
)

var reasonTexts = map[Reason]string{
	ReasonOff:          "the file asks for no cards",
	ReasonPart:         "it is a part of another bullet's answer",
	ReasonTOC:          "it is a line of a table of contents",
	ReasonLink:         "it is only a link",
	ReasonImage:        "it is only a picture",
	ReasonEmpty:        "it holds no word",
	ReasonPointer:      "it points elsewhere and states nothing",
	ReasonReference:    "it stands in a list of references",
	ReasonTodo:         "it is a task to do",
	ReasonGoal:         "it is a goal of study and states nothing",
	ReasonBare:         "nothing in it parts a name from a statement",
	ReasonHeads:        "it heads the bullets below, and stands on their fronts",
	ReasonNoAnswer:     "it is a question without an answer",
	ReasonNoAnchor:     "it is a sentence in which nothing stands out to ask for",
	ReasonTooLong:      "it is too long for one card",
	ReasonLeak:         "its front would give the answer away",
	ReasonDuplicate:    "another bullet makes the same card",
	ReasonRestates:     "the answer hardly says more than the term",
	ReasonNoVerdict:    "it names what is compared but not the result",
	ReasonGeneric:      "its label says nothing without what it belongs to",
	ReasonAmbiguous:    "another bullet has the same front and another answer",
	ReasonHalfLeak:     "the front holds half of the answer",
	ReasonVague:        "the answer is vague",
	ReasonLongTerm:     "the term is long",
	ReasonLongList:     "the list is long to recall at once",
	ReasonGap:          "it is a gap in the words of its bullet",
	ReasonGuessedSet:   "nothing says that the list is complete",
	ReasonClause:       "the term is a statement by itself",
	ReasonPartial:      "more is said than its first sentence",
	ReasonGloss:        "what stands in brackets may explain the name",
	ReasonMinutes:      "it stands in the minutes of a meeting",
	ReasonChangelog:    "it stands in a list of changes",
	ReasonMeasured:     "it is a measurement, of use only beside the others",
	ReasonLinkList:     "it describes a link",
	ReasonStruck:       "a part of it is struck out",
	ReasonExercise:     "it stands in an exercise, a lab or a demonstration",
	ReasonClicks:       "it stands among steps through a program",
	ReasonPlan:         "it stands in a plan or a timetable",
	ReasonSample:       "it is an example, or stands in data of one",
	ReasonLookup:       "it stands where things are looked up, and not learnt",
	ReasonContacts:     "it tells how to reach someone",
	ReasonProcess:      "it tells of the work of a project or a team",
	ReasonLonely:       "too many bullets of its list begin with no term, so this one may not either",
	ReasonNoKind:       "it doesn't say what sets the thing apart from others of its kind",
	ReasonLongQuestion: "the question is long",
	ReasonNext:         "another card asks for all the steps at once",
	ReasonLabel:        "it names a symbol or a group that is not shown",
	ReasonCut:          "the answer breaks off",
	ReasonTranslation:  "it only translates a word, in a list about something else",
	ReasonOpen:         "many other answers would fit the question",
	ReasonDialogue:     "someone says it in a conversation",
	ReasonSideBySide:   "the columns of its table are lists of their own",
	ReasonNotSeparated: "nothing separates the term from what is said of it",
}

// Code is the reason without its detail: "duplicate-of" for "duplicate-of 12".
func (r Reason) Code() Reason {
	code, _, _ := strings.Cut(string(r), " ")
	return Reason(code)
}

// Whole is the line of the bullet whose card asks for a part of it, or 0 where the reason is another one.
func (r Reason) Whole() (line int) {
	if code, detail, _ := strings.Cut(string(r), " "); Reason(code) == ReasonPart {
		line, _ = strconv.Atoi(detail)
	}
	return line
}

// Text is a sentence for reports, without a full stop.
func (r Reason) Text() string {
	code, detail, ok := strings.Cut(string(r), " ")
	text := reasonTexts[Reason(code)]
	if ok && text != "" {
		return text + " (line " + detail + ")"
	}
	return text
}

// maxRemedy is the longest text, in runes, that a remedy repeats.
const maxRemedy = 40

// Remedy tells how to write a bullet that makes no card for this reason so that it makes one, or "" where it holds
// nothing to ask for. The bullet's text stands in it if it is a short name.
func (r Reason) Remedy(text string) string {
	switch r.Code() {
	case ReasonBare:
		if text = strings.Trim(text, "*_ .:：。"); utf8.RuneCountInString(text) > maxRemedy {
			text = "NAME"
		}
		return `write "` + text + `: …"`
	case ReasonNoAnchor:
		return `write "NAME: …"`
	case ReasonNoAnswer:
		return "write the answer behind the question, or under it"
	case ReasonTooLong:
		return "divide it into bullets of one fact each"
	case ReasonLeak:
		return "leave out of the question what the answer says"
	}
	return ""
}

// askable reports whether a bullet with this reason, or with none, may hold a fact. A name alone may: it belongs to a
// set.
func (r Reason) askable() bool {
	switch r.Code() {
	case ReasonOff, ReasonTOC, ReasonLink, ReasonImage, ReasonEmpty, ReasonPointer, ReasonReference, ReasonTodo,
		ReasonGoal, ReasonDuplicate, ReasonDialogue:
		return false
	}
	return true
}
