// Package build finishes the cards of a deck, over all of its documents.
//
// Documents with recognised cards come in and are changed in place. A score of how well they became cards goes out.
// Each front gets the context that makes it unique in the deck, and no more than that.
// A card that gives its answer away, or that another bullet makes too, is dropped, and its bullet gets the reason.
// Fronts that are ambiguous even with their full path become drafts.
// Building again changes nothing.
package build
