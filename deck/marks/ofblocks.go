package marks

import "recall/deck/blocks"

// OfBlocks reads what Markdown itself has for cards: tables and definition lists; and running text, in which marks may stand.
var OfBlocks = blocks.Marks{Table: table, Text: markedText, Definitions: definitions}
