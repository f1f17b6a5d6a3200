// Package build finishes the cards of a deck, over all of its documents.
//
// Documents with recognised cards come in and are changed in place; a score of how well they turned out goes out.
// Each front gets the context that makes it unique in the deck, and no more of it than that.
// A card that gives its answer away or that another bullet makes too is dropped, and its bullet told why.
// Fronts that stay ambiguous even with their full path become drafts.
// Building twice changes nothing.
package build
