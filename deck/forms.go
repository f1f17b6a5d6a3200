package deck

import (
	"slices"
)

// Forms is the set of ways in which a card can be asked.
type Forms uint8

// The forms. Set and Order say what Members are.
const (
	Reveal Forms = 1 << iota // show, then judge oneself
	Type                     // type the answer
	Cloze                    // the prompt is the bullet with a gap
	Choice                   // pick among options
	Order                    // put the members in order
	Set                      // recall the members in any order
	Exact                    // typed answers count only letter by letter: code
)

// Has reports whether all of g are in f.
func (f Forms) Has(g Forms) bool { return f&g == g }

// formNames are the words for the forms, in the order of their bits.
var formNames = [...]string{"reveal", "type", "cloze", "choice", "order", "set", "exact"}

// Names lists the forms in words.
func (f Forms) Names() []string {
	names := []string{}
	for bit, name := range formNames {
		if f.Has(1 << bit) {
			names = append(names, name)
		}
	}
	return names
}

// FormsNamed returns the set of the forms with these names. ok is false where a name is none.
func FormsNamed(names []string) (f Forms, ok bool) {
	for _, name := range names {
		bit := slices.Index(formNames[:], name)
		if bit < 0 {
			return 0, false
		}
		f |= 1 << bit
	}
	return f, true
}
