package quiz

import (
	"fmt"
	"slices"
	"strings"

	"recall/data"
	"recall/deck"
	"recall/deck/choice"
	"recall/quiz/draw"
	"recall/srs"
)

// choices returns the options of the card, or nil if fewer than two wrong ones fit. They are shuffled the same way
// until the card has been answered. close excludes options that answer a different question.
func (q *question) choices(close bool) ([]string, error) {
	group, around, err := q.store.Neighbours(q.card.ID)
	if err != nil {
		return nil, err
	}
	seed, err := q.seed()
	if err != nil {
		return nil, err
	}
	wrong := new(choice.Chooser).Distractors(q.card.Card, seed, close, group, around)
	if len(wrong) < 2 {
		return nil, nil
	}
	options := append([]string{q.card.Answer}, wrong[:2]...)
	deck.Shuffle(options, seed)
	return options, nil
}

// seed returns a number that stays the same until the card is answered. Someone who comes back finds the options where
// they were, yet next time can't go by position.
func (q *question) seed() (uint64, error) {
	n, err := q.store.Answers(q.card.ID)
	return srs.Shuffle(srs.Day(n), q.card.UID), err
}

// putChoice asks the person to pick an option. The best grade offered is Good: recognising is easier than recalling.
func (q *question) putChoice() (rune, error) {
	screen := &q.screen
	screen.Items = nil
	for _, o := range q.options {
		screen.Items = append(screen.Items, draw.Item{Text: o})
	}
	screen.Keys = q.keyed(hint(fmt.Sprintf("1-%d", len(q.options)), "answer"), toGiveUp, toUndo, toLegend, toQuit)
	key, err := q.ui.Key(*screen, " 123456789"[:len(q.options)+1]+q.others())
	if err != nil || strings.ContainsRune(q.others(), key) {
		return key, err
	}
	q.reply = reply{form: data.Chosen, verdict: draw.Verdict{Result: draw.Missing}, most: srs.Good, told: true}
	right := slices.Index(q.options, q.card.Answer)
	screen.Items[right].Verdict = draw.Verdict{Result: draw.Right, Remark: "right"}
	switch picked := int(key - '1'); {
	case picked == right:
		q.reply.verdict.Result = draw.Right
		screen.Items[right].Verdict.Remark = "right, you"
	case picked >= 0:
		screen.Items[picked].Verdict = draw.Verdict{Result: draw.Wrong, Remark: "you"}
		q.reply.verdict, err = q.confusion(q.options[picked])
		if q.reply.verdict.Remark != "" {
			q.reply.verdict.Remark = unmarked(q.options[picked]) + " " + q.reply.verdict.Remark
		}
	}
	return 0, err
}
