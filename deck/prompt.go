package deck

// Signs of a front. They are written into stored prompts, so they never change.
const (
	PathSeparator = " › "  // between the titles of a context, and before the prompt
	Dot           = " · "  // between a term and its facet: "list · random access"
	Leads         = " → ?" // behind what an arrow leads on from
	Gap           = "____"
)
