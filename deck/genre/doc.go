// Package genre tells what a section, a list or a table is for, where that is not to state facts.
//
// A document comes in whose bullets were found; out goes, for each of them, why its cards are drafts, or nothing. What
// decides are the titles above a list, the verbs of a section and what most items of a list are. A table is judged by
// its heads and its cells when it is read. "Bo: alert a month ahead" looks like a term and its meaning, but under
// "Next steps" it is a task, so what is recognised in such a place waits, whatever its form.
// One place decides, so recognisers and marks need not know of each other's.
package genre
