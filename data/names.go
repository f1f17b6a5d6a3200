package data

import (
	"strconv"
	"strings"

	"recall/srs"
)

// named puts numbers in the place of the words that stand in braces in a query, as in hold & {parked} = 0. They go in
// as literals: SQLite takes a partial index only for a number that it sees.
func named(query string) string { return numbers.Replace(query) }

var numbers = func() *strings.Replacer {
	of := map[string]int{
		"suspended": holdSuspended, "parked": holdParked, "draft": holdDraft,
		"ripe": markRipe, "flagged": markFlagged, "accepted": markAccepted, "rejected": markRejected,
		"leads": leads, "locked": locked, "unlocked": unlocked,
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
