package quiz

import (
	"time"

	"recall/data"
	"recall/quiz/draw"
	"recall/srs"
)

// question is a card being asked, together with the person's response so far. Each card gets a new one.
type question struct {
	*Session
	card     *data.Card
	from     phase
	shown    time.Time // when it first appeared on the screen
	form     data.Form
	grades   []gradeKey
	options  []string     // of a multiple choice
	placed   []int        // indexes of members, in the order in which the person placed them
	recalled recalled     // of a set
	media    []data.Media // that o opens
	opened   int          // how many of them it has opened
	screen   draw.Screen
	reply    reply
}

// ask shows one card, takes the answer, and records the grade or whatever else the person does.
func (s *Session) ask(c *data.Card, from phase) error {
	q := question{Session: s, card: c, from: from, shown: s.now()}
	if err := q.begin(); err != nil {
		return err
	}
	if gone, err := q.hear(); gone || err != nil {
		return err
	}
	return q.judge()
}

// begin decides how the card is asked.
func (q *question) begin() error {
	set, err := q.set(q.card)
	if err != nil {
		return err
	}
	q.grades = fourKeys
	if set.Grades == "six" {
		q.grades = sixKeys
	}
	if q.form, err = q.pickForm(); err != nil {
		return err
	}
	q.screen = q.front()
	return q.findMedia(false)
}

// hear asks until there is a reply. gone means that the card left the screen without one.
func (q *question) hear() (gone bool, err error) {
	for {
		key, err := q.put()
		switch {
		case err != nil || key == 0:
			return false, err
		case key == esc: // Esc leaves the line editor for the keys
			q.form = data.Revealed
			continue
		}
		done, err := q.other(key)
		if done && err == nil {
			return true, nil
		}
		if err := q.keep(err); err != nil {
			return false, err
		}
	}
}

// judge shows the answer and takes a grade.
func (q *question) judge() error {
	for len(q.grades) > 1 && q.grades[len(q.grades)-1].grade > q.reply.most {
		q.grades = q.grades[:len(q.grades)-1]
	}
	q.tell("") // of the act before: the answer is what came of the latest key
	if err := q.reveal(); err != nil {
		return err
	}
	for {
		key, err := q.ui.Key(q.screen, " \r"+keysOf(q.grades)+q.others())
		if err != nil {
			return err
		}
		if grade, ok := q.gradeOf(key); ok {
			after, err := q.grade(q.card, q.from, grade, q.reply.form, q.now().Sub(q.shown))
			if err == nil {
				return q.leech(q.card, after)
			}
			if err := q.keep(err); err != nil {
				return err
			}
			continue
		}
		done, err := q.other(key)
		if done && err == nil && key == 'e' {
			done, err = q.reread()
		}
		if done && err == nil {
			return nil
		}
		if err := q.keep(err); err != nil {
			return err
		}
	}
}

// gradeOf returns the grade that a key gives, and whether it gives one.
func (q *question) gradeOf(key rune) (srs.Grade, bool) {
	for _, g := range q.grades {
		if g.key == key || (key == ' ' || key == '\r') && g.grade == q.reply.suggest() {
			return g.grade, true
		}
	}
	return 0, false
}

// reread shows the answer again after an edit. The question is not asked again, because the person has already seen the
// answer. done means that the edit took the card off the list.
func (q *question) reread() (done bool, err error) {
	again, err := q.store.Card(q.card.ID)
	if err != nil || again.State.Parked {
		return true, err
	}
	q.card = again
	q.screen = q.front()
	q.reply.verdict.Remark, q.reply.told = "", false
	return false, q.reveal()
}
