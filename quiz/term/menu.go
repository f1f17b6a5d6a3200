package term

import (
	"fmt"
	"strings"

	"recall/quiz"
	"recall/quiz/draw"
)

// menu is one Pick: the part that survives a change of the window.
type menu struct {
	label  string
	items  []string
	beside []string // the second column, which is not searched; "" for none
	active int      // the item last drawn as active, -1 for none
	search string   // the search text
}

// row returns an item with its number, and its second column if it has one. If room is short, the name is cut and the
// second column stays whole.
func (m *menu) row(i int, numbered bool, st draw.Style) string {
	number, name := "", m.items[i]
	if numbered {
		number = fmt.Sprintf("%d  ", i+1)
	}
	width := st.Width - 4 // for promptui's marks
	if beside := m.beside[i]; beside != "" {
		room := max(8, min(40, width-len(number)-draw.Width(beside)-1))
		name = draw.Pad(st.Truncate(name, room), room) + " " + beside
	}
	return st.Truncate(number+name, width)
}

// found reports whether item i matches a search.
func (m *menu) found(i int, search string) bool {
	return strings.Contains(strings.ToLower(m.items[i]), strings.ToLower(search))
}

// heading returns the label and the key hints, which go beside the label if there is room, otherwise below the menu.
func (m *menu) heading(st draw.Style, numbered bool) (label, beside, below string) {
	keys := "↑↓ Enter, type to search, Esc back"
	if numbered {
		keys = fmt.Sprintf("↑↓ Enter, 1-%d, Esc back", len(m.items))
	}
	if st.ASCII {
		keys = strings.Replace(keys, "↑↓", "Up Down", 1)
	}
	const gap = "    "
	if draw.Width(m.label+gap+keys) <= st.Width {
		return m.label, gap + keys, ""
	}
	return st.Truncate(m.label, st.Width), "", st.Truncate(keys, st.Width)
}

// press returns the bytes for promptui for a key that does not end the menu.
func (m *menu) press(k key, numbered bool) (string, error) {
	switch {
	case k.r == enter:
		return "", errDone
	case numbered && k.r == 'q':
		return "", quiz.ErrQuit
	case k.r == up:
		return promptUp, nil
	case k.r == down:
		return promptDown, nil
	case k.r == pageUp:
		return promptLeft, nil
	case k.r == pageDown:
		return promptRight, nil
	case numbered:
	case k.r == backspace && m.search != "":
		runes := []rune(m.search)
		m.search = string(runes[:len(runes)-1])
		return "\x7f", nil
	case k.r > ' ' && k.r != '/', k.r == ' ' && m.search != "": // a slash would end promptui's search
		m.search += string(k.r)
		return string(k.r), nil
	}
	return "", nil
}

// above counts the matching items above item i: how far down the cursor must move to get back to it.
func (m *menu) above(i int) (n int) {
	for j := range max(0, i) {
		if m.found(j, strings.TrimSpace(m.search)) {
			n++
		}
	}
	return n
}
