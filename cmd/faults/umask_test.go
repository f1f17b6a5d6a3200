//go:build unix

package faults

import "testing"

// Whatever recall makes is its owner's alone, also where the shell lets everyone read and write (TestMain): every file of
// every act. TestFaults looks at what killed programs leave half done.
func TestOnlyTheOwnerReads(t *testing.T) {
	for _, a := range acts {
		t.Run(a.name, func(t *testing.T) {
			t.Parallel()
			h, _ := a.set(t)
			h.do(t, a.in, a.args...)
			all, err := readTree(h.dir)
			if err != nil {
				t.Fatal(err)
			}
			for _, say := range all.open() {
				t.Error(say)
			}
		})
	}
}
