package text

import (
	"regexp"
	"sync"
)

// Pattern returns a function that returns a regular expression, compiled when it is first used: all of them at the start
// would cost every command a millisecond. It panics there if the expression is none.
func Pattern(expression string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expression) })
}
