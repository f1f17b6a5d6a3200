package quiz

import "slices"

// meet takes what other machines did since the last card. What was answered there today leaves the queue.
func (s *Session) meet() error {
	if s.opt.Elsewhere == nil {
		return nil
	}
	changed := s.opt.Elsewhere(s.moment()).Cards
	if len(changed) == 0 {
		return nil
	}
	clear(s.settings)
	gone := 0
	for _, from := range []phase{phaseDue, phaseNew, phaseAgain} {
		for _, id := range slices.Clone(*s.list(from)) {
			if !changed[id] {
				continue
			}
			card, err := s.store.Card(id)
			if err != nil {
				return err
			}
			if !s.wanted(card, from) {
				s.remove(id)
				gone++
			}
		}
	}
	if gone > 0 {
		say := Count(gone, "card was", "cards were") + " done on another machine."
		if s.notice != "" {
			say = s.notice + " · " + say
		}
		s.notice = say
	}
	return nil
}
