package marks

import "recall/deck/blocks"

// OfBlocks are the marks of blocks: tables and definition lists, which Markdown itself has, and running text with marks
// in it.
var OfBlocks = blocks.Marks{Table: table, Text: markedText, Definitions: definitions}
