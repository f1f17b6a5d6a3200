package draw

import "strings"

// Keys are the keys that work on a screen, apart from the grade keys.
type Keys struct {
	Progress Progress // shown before the hints
	Hints    []Hint
	Also     []string // keys listed without an explanation: u e q ?
}

// Hint is a key and what it does: "u undo". If Does is empty, only the key is shown.
type Hint struct{ Key, Does string }

// Progress is how far someone has come with an answer. In "2 of 3", the "2" is highlighted.
type Progress struct{ Done, Rest string }

// First returns only the first part of the keys.
func (k Keys) First() Keys {
	switch {
	case k.Progress != Progress{}:
		return Keys{Progress: k.Progress}
	case len(k.Hints) > 0:
		return Keys{Hints: k.Hints[:1]}
	}
	return Keys{Also: k.Also}
}

// Without returns the keys without the progress: what stays the same from one step of an answer to the next.
func (k Keys) Without() Keys {
	k.Progress = Progress{}
	return k
}

// lines draws each part of the keys, to be put side by side.
func (k Keys) lines(st Style) (parts []line) {
	add := func(bright, dim string) {
		l := line{}
		if bright = st.Signs(oneLine(bright)); bright != "" {
			l = append(l, span{text: bright})
		}
		if dim = st.Signs(oneLine(dim)); dim != "" {
			if bright != "" {
				dim = " " + dim
			}
			l = append(l, span{dim, Dim})
		}
		if len(l) > 0 {
			parts = append(parts, l)
		}
	}
	add(k.Progress.Done, k.Progress.Rest)
	for _, hint := range k.Hints {
		add(hint.Key, hint.Does)
	}
	add("", strings.Join(k.Also, " "))
	return parts
}

// Spoken returns what the keys do in sentences: "Empty line: show. u: undo."
func (k Keys) Spoken() (list []string) {
	if k.Progress != (Progress{}) {
		list = append(list, strings.TrimSpace(k.Progress.Done+" "+k.Progress.Rest)+".")
	}
	for _, hint := range k.Hints {
		switch {
		case hint.Does == "":
			list = append(list, "Also "+hint.Key+".")
			continue
		case hint.Key == "Space":
			hint.Key = "Empty line"
		case hint.Key == "Esc": // Esc can't be typed in a line
			hint = Hint{":q and Enter", "quit; :u, :s, :x, :? likewise"}
		}
		list = append(list, hint.Key+": "+hint.Does+".")
	}
	if len(k.Also) > 0 {
		list = append(list, "Also "+strings.Join(k.Also, ", ")+".")
	}
	return list
}
