package data

import "slices"

// deckTable and chapterTable show the state of decks and of their chapters.
var deckTable = tableOfStats("deck", "a deck",
	func(st *Stats) []GroupRow { return st.Decks }, slices.Concat(columns[GroupRow]{
		{Column{"deck", Text, "", "Python roadmap", "its name"},
			func(g *GroupRow) Cell { return text(g.Deck) }},
	}, groupColumns))

var chapterTable = tableOfStats("chapter", "a chapter of a deck, in the roadmap's order",
	func(st *Stats) []GroupRow { return st.Chapters }, slices.Concat(columns[GroupRow]{
		{Column{"deck", Text, "", "Python roadmap", "the deck's name"},
			func(g *GroupRow) Cell { return text(g.Deck) }},
		{Column{"chapter", Text, "", "7 Databases", "its heading; empty for bullets before the first heading"},
			func(g *GroupRow) Cell { return text(g.Chapter) }},
	}, groupColumns))

var groupColumns = columns[GroupRow]{
	{Column{"bullets", Integer, "bullets", "114", "bullets in it"},
		func(g *GroupRow) Cell { return num(g.Bullets) }},
	{Column{"covered", Integer, "bullets", "114", "of them: with a card or a draft"},
		func(g *GroupRow) Cell { return num(g.Covered) }},
	{Column{"cards", Integer, "cards", "142", "new, young, mature and suspended cards"},
		func(g *GroupRow) Cell { return num(g.Cards) }},
	{Column{"drafts", Integer, "cards", "9", "cards that wait to be accepted or rejected"},
		func(g *GroupRow) Cell { return num(g.Drafts) }},
	{Column{"new", Integer, "cards", "80", "never passed"},
		func(g *GroupRow) Cell { return num(g.New) }},
	{Column{"young", Integer, "cards", "40", "interval under 21 days"},
		func(g *GroupRow) Cell { return num(g.Young) }},
	{Column{"mature", Integer, "cards", "20", "interval of 21 days or more"},
		func(g *GroupRow) Cell { return num(g.Mature) }},
	{Column{"suspended", Integer, "cards", "2", "not asked until you resume them"},
		func(g *GroupRow) Cell { return num(g.Suspended) }},
	{Column{"parked", Integer, "cards", "1", "their bullet is gone; kept with their history"},
		func(g *GroupRow) Cell { return num(g.Parked) }},
	{Column{"due", Integer, "cards", "12", "due today or before"},
		func(g *GroupRow) Cell { return num(g.Due) }},
	{Column{"learnt", Integer, "bullets", "34", "bullets of which each unlocked card has passed once"},
		func(g *GroupRow) Cell { return num(g.Learnt) }},
	{Column{"mastered", Integer, "bullets", "12", "bullets of which all these cards are mature"},
		func(g *GroupRow) Cell { return num(g.Mastered) }},
	{Column{"retention", Thousandths, "share", "0.884",
		RetentionSays},
		func(g *GroupRow) Cell { return g.Retention.cell() }},
	{Column{"ease_median", Hundredths, "factor", "2.36", "of learnt cards; empty without any"},
		func(g *GroupRow) Cell { return known(g.EaseMedian() > 0, g.EaseMedian()) }},
}
