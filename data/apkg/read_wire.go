package apkg

import (
	"encoding/binary"
	"errors"
)

// field is a field of a message in Protocol Buffers. Five messages with two kinds of fields need no library and no
// generated code.
type field struct {
	number int
	value  uint64 // a number
	bytes  []byte // a text, a blob or a message; it points into the message that it stands in
}

var errWire = errors.New("this is no message")

// eachField calls f for the fields of a message, in its order. Fields of fixed width are numbers too.
func eachField(message []byte, f func(field) error) error {
	for len(message) > 0 {
		key, n := binary.Uvarint(message)
		if n <= 0 || key>>3 == 0 || key>>3 > 1<<29 {
			return errWire
		}
		message = message[n:]
		is := field{number: int(key >> 3)}
		size := uint64(0)
		switch key & 7 {
		case 0:
			if is.value, n = binary.Uvarint(message); n <= 0 {
				return errWire
			}
			size = uint64(n)
		case 1:
			if size = 8; len(message) >= 8 {
				is.value = binary.LittleEndian.Uint64(message)
			}
		case 2:
			length, n := binary.Uvarint(message)
			if n <= 0 || length > uint64(len(message)-n) {
				return errWire
			}
			is.bytes = message[n : n+int(length)]
			size = uint64(n) + length
		case 5:
			if size = 4; len(message) >= 4 {
				is.value = uint64(binary.LittleEndian.Uint32(message))
			}
		default: // groups, which nobody writes any more
			return errWire
		}
		if size > uint64(len(message)) {
			return errWire
		}
		message = message[size:]
		if err := f(is); err != nil {
			return err
		}
	}
	return nil
}
