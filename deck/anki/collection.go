package anki

// Collection is what an Anki package holds.
type Collection struct {
	Created  int64 // s since 1970: when the collection was made. The due day of a card counts from it
	Rollover int   // the hour at which Anki's day begins: 0 to 23
	West     *int  // minutes west of UTC, where it was made; nil: not kept, as in old collections
	Types    map[int64]*NoteType
	Decks    map[int64]*Deck
	Notes    []Note // oldest first
	Cards    []Card
	Reviews  []Review // oldest first

	// The names of the pictures that came along and can be opened. A card that shows one and nothing else can be asked.
	Pictures map[string]bool
}

// NoteType says which cards a note makes. The names in JSON are those of Kept.
type NoteType struct {
	ID        int64      `json:"id"`
	Name      string     `json:"name"`
	Modified  int64      `json:"mod"`                 // s since 1970
	CSS       string     `json:"css"`                 // how its cards look
	Cloze     bool       `json:"cloze,omitempty"`     // each number of a gap makes a card, by the only template
	Occlusion bool       `json:"occlusion,omitempty"` // image occlusion: its gaps are areas of a picture
	Sort      int        `json:"sort,omitempty"`      // the field that notes are sorted by
	Fields    []string   `json:"fields"`
	Templates []Template `json:"templates"`
	Latex     Latex      `json:"latex,omitzero"`
}

// Template is how one card of a note is worded, in Anki's template language, which stands in HTML.
type Template struct {
	Name  string `json:"name"`
	Front string `json:"front"`
	Back  string `json:"back"`

	// How Anki's list of cards shows it; "" for as it is asked.
	ListFront string `json:"list_front,omitempty"`
	ListBack  string `json:"list_back,omitempty"`
}

// Latex is what stands around text in LaTeX.
type Latex struct {
	Before string `json:"before,omitempty"`
	After  string `json:"after,omitempty"`
	SVG    bool   `json:"svg,omitempty"` // it becomes a drawing and no picture
}

// Deck is a deck and what is set for it.
type Deck struct {
	ID       int64
	Name     string // levels parted by "::", outermost first
	Filtered bool   // it borrows cards of other decks
}

// Note is one thing to know, in fields.
type Note struct {
	ID       int64 // ms since 1970
	GUID     string
	Type     int64 // of Collection.Types
	Modified int64 // s since 1970
	Tags     []string
	Fields   []string // HTML, in the order of the type's fields
}

// Card is one question of a note, and how it stands.
type Card struct {
	ID          int64 // ms since 1970
	Note        int64
	Ord         int // of the template; with cloze, the number of the gap less 1
	Deck        int64
	Home        int64 // the deck to which a card in a filtered deck returns, else 0
	Modified    int64 // s since 1970
	Kind        Kind
	Queue       Queue
	Due         int64 // days since Created with Reviewing; s since 1970 with Learning; the place in the queue with New
	HomeDue     int64 // Due before the card went into a filtered deck, else 0
	Interval    int   // days
	Ease        int   // thousandths; 0 where it is new. It means nothing where FSRS schedules the card
	Repetitions int
	Lapses      int
	Flag        int     // 0: none; 1 to 7: a colour
	Stability   float64 // days: FSRS; 0 where SM-2 schedules it
}

// Kind is the state of a card. The numbers are Anki's.
type Kind int

// The kinds.
const (
	New Kind = iota
	Learning
	Reviewing
	Relearning
)

// Queue says whether and how a card is asked. The numbers are Anki's.
type Queue int

// The queues.
const (
	UserBuried Queue = iota - 3
	SiblingBuried
	Suspended
	QueueNew
	QueueLearning
	QueueReview
	QueueDayLearning
	QueuePreview
)

// Review is one row of Anki's review log.
type Review struct {
	ID       int64 // ms since 1970: when it was answered
	Card     int64
	Button   int // 1 Again to 4 Easy; 0: not an answer but an act, such as a new due day
	Interval int // after it: days, or negative seconds
	Before   int // before it: days, or negative seconds
	Ease     int // thousandths after it; with FSRS its difficulty, 100 to 1100; 0 where nothing was rescheduled
	Took     int // ms
	Kind     ReviewKind
}

// ReviewKind says what was going on. The numbers are Anki's.
type ReviewKind int

// The kinds of reviews.
const (
	InLearning ReviewKind = iota
	InReview
	InRelearning
	InCram // in a filtered deck, not counted where its rescheduling is off
	Manual // a due day set by hand, or a card that was reset
	Rescheduled
)
