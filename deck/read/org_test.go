package read

import (
	"math/rand"
	"strings"
	"testing"
)

// orgSoup is what lines of Org are thrown together from.
var orgSoup = strings.Split("* |** |*** |a|船| :drill:| :fc:|TODO |COMMENT |\n|\n\n|  |\t|- |+ |1. |[X] | :: |:|:PROPERTIES:\n|"+
	":ID: x\n|:FC_TYPE: cloze\n|:DRILL_CARD_TYPE: twosided\n|:REVIEW_DATA:\n|:END:\n|SCHEDULED: <2026-01-01>\n|"+
	":DRILL_LAST_INTERVAL: 3\n|#+begin_src\n|#+end_src\n|#+begin_quote\n|#+end_quote\n|#+begin_x\n|#+end_x\n|#+TITLE: t\n|"+
	"# |¦|¦-¦\n|/|_|=|~|`|[[|][|]]|[|]|<|>|{{|}{|}|@0}|$|\\(|\\)|\\[\n|\\]\n|\\\\\n|[fn:1]|[1/2]|<2026-01-01>|---|-----\n|?|==", "|")

// Nothing that can be thrown together from the signs of Org breaks what holds of every file.
func TestOrgSoup(t *testing.T) {
	for seed := range int64(30_000) {
		r := rand.New(rand.NewSource(seed))
		var b strings.Builder
		if seed%2 == 0 {
			b.WriteString("* a :drill:\n")
		}
		for range 2 + r.Intn(20) {
			b.WriteString(strings.ReplaceAll(orgSoup[r.Intn(len(orgSoup))], "¦", "|"))
		}
		checkRead(t, "f.org", []byte(b.String()))
		if t.Failed() {
			t.Fatalf("%+q", b.String())
		}
	}
}
