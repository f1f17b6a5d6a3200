package text

// Until every room asks the lexicon of its document.

func IsGeneric(term string) bool { return Lex("").IsGeneric(term) }

func StartsGoal(s string, han bool) bool { return Lex("").StartsGoal(s, han) }

func StartsTask(s string) bool { return Lex("").StartsTask(s) }

func IsSentence(s string) bool { return Lex("").IsSentence(s) }

func SameUnit(a, b string) bool { return Lex("").SameUnit(a, b) }

func CutQuantity(form string) (number, unit string) { return Lex("").CutQuantity(form) }

func UnitMayLack(unit string) bool { return Lex("").UnitMayLack(unit) }

func QuantityAt(s string) int { return Lex("").QuantityAt(s) }

func KindOf(answer string) (Kind, string) { return Lex("").KindOf(answer) }

func TokensOf(s string, into Tokens) Tokens { return Lex("").Tokens(s, into) }

// IsUnit reports whether numbers are followed by s.
func (l *Lexicon) IsUnit(s string) bool { return l.Has(ClassUnits, s) }

type unitSet struct{}

func (unitSet) Has(s string) bool { return Lex("").IsUnit(s) }

// Units is asked for what numbers are followed by.
var Units unitSet

var (
	NumberWords = [...]string{"zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
		"eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"}
	CountersHan = [...]string{"零", "一", "两", "三", "四", "五", "六", "七", "八", "九", "十"} // before a counter
)
