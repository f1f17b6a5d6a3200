package data

// isCopy reports whether all files of a plan were exported from a deck. What the deck already has, anywhere, is then
// left alone.
func (p *Plan) isCopy() bool {
	for _, f := range p.Files {
		if !f.Doc.Copy {
			return false
		}
	}
	return true
}

// leaveOriginals removes from a copy's plan the pairs whose bullets are in other files of the deck, and returns how
// many bullets of the copy those were. The deck may have changed since the export, and keeps its own version.
func (p *Plan) leaveOriginals() (same int) {
	if !p.isCopy() {
		return 0
	}
	given := p.given()
	kept := p.pairs[:0]
	for _, pair := range p.pairs {
		if pair.Old < 0 || given[p.stored[pair.Old].Source] || p.stored[pair.Old].Parked {
			kept = append(kept, pair)
		} else if pair.New >= 0 {
			same++
		}
	}
	p.pairs = kept
	return same
}
