package data

import "strings"

// Order is an order of cards, by a value of theirs. Cards with the same value, or without one, are in roadmap order; so
// are all cards in the zero Order.
type Order struct {
	value int // 1 + its index in orders
	down  bool
}

// orders are the values by which cards can be ordered, each an SQL expression. Cards for which it is NULL come last.
var orders = []struct{ name, sql string }{
	{"due", "iif(s.interval > 0, s.due, NULL)"}, {"interval", "s.interval"}, {"ease", "s.ease"}, {"lapses", "s.lapses"},
	{"added", "nullif(n.added, 0)"},
	{"front", "folded(iif(c.context = '', '', c.context || ' ') || c.front)"},
}

// Orders returns the names of the values by which cards can be ordered.
func Orders() (names []string) {
	for _, o := range orders {
		names = append(names, o.name)
	}
	return names
}

// FindOrder returns the order with a name; a minus before the name turns it around.
func FindOrder(name string) (o Order, ok bool) {
	name, o.down = strings.CutPrefix(name, "-")
	for i := range orders {
		if orders[i].name == name {
			o.value = i + 1
			return o, true
		}
	}
	return Order{}, false
}

// by returns the start of an ORDER BY clause.
func (o Order) by() string {
	switch {
	case o.value == 0:
		return ""
	case o.down:
		return orders[o.value-1].sql + " DESC NULLS LAST, "
	}
	return orders[o.value-1].sql + " NULLS LAST, "
}
