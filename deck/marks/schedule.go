package marks

import (
	"bytes"
	"sort"
	"strconv"
	"strings"
	"time"

	"recall/deck"
	"recall/deck/blocks"
	"recall/deck/text"
)

// Some tools write into a file how its cards stand: obsidian-spaced-repetition in a comment behind the card or on the line
// below it, with a schedule for each card of the note in its order,
//
//	<!--SR:!2024-05-01,12,250!2024-04-20,3,230-->
//
// and Logseq in properties of the block, with one for all of its cards.
//
//	card-last-interval:: 4.14
//	card-ease-factor:: 2.6
//	card-next-schedule:: 2024-05-01T16:00:00.000Z

// Schedules are the schedules in a file, in the order of their lines.
type Schedules []lineSchedule

// lineSchedule is what stands on a line about the card above it.
type lineSchedule struct {
	from, line int              // the lines, from 1, between which the card starts: no blank line is between them
	each       []*deck.Schedule // of each card, nil for a new one; or
	all        *deck.Schedule   // of all cards together
}

var cardProperty = text.Pattern(`^card-([a-z-]+):: *(\S+)$`)

// FindSchedules finds the schedules in a file. Its lines must not have been read yet, as what was read is blanked out.
func FindSchedules(f *blocks.File) (list Schedules) {
	if !bytes.Contains(f.Text, []byte("SR:")) && !bytes.Contains(f.Text, []byte("card-next-schedule:: ")) {
		return nil
	}
	fence, from := "", 1
	var props map[string]string
	for i, at := range f.Lines {
		l := strings.TrimSpace(string(f.Text[at:f.LineEnd(i)]))
		fence = text.NextFence(fence, l)
		property := cardProperty().FindStringSubmatch(CutListMarker(l))
		if property == nil {
			props = nil
		}
		switch {
		case fence != "":
		case l == "":
			from = i + 2
		case property != nil:
			if props == nil {
				props = map[string]string{}
				list = append(list, lineSchedule{from: from, line: i + 1})
			}
			props[property[1]] = property[2]
			list[len(list)-1].all = logseqSchedule(props)
		default:
			if comment := blocks.ScheduleComment().FindString(l); comment != "" {
				list = append(list, lineSchedule{from: from, line: i + 1, each: obsidianSchedules(comment)})
			}
		}
	}
	return list
}

// Give gives the schedules to the cards that they are of. Nobody but an author's mark makes a card that another tool can
// have scheduled.
func (list Schedules) Give(notes []deck.Note) {
	for _, s := range list {
		i := sort.Search(len(notes), func(i int) bool { return notes[i].Line > s.line }) - 1
		if i < 0 || notes[i].Line < s.from || !notes[i].Explicit() {
			continue
		}
		for k := range notes[i].Cards {
			if s.all != nil {
				notes[i].Cards[k].Schedule = s.all
			} else if k < len(s.each) {
				notes[i].Cards[k].Schedule = s.each[k]
			}
		}
	}
}

// unscheduled is the day that obsidian-spaced-repetition writes for a new card, where another one of its note has a
// schedule.
const unscheduled = "2000-01-01"

// obsidianSchedules reads a comment: for each card its due day, its interval in days and its ease in hundredths. The first
// versions of the plugin wrote no !.
func obsidianSchedules(comment string) (list []*deck.Schedule) {
	_, comment, _ = strings.Cut(comment, "SR:")
	comment = strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(comment), "-->"))
	for part := range strings.SplitSeq(strings.TrimPrefix(comment, "!"), "!") {
		fields := strings.Split(part, ",")
		if len(fields) != 3 || fields[0] == unscheduled {
			list = append(list, nil)
			continue
		}
		due, err := time.Parse(time.DateOnly, fields[0])
		days, ease := number(fields[1]), number(fields[2])
		if err != nil || days <= 0 {
			list = append(list, nil)
			continue
		}
		list = append(list, deck.NewSchedule(days, ease/100, due))
	}
	return list
}

// logseqSchedule reads the properties of a card, nil if they don't say when it is due. A failed card has an interval below
// 0.
func logseqSchedule(props map[string]string) *deck.Schedule {
	due, err := time.Parse(time.RFC3339, props["next-schedule"])
	if err != nil || props["last-interval"] == "" {
		return nil
	}
	s := deck.NewSchedule(number(props["last-interval"]), number(props["ease-factor"]), due)
	s.Counted(int(max(0, min(number(props["repeats"]), 1e6))), 0)
	return s
}

// number returns a number, 0 where s is none.
func number(s string) float64 {
	f, err := strconv.ParseFloat(strings.TrimSpace(s), 64)
	if err != nil || f != f {
		return 0
	}
	return f
}
