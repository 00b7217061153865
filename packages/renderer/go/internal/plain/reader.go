package plain

import (
	"strings"
	"unicode/utf8"
)

// Read reads a document of block style: what people and generators usually
// write, and what all versions of YAML take for the same. False for everything
// else, which libraries read; they are slower by far. reader_test.go compares
// it with one.
func Read(text string) (*Node, bool) {
	r := reader{rest: text}
	if strings.IndexFunc(text, isUncommon) >= 0 || !utf8.ValidString(text) || !r.next() {
		return nil, false
	}
	if r.indent == 0 && r.line == "---" && !r.next() {
		return nil, false
	}
	node, known := r.block(r.indent)
	return node, known && r.done
}

func isUncommon(sign rune) bool {
	return sign < ' ' && sign != '\n' || sign > '~' && !isCommon(sign)
}

// reader goes from line to line, past blank lines and comments.
type reader struct {
	rest   string
	indent int
	// The current line without its indentation.
	line string
	done bool
	// Whether there was something that is not read here.
	failed bool
	depth  int
}

// next goes to the next line that says something; false if there is none.
func (r *reader) next() bool {
	for r.rest != "" {
		line, rest, _ := strings.Cut(r.rest, "\n")
		r.rest = rest
		r.line = strings.TrimLeft(line, " ")
		r.indent = len(line) - len(r.line)
		switch {
		case r.line == "":
		case r.line[0] == '#':
			r.failed = r.failed || isHint(r.line)
		case r.indent == 0 && (line[0] == '%' || strings.HasPrefix(line, "---") && line != "---" || strings.HasPrefix(line, "...")):
			r.failed = true
			return true
		default:
			return true
		}
	}
	r.done = true
	return false
}

// block reads a map or a list that begins in the current line.
func (r *reader) block(indent int) (*Node, bool) {
	if r.depth++; r.depth > maxDepth {
		return nil, false
	}
	defer func() { r.depth-- }()
	if strings.HasPrefix(r.line, "- ") {
		return r.list(indent)
	}
	return r.mapping(indent)
}

func (r *reader) list(indent int) (*Node, bool) {
	var items []*Node
	for !r.done && r.indent == indent && strings.HasPrefix(r.line, "- ") {
		inner := strings.TrimLeft(r.line[1:], " ")
		// What follows the dash is indented as far as it stands.
		r.indent += len(r.line) - len(inner)
		r.line = inner
		var item *Node
		known := false
		switch _, _, isEntry := entry(r.line); {
		case inner == "" || inner[0] == '#' || inner[0] == '-' && strings.HasPrefix(inner, "- "):
		case isEntry:
			item, known = r.block(r.indent)
		default:
			item, known = r.value(r.line, indent)
		}
		if !known || r.failed {
			return nil, false
		}
		items = append(items, item)
	}
	return NewList(items), r.done || r.indent < indent || r.indent == indent
}

func (r *reader) mapping(indent int) (*Node, bool) {
	var fields []Field
	for !r.done && r.indent == indent {
		key, rest, isEntry := entry(r.line)
		if !isEntry || r.failed {
			return nil, false
		}
		value, known := r.field(rest, indent)
		if !known || r.failed {
			return nil, false
		}
		fields = append(fields, Field{Key: key, Value: value})
	}
	if len(fields) == 0 || !r.done && r.indent > indent {
		return nil, false
	}
	return NewMap(fields)
}

// field reads what belongs to a key: behind it, or in the lines below.
func (r *reader) field(rest string, indent int) (*Node, bool) {
	if rest != "" && rest[0] != '#' {
		return r.value(rest, indent)
	}
	if isHint(rest) {
		return nil, false
	}
	if !r.next() || r.indent < indent || r.indent == indent && !strings.HasPrefix(r.line, "- ") {
		return NewNull(""), !r.failed
	}
	return r.block(r.indent)
}

// value reads a scalar and goes to the line behind it, which must not be
// indented any further: the scalar would go on there.
func (r *reader) value(text string, indent int) (*Node, bool) {
	if text[0] == '|' || text[0] == '>' {
		return r.text(text, indent)
	}
	node, known := scalar(text)
	if known && r.next() && r.indent > indent {
		return nil, false
	}
	return node, known && !r.failed
}

// text reads a block of lines.
func (r *reader) text(header string, indent int) (*Node, bool) {
	chomped := strings.TrimRight(header[1:], " ") == "-"
	if !chomped && strings.TrimRight(header[1:], " ") != "" {
		return nil, false
	}
	lines, known := r.lines(indent)
	if !known {
		return nil, false
	}
	separator := "\n"
	if header[0] == '>' {
		separator = " "
		for _, line := range lines {
			if line == "" || line[0] == ' ' || line[len(line)-1] == ' ' {
				return nil, false
			}
		}
	}
	body := strings.Join(lines, separator)
	if !chomped {
		body += "\n"
	}
	node := NewText(body)
	node.folded = header[0] == '>'
	return node, true
}

// lines takes the lines of a block, without their indentation and the blank
// ones at the end.
func (r *reader) lines(indent int) (found []string, known bool) {
	inner := 0
	for r.rest != "" {
		line, rest, _ := strings.Cut(r.rest, "\n")
		content := strings.TrimLeft(line, " ")
		deep := len(line) - len(content)
		switch {
		case content == "" && (inner == 0 || deep > inner):
			return nil, false
		case content == "":
			found = append(found, "")
		case inner == 0 && deep <= indent:
			return nil, false
		case inner != 0 && deep < inner:
			if deep > indent {
				return nil, false
			}
			r.next()
			return trimmed(found), true
		default:
			if inner == 0 {
				inner = deep
			}
			found = append(found, line[inner:])
		}
		r.rest = rest
	}
	r.done = true
	return trimmed(found), len(found) > 0
}

func trimmed(lines []string) []string {
	for len(lines) > 0 && lines[len(lines)-1] == "" {
		lines = lines[:len(lines)-1]
	}
	return lines
}
