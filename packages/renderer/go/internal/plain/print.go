package plain

import (
	"bytes"
	"strings"
	"unicode/utf8"
)

const (
	indentBy = 2
	// Beyond this column the library breaks lines at blanks.
	width = 80
)

// Print appends the value as the library would write a document of it. False
// if there is something in it that only the library knows how to write.
func (n *Node) Print(to *bytes.Buffer) bool {
	if n.kind != Map || len(n.fields) == 0 {
		return false
	}
	p := printer{to: to}
	p.fields(n, 0, false)
	return !p.failed
}

type printer struct {
	to     *bytes.Buffer
	failed bool
}

var blanks = strings.Repeat(" ", 400)

func (p *printer) indent(by int) {
	if by > len(blanks) {
		p.failed = true
		return
	}
	p.to.WriteString(blanks[:by])
}

// fields writes a map at an indentation; its first line may have begun.
func (p *printer) fields(n *Node, indent int, begun bool) {
	for i := range n.fields {
		f := &n.fields[i]
		if i > 0 || !begun {
			p.indent(indent)
		}
		column := indent + p.scalar(f.Key, f.style, 0, -1)
		p.to.WriteByte(':')
		switch value := f.Value; {
		case value.kind == Map && len(value.fields) > 0:
			p.to.WriteByte('\n')
			p.fields(value, indent+indentBy, false)
		case value.kind == List && len(value.items) > 0:
			p.to.WriteByte('\n')
			p.items(value, indent, false)
		default:
			p.value(value, indent, column+1)
		}
	}
}

func (p *printer) items(n *Node, indent int, begun bool) {
	for i, item := range n.items {
		if i > 0 || !begun {
			p.indent(indent)
		}
		p.to.WriteByte('-')
		switch {
		case item.kind == Map && len(item.fields) > 0:
			p.to.WriteByte(' ')
			p.fields(item, indent+indentBy, true)
		case item.kind == List && len(item.items) > 0:
			p.to.WriteByte(' ')
			p.items(item, indent+indentBy, true)
		default:
			p.value(item, indent, indent+1)
		}
	}
}

// value writes what fits behind a key or a dash, and ends the line.
func (p *printer) value(n *Node, indent, column int) {
	switch n.kind {
	case Map:
		p.to.WriteString(" {}\n")
	case List:
		p.to.WriteString(" []\n")
	case Null:
		p.to.WriteString(" null\n")
	case Number:
		p.failed = true
	case Integer, Boolean:
		p.to.WriteByte(' ')
		p.to.WriteString(n.text)
		p.to.WriteByte('\n')
	case Text:
		p.to.WriteByte(' ')
		p.scalar(n.text, n.style, column+1, indent+indentBy)
		if n.style != literal {
			p.to.WriteByte('\n')
		}
	}
}

// scalar writes a text that begins in a column, and returns how many columns
// it took. A continuation of less than 0 means that lines are not broken.
func (p *printer) scalar(text string, as style, column, continuation int) int {
	switch as {
	case bare:
		if continuation < 0 || column+len(text) <= width || strings.IndexByte(text, ' ') < 0 {
			p.to.WriteString(text)
			return columns(text)
		}
		p.broken(text, column, continuation, as)
	case singleQuoted:
		p.to.WriteByte('\'')
		p.broken(text, column+1, continuation, as)
		p.to.WriteByte('\'')
		return columns(text) + strings.Count(text, "'") + 2
	case doubleQuoted:
		p.to.WriteByte('"')
		p.broken(text, column+1, continuation, as)
		p.to.WriteByte('"')
		return columns(text) + strings.Count(text, `"`) + strings.Count(text, `\`) + 2
	case literal:
		p.literal(text, continuation)
	default:
		p.failed = true
	}
	return 0
}

func columns(text string) int { return utf8.RuneCountInString(text) }

// broken writes a text that may go on in the next line.
func (p *printer) broken(text string, column, continuation int, as style) {
	afterBlank := false
	for i, sign := range text {
		switch {
		case sign == ' ' && p.breaksAt(text, i, as) && !afterBlank && continuation >= 0 && column > width:
			p.to.WriteByte('\n')
			p.indent(continuation)
			column = continuation
			if as == doubleQuoted && text[i+1] == ' ' {
				p.to.WriteByte('\\')
				column++
			}
		case sign == '\'' && as == singleQuoted:
			p.to.WriteString("''")
			column += 2
		case (sign == '"' || sign == '\\') && as == doubleQuoted:
			p.to.WriteByte('\\')
			p.to.WriteByte(byte(sign))
			column += 2
		case sign == '\n':
			p.to.WriteString(`\n`)
			column += 2
		default:
			p.to.WriteRune(sign)
			column++
		}
		afterBlank = sign == ' '
	}
}

// breaksAt tells whether a line may be broken at the blank at i.
func (p *printer) breaksAt(text string, i int, as style) bool {
	if i == 0 || i == len(text)-1 {
		return false
	}
	return as == doubleQuoted || text[i+1] != ' '
}

func (p *printer) literal(text string, indent int) {
	p.to.WriteByte('|')
	switch body := strings.TrimSuffix(text, "\n"); {
	case body == text:
		p.to.WriteByte('-')
	case strings.HasSuffix(body, "\n"):
		p.to.WriteByte('+')
	}
	p.to.WriteByte('\n')
	for line := range strings.Lines(text) {
		if line != "\n" {
			p.indent(indent)
		}
		p.to.WriteString(line)
	}
	if !strings.HasSuffix(text, "\n") {
		p.to.WriteByte('\n')
	}
}
