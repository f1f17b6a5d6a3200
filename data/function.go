package data

import (
	"database/sql/driver"
	"fmt"

	"modernc.org/sqlite"
)

// register makes a function of ours known to SQLite. The arguments are valid only until it returns. It must always have
// the same result for the same arguments. A panic must not pass through SQLite, which would keep its locks: closing the
// database would wait for them for ever.
func register(name string, args int32, f func(args []driver.Value) (driver.Value, error)) {
	sqlite.MustRegisterFunction(name, &sqlite.FunctionImpl{NArgs: args, Deterministic: true, VolatileArgs: true,
		Scalar: func(_ *sqlite.FunctionContext, args []driver.Value) (v driver.Value, err error) {
			defer func() {
				if p := recover(); p != nil {
					err = fmt.Errorf("%s can't be computed: %v", name, p)
				}
			}()
			return f(args)
		}})
}
