package data

import (
	"database/sql/driver"
	"math/bits"
	"unicode/utf8"
)

// A checksum of 32 bits tells more than that a row was altered. If the row has its checksum again once one byte of it is
// another, that byte is what went wrong: of rows that were altered otherwise, fewer than one in ten thousand look so.

// Wrong bytes are looked for in a text or blob of up to mendBytes, and wrong bits up to mendBits: each guess costs a
// checksum.
const (
	mendBytes = 1 << 10
	mendBits  = 4 << 10
)

// mendByte changes the one byte of some values that makes their checksum right. It reports whether there is one.
func mendByte(values []driver.Value, sum int64) bool {
	for i, v := range values {
		right := false
		switch was := v.(type) {
		case int64:
			_, right = turned(was, func(n int64) bool { values[i] = n; return rowSum(values) == sum })
		case string:
			b := []byte(was)
			right = turnedIn(b, func() bool {
				values[i] = string(b)
				return rowSum(values) == sum && utf8.Valid(b)
			})
		case []byte:
			right = turnedIn(was, func() bool { return rowSum(values) == sum })
		}
		if right {
			return true
		}
		values[i] = v
	}
	return false
}

// turned returns a number with the one byte changed that makes it right.
func turned(n int64, right func(int64) bool) (int64, bool) {
	for at := range 8 {
		for other := int64(1); other < 256; other++ {
			if m := n ^ other<<(8*at); right(m) {
				return m, true
			}
		}
	}
	return n, false
}

// turnedIn changes the one byte of b that makes it right. If there is none, b is as it was.
func turnedIn(b []byte, right func() bool) bool {
	if len(b) > mendBits {
		return false
	}
	for i, was := range b {
		for other := 1; other < 256; other++ {
			if len(b) > mendBytes && bits.OnesCount(uint(other)) > 1 {
				continue
			}
			if b[i] = was ^ byte(other); right() {
				return true
			}
		}
		b[i] = was
	}
	return false
}

// oneByte reports whether two checksums differ in one byte, so that it is the checksum that went wrong.
func oneByte(a, b int64) bool {
	diff := uint32(a) ^ uint32(b)
	return diff != 0 && (bits.Len32(diff)-1)/8 == bits.TrailingZeros32(diff)/8
}

// mend changes the one byte that makes the checksum of an entry right: of its numbers, of its detail, of the checksum, or
// of the id of its subject, which it then returns.
func (e *entry) mend() (uid *[16]byte, ok bool) {
	if oneByte(e.sum, e.checksum()) {
		e.sum = e.checksum()
		return nil, true
	}
	was := *e
	right := func() bool { return e.checksum() == e.sum }
	numbers := e.numbers()
	for i := range numbers {
		n := numbers
		if _, ok := turned(n[i], func(m int64) bool { n[i] = m; e.setNumbers(n); return right() }); ok {
			return nil, true
		}
	}
	*e = was
	detail := []byte(e.detail)
	if turnedIn(detail, func() bool { e.detail = string(detail); return right() }) {
		return nil, true
	}
	*e = was
	if turnedIn(e.uid[:], right) {
		return &e.uid, true
	}
	return nil, false
}
