package data

import "time"

// dayTable shows what was done, day by day.
var dayTable = tableOfStats("day", "a day with answers, oldest first",
	func(st *Stats) []DayRow { return st.Days }, columns[DayRow]{
		{Column{"day", Date, "", "2026-11-22", "the day; it begins at the rollover hour"},
			func(d *DayRow) Cell { return num(int(d.Day)) }},
		{Column{"reviews", Integer, "reviews", "42", "cards answered that day; each counts once, by its first answer"},
			func(d *DayRow) Cell { return num(d.Reviews) }},
		{Column{"new", Integer, "reviews", "10", "of them: cards that had never been passed"},
			func(d *DayRow) Cell { return num(d.New) }},
		{Column{"again", Integer, "reviews", "4", "of them: failed, grades 0 to 2"},
			func(d *DayRow) Cell { return num(d.Again) }},
		{Column{"hard", Integer, "reviews", "5", "of them: grade 3"},
			func(d *DayRow) Cell { return num(d.Hard) }},
		{Column{"good", Integer, "reviews", "30", "of them: grade 4"},
			func(d *DayRow) Cell { return num(d.Good) }},
		{Column{"easy", Integer, "reviews", "3", "of them: grade 5"},
			func(d *DayRow) Cell { return num(d.Easy) }},
		{Column{"lapses", Integer, "reviews", "3", LapseSays},
			func(d *DayRow) Cell { return num(d.Lapses) }},
		{Column{"retention_young", Thousandths, "share", "0.884",
			"of young cards, under 21 days. " + RetentionSays},
			func(d *DayRow) Cell { return d.Retention.Young.cell() }},
		{Column{"retention_mature", Thousandths, "share", "0.940", "of mature cards, 21 days or more. " + RetentionSays},
			func(d *DayRow) Cell { return d.Retention.Mature.cell() }},
		{Column{"minutes", Tenths, "minutes", "8.4",
			"time spent on all answers, repeats included; at most one minute for each"},
			func(d *DayRow) Cell { return num(int((d.Took + 3*time.Second) / (6 * time.Second))) }},
		{Column{"streak_days", Integer, "days", "12", "days in a row with reviews up to this one"},
			func(d *DayRow) Cell { return num(d.Streak) }},
	})
