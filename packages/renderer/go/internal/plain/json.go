package plain

import (
	"bytes"
	"encoding/json"
	"strings"
	"unicode/utf8"
)

// JSON appends the value as JSON. False if there is a number in it that only
// the library knows how to write.
func (n *Node) JSON(to *bytes.Buffer) bool {
	switch n.kind {
	case Map:
		to.WriteByte('{')
		for i := range n.fields {
			if i > 0 {
				to.WriteByte(',')
			}
			writeText(to, n.fields[i].Key)
			to.WriteByte(':')
			if !n.fields[i].Value.JSON(to) {
				return false
			}
		}
		to.WriteByte('}')
	case List:
		to.WriteByte('[')
		for i, item := range n.items {
			if i > 0 {
				to.WriteByte(',')
			}
			if !item.JSON(to) {
				return false
			}
		}
		to.WriteByte(']')
	case Text:
		writeText(to, n.text)
	case Integer, Boolean:
		to.WriteString(n.text)
	case Null:
		to.WriteString("null")
	case Number:
		return false
	}
	return true
}

func writeText(to *bytes.Buffer, text string) {
	if strings.IndexFunc(text, needsEscape) < 0 {
		to.WriteByte('"')
		to.WriteString(text)
		to.WriteByte('"')
		return
	}
	encoder := json.NewEncoder(to)
	encoder.SetEscapeHTML(false)
	// A text can always be written; the encoder ends it with a line break.
	if encoder.Encode(text) == nil {
		to.Truncate(to.Len() - 1)
	}
}

func needsEscape(sign rune) bool {
	return sign < ' ' || sign == '"' || sign == '\\' || sign == utf8.RuneError || sign == 0x2028 || sign == 0x2029
}
