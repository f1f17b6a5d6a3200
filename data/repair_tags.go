package data

// mendTags puts right what entries of kind tag added and removed where one byte of it is wrong, or the card. The rest goes to
// quarantine: the card then has the tags that its other entries give it.
func (p *repairer) mendTags() error {
	for _, t := range p.found.taggings {
		where, key := "device = ? AND seq = ?", []any{t.device, t.seq}
		ok := t.mend()
		if !ok {
			if err := p.quarantineRows("tagging", p.aside(t.says), where, key...); err != nil {
				return err
			}
			p.say(t.says, "moved to quarantine")
			continue
		}
		set := []any{t.about, t.added, t.removed, t.sum}
		if _, err := p.exec("UPDATE tagging SET card = ?, added = ?, removed = ?, sum = ? WHERE "+where, append(set, key...)...); err != nil {
			return err
		}
		p.say(t.says, "it is right again")
	}
	return nil
}

// mend finds what was written, and reports whether it could.
func (t *badTagging) mend() bool {
	sum := taggingSum(t.added, t.removed)
	switch {
	case t.about == 0:
		return false
	case t.sum == sum: // it was the card
		return true
	case oneByte(t.sum, sum):
		t.sum = sum
		return true
	}
	for _, text := range []*string{&t.added, &t.removed} {
		was, b := *text, []byte(*text)
		if turnedIn(b, func() bool {
			*text = string(b)
			return taggingSum(t.added, t.removed) == t.sum
		}) {
			return true
		}
		*text = was
	}
	return false
}
