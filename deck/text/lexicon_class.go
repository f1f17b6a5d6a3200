package text

// Class is one idea that words decide, such as what negates. What each class decides, and who asks, stands above its
// words in the files of the lexicon. A name with a dot is a part of the class before the dot: its words count in both.
type Class uint16

// The classes.
const (
	ClassPointers Class = iota
	ClassReadings
	ClassReadingParts
	ClassBookSigns
	ClassReferenceTitles
	ClassCreditTitles
	ClassTaskSigns
	ClassTaskTitles
	ClassMinutesTitles
	ClassMinutesTitlesSure
	ClassMinutesParts
	ClassChangelogTitles
	ClassChangelogTitlesDocument
	ClassChangelogTitlesSection
	ClassChangelogTitlesFile
	ClassVersionTitles
	ClassVersionTails
	ClassMonths
	ClassDateSigns
	ClassDateWords
	ClassDateOpeners
	ClassBenchmarkTitles
	ClassExerciseTitles
	ClassNumberedExercises
	ClassExerciseParts
	ClassExerciseFolders
	ClassPlanTitles
	ClassNumberedPlans
	ClassNumberedDays
	ClassCourseLabels
	ClassCourseLabelsSure
	ClassProcessTitles
	ClassProcessDocuments
	ClassTeamWords
	ClassProjectWords
	ClassProjectActs
	ClassSourceFiles
	ClassAddressing
	ClassRunbookParts
	ClassWorkRecords
	ClassRecordFolders
	ClassStructureTitles
	ClassProgramParts
	ClassProgramPartsSure
	ClassWorkParts
	ClassStatusColumns
	ClassStatusWords
	ClassWorkColumns
	ClassContentsTitles
	ClassBookTitles
	ClassSampleTitles
	ClassContactTitles
	ClassInventoryTitles
	ClassLookupTitles
	ClassClicks
	ClassIndexColumns
	ClassRequiredColumns
	ClassTypeColumns
	ClassDefaultColumns
	ClassRecordColumns
	ClassPersonColumns
	ClassPersonFields
	ClassDummyCells
	ClassSchemaColumns
	ClassDocumentColumns
	ClassContactColumns
	ClassLookupColumns
	ClassDocumentFiles
	ClassFileNames
	ClassCaptions
	ClassSpeakers
	ClassWeekdays
	ClassMoneySigns
	ClassGenericLabels
	ClassCountedWords
	ClassCountedWordsLabel
	ClassCountedWordsPlace
	ClassCountedWordsContents
	ClassCountedWordsTitle
	ClassCounters
	ClassCountersLabel
	ClassCountersMembers
	ClassCountersSteps
	ClassListOpeners
	ClassListOpenersTitle
	ClassListOpenersBare
	ClassListOpenersPointer
	ClassRowLabels
	ClassSymbolTitles
	ClassSymbolTitlesTerm
	ClassVocabularyTitles
	ClassStudyParts
	ClassScores
	ClassCutEnds
	ClassExampleTails
	ClassAnswerTasks
	ClassAdmonitions
	ClassMenus
	ClassMeaningColumns
	ClassRemarkColumns
	ClassExampleColumns
	ClassUsageColumns
	ClassRuleColumns
	ClassBaseColumns
	ClassFormColumns
	ClassNumberColumns
	ClassStepColumns
	ClassKeptColumns
	ClassShowAnswer
	ClassRightMarks
	ClassAnswerStarts
	ClassPointingOptions
	ClassColumnFront
	ClassColumnBack
	ClassColumnTags
	ClassColumnDeck
	ClassColumnID
	ClassColumnKind
	ClassColumnHint
	ClassColumnExtra
	ClassColumnAccept
	ClassColumnPath
	ClassQAMarks
	ClassVague
	ClassVagueAnswer
	ClassVagueCell
	ClassVagueVerdict
	ClassVagueYesNo
	ClassVerdictSigns
	ClassOffered
	ClassLeaning
	ClassLeaningWord
	ClassLeaningPronoun
	ClassLeaningOpener
	ClassLeaningCell
	ClassPurposes
	ClassExamples
	ClassBracketRemarks
	ClassReasons
	ClassTurns
	ClassLinkRemarks
	ClassGoals
	ClassGoalBreaks
	ClassGoalDegrees
	ClassGoalOpeners
	ClassGoalFrames
	ClassTasks
	ClassLinkTasks
	ClassActions
	ClassClauseVerbs
	ClassFiniteVerbs
	ClassVerbEndings
	ClassVerbEndingsPast
	ClassVerbEndingsPresent
	ClassVerbEndingsNot
	ClassDeterminers
	ClassStatementVerbs
	ClassStatementVerbsPlural
	ClassStatementVerbsForeign
	ClassStatementVerbsOpen
	ClassPredicates
	ClassPredicatesOpen
	ClassEventVerbs
	ClassFrames
	ClassFramesPassive
	ClassFrameEnds
	ClassFrameStarts
	ClassVerbBreaks
	ClassActors
	ClassCopulas
	ClassCopulasSentence
	ClassCopulasNaming
	ClassCopulasLead
	ClassCopulasFigure
	ClassCopulaBreaks
	ClassAspects
	ClassUnique
	ClassUniqueNot
	ClassGenusGoesOn
	ClassKinds
	ClassOneOf
	ClassKindTails
	ClassRelatives
	ClassOverviewTitles
	ClassPraise
	ClassOpenEnds
	ClassTimelineTitles
	ClassCaseTitles
	ClassSaysWhat
	ClassSaysWhatAnswer
	ClassSaysWhatLead
	ClassArticles
	ClassSubjectAdverbs
	ClassNotSubjects
	ClassClauseWords
	ClassThisIs
	ClassTermTails
	ClassCalled
	ClassAlsoCalled
	ClassFacetJoints
	ClassFacetAdverbs
	ClassEachOf
	ClassGrowthConditions
	ClassFacetConditions
	ClassRanges
	ClassNumbers
	ClassNumbersSpelt
	ClassNumbersCounts
	ClassOrdinals
	ClassOwns
	ClassNumerals
	ClassNumeralsLabel
	ClassNumeralsTitle
	ClassNumeralsHave
	ClassNumeralsSteps
	ClassUnits
	ClassTypedUnits
	ClassListStarts
	ClassListStartTails
	ClassListOpenings
	ClassListEnds
	ClassListEndTails
	ClassJoiners
	ClassJoinersSplit
	ClassJoinersLast
	ClassJoinersTyped
	ClassJoinersLinks
	ClassJoinersDun
	ClassStepFirst
	ClassStepNext
	ClassStepCounts
	ClassStepLabels
	ClassOrderTitles
	ClassSetTitles
	ClassSetHeads
	ClassVersus
	ClassVersusTails
	ClassSides
	ClassContrasts
	ClassNameGoesOn
	ClassScales
	ClassQuestionWords
	ClassQuestionWordsCue
	ClassQuestionWordsTerm
	ClassQuestionOpeners
	ClassBesides
	ClassNameWords
	ClassAskingNouns
	ClassCostWords
	ClassFieldLabels
	ClassActivityEndings
	ClassPhraseMarks
	ClassPossessives
	ClassPronouns
	ClassConditionEnds
	ClassRelations
	ClassFunctionWords
	ClassParticles
	ClassConjunctions
	ClassConjunctionsPoints
	ClassConjunctionsMeanings
	ClassPointBreaks
	ClassPointBreaksAny
	ClassPointBreaksLater
	ClassPluralEndings
	ClassClauseOpeners
	ClassClauseContinuers
	ClassMeaningBreaks
	ClassAdverbialOpeners
	ClassAbbreviations
	ClassAbbreviationsTitle
	ClassAbbreviationsEnd
	ClassEmphasis
	ClassCodeWords
	ClassPolarity
	ClassPolarityNegators
	ClassPolarityTurning
	ClassPolarityOpposites
	ClassOrdinaryWords
	ClassFillers
	ClassMeasures
	ClassWordEndings
	ClassAlternatives
	ClassYes
	ClassOrElse
	ClassReasonOpeners
	ClassHedges
	ClassHedgesAny
	ClassHedgesFigure
	ClassSwitches
	ClassBounds
	ClassBoundsMost
	ClassBoundsLeast
	ClassBoundsLess
	ClassBoundsMore
	ClassUnitLetters
	ClassClauseLetters
	ClassClauseStarts
	ClassPhrases
	classCount
)

// classNames are the classes as the files of the lexicon call them.
var classNames = [classCount]string{
	ClassPointers:                "pointers",
	ClassReadings:                "readings",
	ClassReadingParts:            "reading-parts",
	ClassBookSigns:               "book-signs",
	ClassReferenceTitles:         "reference-titles",
	ClassCreditTitles:            "credit-titles",
	ClassTaskSigns:               "task-signs",
	ClassTaskTitles:              "task-titles",
	ClassMinutesTitles:           "minutes-titles",
	ClassMinutesTitlesSure:       "minutes-titles.sure",
	ClassMinutesParts:            "minutes-parts",
	ClassChangelogTitles:         "changelog-titles",
	ClassChangelogTitlesDocument: "changelog-titles.document",
	ClassChangelogTitlesSection:  "changelog-titles.section",
	ClassChangelogTitlesFile:     "changelog-titles.file",
	ClassVersionTitles:           "version-titles",
	ClassVersionTails:            "version-tails",
	ClassMonths:                  "months",
	ClassDateSigns:               "date-signs",
	ClassDateWords:               "date-words",
	ClassDateOpeners:             "date-openers",
	ClassBenchmarkTitles:         "benchmark-titles",
	ClassExerciseTitles:          "exercise-titles",
	ClassNumberedExercises:       "numbered-exercises",
	ClassExerciseParts:           "exercise-parts",
	ClassExerciseFolders:         "exercise-folders",
	ClassPlanTitles:              "plan-titles",
	ClassNumberedPlans:           "numbered-plans",
	ClassNumberedDays:            "numbered-days",
	ClassCourseLabels:            "course-labels",
	ClassCourseLabelsSure:        "course-labels.sure",
	ClassProcessTitles:           "process-titles",
	ClassProcessDocuments:        "process-documents",
	ClassTeamWords:               "team-words",
	ClassProjectWords:            "project-words",
	ClassProjectActs:             "project-acts",
	ClassSourceFiles:             "source-files",
	ClassAddressing:              "addressing",
	ClassRunbookParts:            "runbook-parts",
	ClassProgramParts:            "program-parts",
	ClassProgramPartsSure:        "program-parts.sure",
	ClassStructureTitles:         "structure-titles",
	ClassWorkRecords:             "work-records",
	ClassRecordFolders:           "record-folders",
	ClassWorkParts:               "work-parts",
	ClassStatusColumns:           "status-columns",
	ClassStatusWords:             "status-words",
	ClassWorkColumns:             "work-columns",
	ClassContentsTitles:          "contents-titles",
	ClassBookTitles:              "book-titles",
	ClassSampleTitles:            "sample-titles",
	ClassLookupTitles:            "lookup-titles",
	ClassContactTitles:           "contact-titles",
	ClassInventoryTitles:         "inventory-titles",
	ClassClicks:                  "clicks",
	ClassIndexColumns:            "index-columns",
	ClassRequiredColumns:         "required-columns",
	ClassTypeColumns:             "type-columns",
	ClassDefaultColumns:          "default-columns",
	ClassRecordColumns:           "record-columns",
	ClassPersonColumns:           "person-columns",
	ClassPersonFields:            "person-fields",
	ClassDummyCells:              "dummy-cells",
	ClassSchemaColumns:           "schema-columns",
	ClassDocumentColumns:         "document-columns",
	ClassContactColumns:          "contact-columns",
	ClassLookupColumns:           "lookup-columns",
	ClassDocumentFiles:           "document-files",
	ClassFileNames:               "file-names",
	ClassCaptions:                "captions",
	ClassSpeakers:                "speakers",
	ClassWeekdays:                "weekdays",
	ClassMoneySigns:              "money-signs",
	ClassGenericLabels:           "generic-labels",
	ClassCountedWords:            "counted-words",
	ClassCountedWordsLabel:       "counted-words.label",
	ClassCountedWordsPlace:       "counted-words.place",
	ClassCountedWordsContents:    "counted-words.contents",
	ClassCountedWordsTitle:       "counted-words.title",
	ClassCounters:                "counters",
	ClassCountersLabel:           "counters.label",
	ClassCountersMembers:         "counters.members",
	ClassCountersSteps:           "counters.steps",
	ClassListOpeners:             "list-openers",
	ClassListOpenersTitle:        "list-openers.title",
	ClassListOpenersBare:         "list-openers.bare",
	ClassListOpenersPointer:      "list-openers.pointer",
	ClassRowLabels:               "row-labels",
	ClassSymbolTitles:            "symbol-titles",
	ClassSymbolTitlesTerm:        "symbol-titles.term",
	ClassVocabularyTitles:        "vocabulary-titles",
	ClassStudyParts:              "study-parts",
	ClassScores:                  "scores",
	ClassAnswerTasks:             "answer-tasks",
	ClassExampleTails:            "example-tails",
	ClassCutEnds:                 "cut-ends",
	ClassAdmonitions:             "admonitions",
	ClassMenus:                   "menus",
	ClassMeaningColumns:          "meaning-columns",
	ClassRemarkColumns:           "remark-columns",
	ClassExampleColumns:          "example-columns",
	ClassUsageColumns:            "usage-columns",
	ClassRuleColumns:             "rule-columns",
	ClassBaseColumns:             "base-columns",
	ClassFormColumns:             "form-columns",
	ClassNumberColumns:           "number-columns",
	ClassStepColumns:             "step-columns",
	ClassKeptColumns:             "kept-columns",
	ClassShowAnswer:              "show-answer",
	ClassRightMarks:              "right-marks",
	ClassAnswerStarts:            "answer-starts",
	ClassPointingOptions:         "pointing-options",
	ClassColumnFront:             "column-front",
	ClassColumnBack:              "column-back",
	ClassColumnTags:              "column-tags",
	ClassColumnDeck:              "column-deck",
	ClassColumnID:                "column-id",
	ClassColumnKind:              "column-kind",
	ClassColumnHint:              "column-hint",
	ClassColumnExtra:             "column-extra",
	ClassColumnAccept:            "column-accept",
	ClassColumnPath:              "column-path",
	ClassQAMarks:                 "qa-marks",
	ClassVague:                   "vague",
	ClassVagueAnswer:             "vague.answer",
	ClassVagueCell:               "vague.cell",
	ClassVagueVerdict:            "vague.verdict",
	ClassVagueYesNo:              "vague.yesno",
	ClassVerdictSigns:            "verdict-signs",
	ClassOffered:                 "offered",
	ClassLeaning:                 "leaning",
	ClassLeaningWord:             "leaning.word",
	ClassLeaningPronoun:          "leaning.pronoun",
	ClassLeaningOpener:           "leaning.opener",
	ClassLeaningCell:             "leaning.cell",
	ClassPurposes:                "purposes",
	ClassExamples:                "examples",
	ClassBracketRemarks:          "bracket-remarks",
	ClassReasons:                 "reasons",
	ClassTurns:                   "turns",
	ClassLinkRemarks:             "link-remarks",
	ClassGoals:                   "goals",
	ClassGoalBreaks:              "goal-breaks",
	ClassGoalDegrees:             "goal-degrees",
	ClassGoalOpeners:             "goal-openers",
	ClassGoalFrames:              "goal-frames",
	ClassTasks:                   "tasks",
	ClassLinkTasks:               "link-tasks",
	ClassActions:                 "actions",
	ClassClauseVerbs:             "clause-verbs",
	ClassFiniteVerbs:             "finite-verbs",
	ClassVerbEndings:             "verb-endings",
	ClassVerbEndingsPast:         "verb-endings.past",
	ClassVerbEndingsPresent:      "verb-endings.present",
	ClassVerbEndingsNot:          "verb-endings.not",
	ClassDeterminers:             "determiners",
	ClassStatementVerbs:          "statement-verbs",
	ClassStatementVerbsPlural:    "statement-verbs.plural",
	ClassStatementVerbsForeign:   "statement-verbs.foreign",
	ClassStatementVerbsOpen:      "statement-verbs.open",
	ClassPredicates:              "predicates",
	ClassPredicatesOpen:          "predicates.open",
	ClassEventVerbs:              "event-verbs",
	ClassFrames:                  "frames",
	ClassFramesPassive:           "frames.passive",
	ClassFrameEnds:               "frame-ends",
	ClassFrameStarts:             "frame-starts",
	ClassVerbBreaks:              "verb-breaks",
	ClassActors:                  "actors",
	ClassCopulas:                 "copulas",
	ClassCopulasSentence:         "copulas.sentence",
	ClassCopulasNaming:           "copulas.naming",
	ClassCopulasLead:             "copulas.lead",
	ClassCopulasFigure:           "copulas.figure",
	ClassCopulaBreaks:            "copula-breaks",
	ClassAspects:                 "aspects",
	ClassUnique:                  "unique",
	ClassUniqueNot:               "unique.not",
	ClassGenusGoesOn:             "genus-goes-on",
	ClassKinds:                   "kinds",
	ClassOneOf:                   "one-of",
	ClassKindTails:               "kind-tails",
	ClassRelatives:               "relatives",
	ClassOverviewTitles:          "overview-titles",
	ClassPraise:                  "praise",
	ClassOpenEnds:                "open-ends",
	ClassTimelineTitles:          "timeline-titles",
	ClassCaseTitles:              "case-titles",
	ClassSaysWhat:                "says-what",
	ClassSaysWhatAnswer:          "says-what.answer",
	ClassSaysWhatLead:            "says-what.lead",
	ClassArticles:                "articles",
	ClassSubjectAdverbs:          "subject-adverbs",
	ClassNotSubjects:             "not-subjects",
	ClassClauseWords:             "clause-words",
	ClassThisIs:                  "this-is",
	ClassTermTails:               "term-tails",
	ClassCalled:                  "called",
	ClassAlsoCalled:              "also-called",
	ClassFacetJoints:             "facet-joints",
	ClassFacetAdverbs:            "facet-adverbs",
	ClassEachOf:                  "each-of",
	ClassGrowthConditions:        "growth-conditions",
	ClassFacetConditions:         "facet-conditions",
	ClassRanges:                  "ranges",
	ClassNumbers:                 "numbers",
	ClassNumbersSpelt:            "numbers.spelt",
	ClassNumbersCounts:           "numbers.counts",
	ClassOrdinals:                "ordinals",
	ClassOwns:                    "owns",
	ClassNumerals:                "numerals",
	ClassNumeralsLabel:           "numerals.label",
	ClassNumeralsTitle:           "numerals.title",
	ClassNumeralsHave:            "numerals.have",
	ClassNumeralsSteps:           "numerals.steps",
	ClassUnits:                   "units",
	ClassTypedUnits:              "typed-units",
	ClassListStarts:              "list-starts",
	ClassListStartTails:          "list-start-tails",
	ClassListOpenings:            "list-openings",
	ClassListEnds:                "list-ends",
	ClassListEndTails:            "list-end-tails",
	ClassJoiners:                 "joiners",
	ClassJoinersSplit:            "joiners.split",
	ClassJoinersLast:             "joiners.last",
	ClassJoinersTyped:            "joiners.typed",
	ClassJoinersLinks:            "joiners.links",
	ClassJoinersDun:              "joiners.dun",
	ClassStepFirst:               "step-first",
	ClassStepNext:                "step-next",
	ClassStepCounts:              "step-counts",
	ClassStepLabels:              "step-labels",
	ClassOrderTitles:             "order-titles",
	ClassSetTitles:               "set-titles",
	ClassSetHeads:                "set-heads",
	ClassVersus:                  "versus",
	ClassVersusTails:             "versus-tails",
	ClassSides:                   "sides",
	ClassContrasts:               "contrasts",
	ClassNameGoesOn:              "name-goes-on",
	ClassScales:                  "scales",
	ClassQuestionWords:           "question-words",
	ClassQuestionWordsCue:        "question-words.cue",
	ClassQuestionWordsTerm:       "question-words.term",
	ClassQuestionOpeners:         "question-openers",
	ClassBesides:                 "besides",
	ClassNameWords:               "name-words",
	ClassAskingNouns:             "asking-nouns",
	ClassCostWords:               "cost-words",
	ClassFieldLabels:             "field-labels",
	ClassActivityEndings:         "activity-endings",
	ClassPhraseMarks:             "phrase-marks",
	ClassPossessives:             "possessives",
	ClassPronouns:                "pronouns",
	ClassConditionEnds:           "condition-ends",
	ClassRelations:               "relations",
	ClassFunctionWords:           "function-words",
	ClassParticles:               "particles",
	ClassConjunctions:            "conjunctions",
	ClassConjunctionsPoints:      "conjunctions.points",
	ClassConjunctionsMeanings:    "conjunctions.meanings",
	ClassPointBreaks:             "point-breaks",
	ClassPointBreaksAny:          "point-breaks.any",
	ClassPointBreaksLater:        "point-breaks.later",
	ClassPluralEndings:           "plural-endings",
	ClassClauseOpeners:           "clause-openers",
	ClassClauseContinuers:        "clause-continuers",
	ClassMeaningBreaks:           "meaning-breaks",
	ClassAdverbialOpeners:        "adverbial-openers",
	ClassAbbreviations:           "abbreviations",
	ClassAbbreviationsTitle:      "abbreviations.title",
	ClassAbbreviationsEnd:        "abbreviations.end",
	ClassEmphasis:                "emphasis",
	ClassCodeWords:               "code-words",
	ClassPolarity:                "polarity",
	ClassPolarityNegators:        "polarity.negators",
	ClassPolarityTurning:         "polarity.turning",
	ClassPolarityOpposites:       "polarity.opposites",
	ClassOrdinaryWords:           "ordinary-words",
	ClassFillers:                 "fillers",
	ClassMeasures:                "measures",
	ClassWordEndings:             "word-endings",
	ClassAlternatives:            "alternatives",
	ClassYes:                     "yes",
	ClassOrElse:                  "or-else",
	ClassReasonOpeners:           "reason-openers",
	ClassHedges:                  "hedges",
	ClassHedgesFigure:            "hedges.figure",
	ClassHedgesAny:               "hedges.any",
	ClassSwitches:                "switches",
	ClassBounds:                  "bounds",
	ClassBoundsMost:              "bounds.most",
	ClassBoundsLeast:             "bounds.least",
	ClassBoundsLess:              "bounds.less",
	ClassBoundsMore:              "bounds.more",
	ClassUnitLetters:             "unit-letters",
	ClassClauseLetters:           "clause-letters",
	ClassClauseStarts:            "clause-starts",
	ClassPhrases:                 "phrases",
}

// String returns the name of a class in the files of the lexicon.
func (c Class) String() string { return classNames[c] }
