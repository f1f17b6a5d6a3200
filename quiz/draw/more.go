package draw

import (
	"fmt"
	"strings"
)

// More says that a list goes on, and how far.
func More(n int) string { return fmt.Sprintf("and %d more", n) }

// Names joins the first most names of a list, and says how many more there are: "a.md, b.md and 3 more".
func Names(list []string, most int) string {
	say := strings.Join(list[:min(most, len(list))], ", ")
	if n := len(list) - most; n > 0 {
		say += " " + More(n)
	}
	return say
}
