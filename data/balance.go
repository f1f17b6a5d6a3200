package data

import "recall/srs"

// balance returns how many days to move a card's new due day: srs.Rules.Balance with the load of all decks.
func (s *Store) balance(rules srs.Rules, card int64, before, after srs.State) (shift int, err error) {
	shift = rules.Balance(before, after, func(day srs.Day) (n int) {
		if err == nil {
			err = s.get([]any{&n}, `SELECT count(*) FROM deck d CROSS JOIN schedule s ON s.deck = d.id
				WHERE s.hold = 0 AND s.interval > 0 AND s.follower <> {locked} AND s.due = ? AND s.card <> ?`, int(day), card)
		}
		return n
	})
	return shift, err
}

// Preview returns the outcome of each grade that a card could get on the day. It runs the same code that will apply the
// grade.
func (s *Store) Preview(c *Card, day srs.Day) (list [6]srs.Outcome, err error) {
	list = c.Rules.Preview(c.State, day)
	for g := range list {
		shift, err := s.balance(c.Rules, c.ID, c.State, list[g].State)
		if err != nil {
			return list, err
		}
		list[g].Move(shift)
	}
	return list, nil
}
