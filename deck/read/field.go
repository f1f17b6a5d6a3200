package read

// HTML makes Markdown of a field of HTML, as Anki keeps them.
func HTML(field string) string { return keepLines(fieldText(field)) }
