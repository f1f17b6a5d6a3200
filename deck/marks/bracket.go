package marks

import "strings"

// BracketPieces reads the gaps of hashcards: [x]. A ![picture] is none, nor is a bracket written \[.
func BracketPieces(s string) []piece {
	n := 0
	pieces := cutPieces(s, func(from int) (int, int, piece) {
		for i := from; i < len(s); i++ {
			switch {
			case s[i] == '\\':
				i++
			case s[i] == '[' && (i == 0 || s[i-1] != '!'):
				for end := i + 1; end < len(s); end++ {
					if s[end] == '\\' {
						end++
					} else if s[end] == ']' && end > i+1 {
						n++
						p := piece{text: s[i+1 : end], nums: []int{n}}
						end++
						if strings.HasPrefix(s[end:], "(") { // a link: its address goes with it
							if length := strings.IndexByte(s[end:], ')'); length > 0 {
								p.shown, end = s[i:end+length+1], end+length+1
							}
						}
						return i, end, p
					}
				}
				return -1, 0, piece{}
			}
		}
		return -1, 0, piece{}
	})
	for i := range pieces {
		pieces[i].text = strings.NewReplacer(`\[`, "[", `\]`, "]").Replace(pieces[i].text)
	}
	return pieces
}
