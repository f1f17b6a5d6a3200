package quiz

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"recall/data"
	"recall/quiz/draw"
	"recall/srs"
)

// Summary returns what stays on the screen after a session: what was done, what came back and what is due tomorrow.
func (s *Session) Summary(st draw.Style) ([]string, error) {
	var grades [4]int // first grades of the day; 0: Again … 3: Easy
	answers, cards, right, fresh := 0, 0, 0, 0
	for _, a := range s.acts {
		if a.kind != srs.Review {
			continue
		}
		answers++
		if !a.first {
			continue
		}
		cards++
		if a.phase == phaseAgain { // its first answer today was in an earlier session
			continue
		}
		fresh++
		if a.grade.Passed() {
			right++
			grades[a.grade-srs.Hard+1]++
		} else {
			grades[0]++
		}
	}
	var lines []string
	say := func(format string, args ...any) { lines = append(lines, fmt.Sprintf(format, args...)) }
	head := "Done."
	left, err := s.waiting()
	if err != nil {
		return nil, err
	}
	if left > 0 {
		waits := Count(left, "card waits", "cards wait")
		if s.isPart() {
			waits = Count(left, "card of this session waits", "cards of this session wait")
		}
		head = fmt.Sprintf("%s; %s.", map[bool]string{true: "Time is up", false: "Stopped"}[s.late], waits)
	}
	if s.notice != "" {
		lines = append(lines, draw.Wrap(st.Signs(s.notice), st.Width)...)
	}
	if answers == 0 {
		return append(lines, draw.Wrap(head+" Nothing was graded.", st.Width)...), nil
	}
	head += fmt.Sprintf(" %s in %s, %s a card", Count(cards, "card", "cards"), clock(max(time.Second, s.took)),
		clock(max(time.Second, s.took/time.Duration(max(cards, 1)))))
	if again := cards - fresh; again > 0 {
		head += fmt.Sprintf(", %d of them again", again)
	}
	var back, wait []int64 // missed cards that are known by now, and missed cards that are not
	for _, id := range s.missed {
		if slices.Contains(s.again, id) {
			wait = append(wait, id)
		} else {
			back = append(back, id)
		}
	}
	for _, part := range []struct {
		what  string
		cards []int64
	}{{"came back", back}, {"to repeat", wait}} {
		if len(part.cards) == 0 {
			continue
		}
		var err error
		if head, err = s.naming(fmt.Sprintf("%s; %d %s: ", head, len(part.cards), part.what), part.cards,
			st); err != nil {
			return nil, err
		}
	}
	lines = append(lines, draw.Wrap(st.Signs(head), st.Width)...)
	if fresh > 0 {
		say("")
		var rows []draw.Bar
		for i, n := range grades {
			rows = append(rows, draw.Bar{Label: "  " +
				[...]string{"Again", "Hard", "Good", "Easy"}[i], Value: float64(n), Note: fmt.Sprint(n)})
		}
		lines = append(lines, gradeBars(rows, st)...)
	}
	say("")
	tail, err := s.outlook(right, fresh)
	if err != nil {
		return nil, err
	}
	for _, parts := range tail {
		if st.Plain {
			lines = append(lines, st.Join(spoken(parts), " ")...)
			continue
		}
		lines = append(lines, st.Indent(2, func(st draw.Style) []string { return st.Join(parts, "    ") })...)
	}
	return lines, nil
}

// spoken makes sentences of what stands side by side below a session. Commands stay whole.
func spoken(parts []string) (said []string) {
	for _, part := range parts {
		list := strings.Split(strings.TrimSuffix(part, "."), " · ")
		if strings.HasPrefix(list[0], "recall ") {
			list[0] = "Next: " + list[0]
		}
		for i, item := range list {
			said = append(said, item+map[bool]string{true: ".", false: ","}[i == len(list)-1])
		}
	}
	return said
}

// waiting counts the cards that the next session will ask. That may not be those left in this one: another new card
// takes the place of one that was buried, suspended or rejected.
func (s *Session) waiting() (int, error) {
	if s.Left() == 0 || s.isPart() {
		return s.Left(), nil
	}
	q, err := s.store.Count(s.opt.Filter, s.day, s.opt.Queue)
	return q.Len(), err
}

// isPart reports whether the session asks something other than what is due: then its cards are not the ones that recall
// counts.
func (s *Session) isPart() bool {
	return s.opt.Cram || s.opt.Limit > 0 || s.opt.Queue.NewLimit >= 0 || s.opt.Queue.Ahead > 0
}

// gradeBars puts the counts to the left of their bars, so that they can be read without the bars.
func gradeBars(rows []draw.Bar, st draw.Style) []string {
	most := 0.0
	for _, r := range rows {
		most = max(most, r.Value)
	}
	var lines, counts []string
	for _, r := range rows {
		counts = append(counts, strings.TrimSpace(r.Label)+" "+r.Note)
	}
	if st.Plain {
		return []string{strings.Join(counts, ", ") + "."}
	}
	for _, r := range rows {
		bar := st.Meter(r.Value, most, max(10, min(30, st.Width-16)))
		lines = append(lines, strings.TrimRight(draw.Pad(r.Label, 8)+draw.PadLeft(r.Note, 3)+"   "+bar, " "))
	}
	return lines
}

// outlook says how many of the fresh cards, those asked for the first time today, were right, and what comes next. It
// returns lines, each as the parts between which it may be broken.
func (s *Session) outlook(right, fresh int) ([][]string, error) {
	var first []string
	if fresh > 0 {
		first = []string{fmt.Sprintf("Right first time %d of %d", right, fresh)}
	}
	if fresh >= 10 {
		first[0] += " (" + draw.Percent(float64(right)/float64(fresh)) + ")"
	}
	if s.opt.Cram {
		return [][]string{first, {"Cram: no schedule was changed."}}, nil
	}
	streak, err := s.store.Streak(s.day)
	if err != nil {
		return nil, err
	}
	first = append(first, "Streak "+Count(streak, "day", "days"))
	coming, today, err := s.coming()
	if err != nil {
		return nil, err
	}
	next := "recall undo · recall stats"
	if s.Left() > 0 {
		again := cmp.Or(s.opt.Again, "recall review")
		if s.opt.Queue.NewLimit > 0 && len(s.new) > 0 {
			again += fmt.Sprintf(" --new %d", len(s.new))
		}
		next = again + " goes on · " + next
	} else if today > 0 {
		next = "recall review · " + next
	} else {
		ahead := s.opt.Queue
		ahead.Ahead, ahead.NewLimit = 1, 0
		q, err := s.store.Count(s.opt.Filter, s.day, ahead)
		if err != nil {
			return nil, err
		}
		if len(q.Due) > 0 { // cards already asked today don't come again, so there may be none
			next = "recall review --ahead 1 · " + next
		}
	}
	return [][]string{first, {coming, next}}, nil
}

// coming says what plain recall review, without a deck or a query, asks next: the rest of today, and tomorrow.
func (s *Session) coming() (say string, today int, err error) {
	plain := s.store.Studied()
	q, err := s.store.Count(plain, s.day, data.QueueOptions{Settings: s.opt.Queue.Settings, NewLimit: -1})
	if err != nil {
		return "", 0, err
	}
	next, err := s.store.Count(plain, s.day+1, data.QueueOptions{Settings: s.opt.Queue.Settings})
	if err != nil {
		return "", 0, err
	}
	tomorrow := max(0, len(next.Due)+next.Overdue.Cards-len(q.Due))
	after := fmt.Sprint(tomorrow)
	if most := len(next.Due); tomorrow > most {
		after = fmt.Sprintf("%d of %d", most, tomorrow)
	}
	if q.Len() == 0 {
		return "All decks: " + after + " tomorrow.", 0, nil
	}
	return fmt.Sprintf("All decks: %d more today, %s tomorrow.", q.Len(), after), q.Len(), nil
}

// naming appends the prompts of some cards to a text. It always names the first and as many more as fit on its line,
// and ends with … if any are left out.
func (s *Session) naming(text string, ids []int64, st draw.Style) (named string, err error) {
	const columns = 48 // per name
	lines := 0
	for i, id := range ids {
		c, err := s.store.Card(id)
		if err != nil {
			return "", err
		}
		text += cutWords(unmarked(c.Prompt), columns)
		full := text
		if i < len(ids)-1 {
			text += ", "
			full = text + "…"
		}
		n := len(draw.Wrap(st.Signs(full), st.Width))
		if i > 0 && n > lines {
			break
		}
		named, lines = full, n
	}
	return named, nil
}

// cutWords shortens a name, at the end of a word if possible.
func cutWords(name string, columns int) string {
	short := draw.Style{}.Truncate(name, columns)
	if short == name {
		return name
	}
	if at := strings.LastIndexByte(short, ' '); at > len(short)/2 {
		return short[:at] + " …"
	}
	return short
}

// Count writes a number with its noun.
func Count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

// clock writes a duration in minutes and seconds: "6 m 12 s".
func clock(d time.Duration) string {
	d = d.Round(time.Second)
	if d < time.Minute {
		return fmt.Sprintf("%d s", int(d.Seconds()))
	}
	return fmt.Sprintf("%d m %d s", int(d.Minutes()), int(d.Seconds())%60)
}
