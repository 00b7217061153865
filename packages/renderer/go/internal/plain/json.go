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

// FromJSON makes a value of what a reader of JSON gives. False if there is a
// number in it that is no usual integer.
func FromJSON(value any) (*Node, bool) {
	switch v := value.(type) {
	case map[string]any:
		fields := make([]Field, 0, len(v))
		for key, part := range v {
			node, known := FromJSON(part)
			if !known {
				return nil, false
			}
			fields = append(fields, Field{Key: key, Value: node})
		}
		return NewMap(fields)
	case []any:
		items := make([]*Node, len(v))
		for i, part := range v {
			var known bool
			if items[i], known = FromJSON(part); !known {
				return nil, false
			}
		}
		return NewList(items), true
	case string:
		return NewText(v), true
	case bool:
		return NewBoolean(v), true
	case json.Number:
		return NewInteger(v.String()), usualInteger.MatchString(v.String())
	default:
		return NewNull("null"), value == nil
	}
}
