package data

// Kin is what cards of one document have in common: the section that they stand in, the rule that made them, or both.
type Kin struct {
	Source  string // the file
	Section string // the section's headings, as stored; "": any section
	Rule    string // "": any rule
	Back    bool   // only cards that ask back from the answer
}

// Kins returns the kins of a card, the closest first: what its rule made of its section, its section, the cards of the
// document that ask back by its rule, if it does so, and what its rule made of the document.
func (c *Card) Kins() []Kin {
	list := []Kin{c.Kin(), {c.Source, c.headings, "", false}}
	if c.Slot == reverse {
		list = append(list, Kin{c.Source, "", c.Rule, true})
	}
	return append(list, Kin{c.Source, "", c.Rule, false})
}

// Kin returns the closest kin of a card: what its rule made of its section.
func (c *Card) Kin() Kin { return Kin{c.Source, c.headings, c.Rule, false} }

// reverse is the slot of cards that ask for a term from what is said of it.
const reverse = "reverse"

// Overlaps reports whether a card can be of both kins.
func (k Kin) Overlaps(o Kin) bool {
	same := func(a, b string) bool { return a == b || a == "" || b == "" }
	return k.Source == o.Source && same(k.Section, o.Section) && same(k.Rule, o.Rule)
}

// ofKin selects the cards of a kin, whose fields are bound as ?1 to ?4.
const ofKin = ` FROM source o JOIN note n ON n.source = o.id JOIN section x ON x.id = n.section
	JOIN schedule s ON s.note = n.id JOIN card c ON c.id = s.card
	WHERE o.path = ?1 AND (?2 = '' OR x.headings = ?2) AND (?3 = '' OR n.rule = ?3)
		AND (NOT ?4 OR c.slot = '` + reverse + `')`

// Unlearnt returns the cards of a kin that may be asked and were never passed, in roadmap order.
func (s *Store) Unlearnt(k Kin) ([]int64, error) {
	return s.numbers("SELECT s.card"+ofKin+" AND s.hold = 0 AND s.interval = 0 ORDER BY s.rank",
		k.Source, k.Section, k.Rule, k.Back)
}

// Verdicts returns how many cards of a kin the learner has rejected, and how many others they have passed.
func (s *Store) Verdicts(k Kin) (rejected, passed int, err error) {
	err = s.get([]any{&rejected, &passed},
		"SELECT count(*) FILTER (WHERE s.marks & ?5 != 0), count(*) FILTER (WHERE s.marks & ?5 = 0 AND s.interval > 0)"+ofKin,
		k.Source, k.Section, k.Rule, k.Back, markRejected)
	return rejected, passed, err
}
