package data

import (
	"strconv"
	"strings"

	"recall/srs"
)

// named replaces the words in braces in a query by numbers, as in hold & {parked} = 0. They become literals because
// SQLite uses a partial index only for a constant that it can see.
func named(query string) string { return numbers.Replace(query) }

var numbers = func() *strings.Replacer {
	of := map[string]int{
		"suspended": holdSuspended, "parked": holdParked, "draft": holdDraft,
		"ripe": markRipe, "flagged": markFlagged, "accepted": markAccepted, "rejected": markRejected,
		"drafted": markDrafted, "leads": leads, "locked": locked, "unlocked": unlocked,
		"mature": Mature, "leech": srs.LeechAt,
	}
	for _, k := range srs.Kinds() {
		of[k.String()] = int(k)
	}
	list := []string{"{cram}", "'" + detailCram + "'"}
	for name, n := range of {
		list = append(list, "{"+name+"}", strconv.Itoa(n))
	}
	return strings.NewReplacer(list...)
}()
