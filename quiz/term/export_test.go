package term

// Unhurried makes a terminal wait so long for the rest of a sequence, a paste, a word or a held key that no machine is too
// slow to send it in time.
func (t *Term) Unhurried() { t.slack = 10_000 }
