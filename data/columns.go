package data

// Kind is what the cells of a column are, and how they are written.
type Kind int

// The kinds of columns.
const (
	Text        Kind = iota
	Integer          // 42
	Tenths           // 4.2
	Hundredths       // 2.36
	Thousandths      // 0.884
	Flag             // true or false
	Date             // 2026-11-22
	Time             // 2026-11-22T09:30:00+01:00
)

func (k Kind) String() string {
	return [...]string{"text", "integer", "decimal", "decimal", "decimal", "true/false", "date", "time"}[k]
}

// Cell is one value of a table.
type Cell struct {
	Number int64 // in the unit that the column's kind says: tenths, days since 1970-01-01, ms since then, 0 or 1
	Text   string
	Zone   int  // minutes east of UTC, of a Time
	Empty  bool // nothing is known: no cell in CSV, null in JSON
}

// Hour is the hour of a Time on the learner's clock, 0 to 23.
func (c Cell) Hour() int {
	minutes := c.Number/60_000 + int64(c.Zone)
	return int((minutes/60%24 + 24) % 24)
}

var empty = Cell{Empty: true}

func text(s string) Cell { return Cell{Text: s} }
func num(n int) Cell     { return Cell{Number: int64(n)} }

// Column describes a column of a table, for people.
type Column struct {
	Name    string
	Kind    Kind
	Unit    string // "" for texts, dates and plain truth
	Example string
	Says    string
}

// Table is one of the tables that statistics can be taken away as. Names, order and meaning of its columns are a promise.
type Table struct {
	Name    string
	Says    string // what a row is
	Columns []Column
}

// TableOf returns the table of a name; nil if there is none.
func TableOf(name string) *Table {
	for i := range Tables {
		if Tables[i].Name == name {
			return &Tables[i]
		}
	}
	return nil
}

// Tables are what statistics can be taken away as.
var Tables = []Table{
	{"day", "a day with answers, oldest first", []Column{
		{"day", Date, "", "2026-11-22", "the day; it begins at the rollover hour"},
		{"reviews", Integer, "reviews", "42", "cards answered that day, each counted once, by its first answer"},
		{"new", Integer, "reviews", "10", "of them: cards that had never been passed"},
		{"again", Integer, "reviews", "4", "of them: failed, grades 0 to 2"},
		{"hard", Integer, "reviews", "5", "of them: grade 3"},
		{"good", Integer, "reviews", "30", "of them: grade 4"},
		{"easy", Integer, "reviews", "3", "of them: grade 5"},
		{"lapses", Integer, "reviews", "3", "failures of cards that had been passed"},
		{"retention_young", Thousandths, "share", "0.884", "passed of the reviews of cards with an interval under 21 days; empty under 10"},
		{"retention_mature", Thousandths, "share", "0.940", "the same from 21 days on"},
		{"minutes", Tenths, "minutes", "8.4", "time on all answers, repeats too; each counts for a minute at most"},
		{"streak_days", Integer, "days", "12", "days in a row with reviews up to this one"},
	}},
	{"deck", "a deck", append([]Column{{"deck", Text, "", "Python roadmap", "its name"}}, groupColumns...)},
	{"chapter", "a chapter of a deck, in the roadmap's order", append([]Column{
		{"deck", Text, "", "Python roadmap", "the deck's name"},
		{"chapter", Text, "", "5 Concurrency", "its heading; empty for what stands before the first"},
	}, groupColumns...)},
	{"card", "a card, in the roadmap's order", []Column{
		{"card", Text, "", "7f3a90c2…", "its id, 32 hexadecimal digits"},
		{"deck", Text, "", "Python roadmap", "its deck"},
		{"chapter", Text, "", "5 Concurrency", "the first heading above it"},
		{"path", Text, "", "5 Concurrency › 5.1 Threads", "all headings, label and group above it"},
		{"slot", Text, "", "forward", "which card of its bullet it is"},
		{"front", Text, "", "Thread model › GIL", "the question, Markdown"},
		{"back", Text, "", "one thread at a time", "the answer, Markdown"},
		{"state", Text, "", "young", "new, young, mature, draft, rejected, suspended or parked"},
		{"due", Date, "", "2026-11-29", "when it is due; empty while new"},
		{"interval_days", Integer, "days", "15", "its interval; 0 while new"},
		{"ease", Hundredths, "factor", "2.36", "its ease"},
		{"repetitions", Integer, "reviews", "3", "passes in a row"},
		{"lapses", Integer, "reviews", "1", "failures after a pass, in all"},
		{"reviews", Integer, "reviews", "9", "days on which it was answered"},
		{"retention", Thousandths, "share", "0.889", "passed of the first answers of a day on it after a pass; empty under 10"},
		{"last_review", Date, "", "2026-11-14", "the last day on which it was answered"},
		{"leech", Flag, "", "false", "8 lapses or more"},
		{"source", Text, "", "builtin:python.en", "the file it comes from"},
		{"line", Integer, "line", "41", "where in that file"},
	}},
	{"review", "an answer, oldest first", []Column{
		{"time", Time, "", "2026-11-22T09:30:00+01:00", "when it was given, on the learner's clock"},
		{"day", Date, "", "2026-11-22", "the day it counts for"},
		{"deck", Text, "", "Python roadmap", "the card's deck"},
		{"chapter", Text, "", "5 Concurrency", "the card's chapter"},
		{"card", Text, "", "7f3a90c2…", "the card's id, 32 hexadecimal digits"},
		{"slot", Text, "", "forward", "which card of its bullet it is"},
		{"kind", Text, "", "review", "new, review, early, drill, cram; undone with --all"},
		{"form", Text, "", "reveal", "how it was asked: reveal, type, choice, order or set"},
		{"grade", Integer, "grade", "4", "0 to 5; passed from 3 on"},
		{"took_ms", Integer, "ms", "7200", "from the question to the grade"},
		{"interval_before_days", Integer, "days", "6", "the card's interval before, as the learner saw it; 0: new"},
		{"interval_after_days", Integer, "days", "15", "and after"},
		{"ease_before", Hundredths, "factor", "2.50", "the card's ease before"},
		{"ease_after", Hundredths, "factor", "2.50", "and after"},
	}},
	{"forecast", "a coming day of a deck, from today on", []Column{
		{"day", Date, "", "2026-11-23", "the day"},
		{"deck", Text, "", "Python roadmap", "the deck's name"},
		{"due", Integer, "cards", "31", "cards due that day, as scheduled now; today with what is overdue"},
		{"overdue", Integer, "cards", "7", "of them: due before today; 0 on later days"},
		{"young", Integer, "cards", "22", "of them: interval under 21 days"},
		{"mature", Integer, "cards", "9", "of them: 21 days or more"},
	}},
}

var groupColumns = []Column{
	{"bullets", Integer, "bullets", "114", "bullets in it"},
	{"covered", Integer, "bullets", "114", "of them: with a card or a draft"},
	{"cards", Integer, "cards", "142", "new, young, mature and suspended cards"},
	{"drafts", Integer, "cards", "9", "cards that wait for acceptance"},
	{"new", Integer, "cards", "80", "never passed"},
	{"young", Integer, "cards", "40", "interval under 21 days"},
	{"mature", Integer, "cards", "20", "interval of 21 days or more"},
	{"suspended", Integer, "cards", "2", "asked no more until resumed"},
	{"parked", Integer, "cards", "1", "their bullet is gone; kept with their history"},
	{"due", Integer, "cards", "12", "due today or before"},
	{"learnt", Integer, "bullets", "34", "each unlocked card has passed once"},
	{"mastered", Integer, "bullets", "12", "each of those is mature"},
	{"retention", Thousandths, "share", "0.884", "passed of the first answers of a day on cards after a pass; empty under 10"},
	{"ease_median", Hundredths, "factor", "2.36", "of learnt cards; empty without any"},
}
