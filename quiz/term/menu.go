package term

import (
	"fmt"
	"strings"
	"unicode/utf8"

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
// second column stays whole; if there is hardly any, only the name is shown.
func (m *menu) row(i int, numbered bool, st draw.Style) string {
	number, name := "", m.items[i]
	if numbered {
		number = fmt.Sprintf("%d  ", i+1)
	}
	width := st.Width - 4 - len(number) // 4 for promptui's marks
	beside := m.beside[i]
	const least = 8 // columns for a name
	if room := min(40, width-draw.Width(beside)-1); beside != "" && room >= least {
		return number + draw.Pad(st.Truncate(name, room), room) + " " + beside
	}
	return number + st.Truncate(name, width)
}

// found reports whether item i matches a search.
func (m *menu) found(i int, search string) bool {
	return strings.Contains(strings.ToLower(m.items[i]), strings.ToLower(search))
}

// heading returns the rows of the label and the key hints, which go beside the label if there is room, otherwise below
// the menu.
func (m *menu) heading(st draw.Style, numbered bool) (label []string, beside, below string) {
	keys := "↑↓ Enter, type to search, Esc back"
	if numbered {
		keys = fmt.Sprintf("↑↓ Enter, 1-%d, Esc back", len(m.items))
	}
	if st.ASCII {
		keys = strings.Replace(keys, "↑↓", "Up Down", 1)
	}
	const gap = "    "
	if draw.Width(m.label+gap+keys) <= st.Width {
		return []string{m.label}, gap + keys, ""
	}
	return draw.Wrap(m.label, st.Width), "", st.Truncate(keys, st.Width)
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
	case k.r == home:
		return strings.Repeat(promptUp, len(m.items)), nil
	case k.r == end:
		return strings.Repeat(promptDown, len(m.items)), nil
	case k.r == 'D'-ctrl && m.search == "":
		return "", quiz.ErrQuit
	case numbered:
	case k.r == backspace:
		return m.erase(1), nil
	case k.r == 'W'-ctrl, k.r == eraseWord:
		e := editor{}
		e.insert(m.search)
		return m.erase(utf8.RuneCountInString(strings.Join(e.text[e.wordStart():], ""))), nil
	case k.r == 'U'-ctrl:
		return m.erase(utf8.RuneCountInString(m.search)), nil
	case k.r > ' ', k.r == ' ' && m.search != "":
		m.search += string(k.r)
		return string(k.r), nil
	}
	return "", nil
}

// erase takes up to n characters from the end of the search, and returns the bytes that do the same in promptui.
func (m *menu) erase(n int) string {
	runes := []rune(m.search)
	n = min(n, len(runes))
	m.search = string(runes[:len(runes)-n])
	return strings.Repeat("\x7f", n)
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
