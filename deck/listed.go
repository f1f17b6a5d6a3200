package deck

import "slices"

// Listed returns the things among which a question asks, shuffled by the seed into an order that is not the answer's:
// those to be put in order, or ranked. A question without them has many answers. It is nil for other cards.
func (c Card) Listed(seed uint64) []string {
	if len(c.Members) < 2 || !c.Forms.Has(Order) && c.Slot != "facet:largest" {
		return nil
	}
	list := slices.Clone(c.Members)
	for n := seed; slices.Equal(list, c.Members) && n < seed+64; n++ { // equal members have one order
		Shuffle(list, n)
	}
	return list
}

// Shuffle puts a list into one of its orders, picked by a number.
func Shuffle(list []string, n uint64) {
	for i := len(list) - 1; i > 0; i-- {
		j := int(n % uint64(i+1))
		n /= uint64(i + 1)
		list[i], list[j] = list[j], list[i]
	}
}
