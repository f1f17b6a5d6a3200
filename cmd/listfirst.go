package cmd

import (
	"fmt"
	"io"

	"recall/quiz/draw"
)

// listFirst calls say with the numbers of the first most of n things, each of which it prints to w, and then prints how many
// more there are.
func listFirst(w io.Writer, n, most int, say func(i int)) {
	for i := range min(n, most) {
		say(i)
	}
	if n > most {
		fmt.Fprintln(w, "  "+draw.More(n-most))
	}
}
