// Package lawtest has random tests try the same things in every run, so that a test fails for what was changed and not by
// chance. RAPID_SEED=N, or the flag -rapid.seed N of one package, has them try others. Only tests import it, for this effect.
package lawtest

import (
	"flag"

	_ "pgregory.net/rapid" // defines the flag
)

func init() {
	if seed := flag.Lookup("rapid.seed"); seed.Value.String() == "0" {
		if err := seed.Value.Set("11"); err != nil {
			panic(err)
		}
	}
}
