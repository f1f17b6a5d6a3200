package read

// HTML makes Markdown of a field of HTML, as Anki keeps them.
func HTML(field string) string { return keepLines(fieldText(field)) }

// Field makes Markdown of a field of plain text or Markdown: its lines stay lines.
func Field(field string) string { return keepLines(field) }
