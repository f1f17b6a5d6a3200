package data

// Kin is what cards of one document have in common: the section that they stand in, the rule that made them, or both.
type Kin struct {
	Source  string // the file
	Section string // the section's headings, as stored; "": any section
	Rule    string // "": any rule
}

// Kin returns the closest kin of a card: what its section and its rule made.
func (c *Card) Kin() Kin { return Kin{c.Source, c.headings, c.Rule} }

// Common returns what two cards have in common, and whether there is anything but the document.
func (k Kin) Common(o Kin) (Kin, bool) {
	if k.Section != o.Section {
		k.Section = ""
	}
	if k.Rule != o.Rule {
		k.Rule = ""
	}
	return k, k.Source == o.Source && (k.Section != "" || k.Rule != "")
}

// Overlaps reports whether a card can be of both kins.
func (k Kin) Overlaps(o Kin) bool {
	same := func(a, b string) bool { return a == b || a == "" || b == "" }
	return k.Source == o.Source && same(k.Section, o.Section) && same(k.Rule, o.Rule)
}

// Has reports whether a card is of the kin.
func (k Kin) Has(c *Card) bool { return k.Overlaps(c.Kin()) }

// Unlearnt returns the cards of a kin that may be asked and were never passed, in roadmap order.
func (s *Store) Unlearnt(k Kin) ([]int64, error) {
	return s.numbers(`SELECT s.card FROM source o JOIN note n ON n.source = o.id JOIN section x ON x.id = n.section
		JOIN schedule s ON s.note = n.id
		WHERE o.path = ?1 AND s.hold = 0 AND s.interval = 0
			AND (?2 = '' OR x.headings = ?2) AND (?3 = '' OR n.rule = ?3)
		ORDER BY s.rank`, k.Source, k.Section, k.Rule)
}
