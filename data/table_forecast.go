package data

// forecastTable shows what the coming days will ask.
var forecastTable = tableOfStats("forecast", "a coming day of a deck, from today on",
	func(st *Stats) []DueRow { return st.Forecast }, columns[DueRow]{
		{Column{"day", Date, "", "2026-11-23", "the day"},
			func(d *DueRow) Cell { return num(int(d.Day)) }},
		{Column{"deck", Text, "", "Python roadmap", "the deck's name"},
			func(d *DueRow) Cell { return text(d.Deck) }},
		{Column{"due", Integer, "cards", "31", "cards due that day, as scheduled now; today with what is overdue"},
			func(d *DueRow) Cell { return num(d.Due) }},
		{Column{"overdue", Integer, "cards", "7", "of them: due before today; 0 on later days"},
			func(d *DueRow) Cell { return num(d.Overdue) }},
		{Column{"young", Integer, "cards", "22", "of them: interval under 21 days"},
			func(d *DueRow) Cell { return num(d.Young) }},
		{Column{"mature", Integer, "cards", "9", "of them: 21 days or more"},
			func(d *DueRow) Cell { return num(d.Mature) }},
	})
