package deck

// recognise fills in cards or a reason for the notes that have none.
func recognise(doc *Document) {}
