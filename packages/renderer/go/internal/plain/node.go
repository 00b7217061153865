// Package plain has values of YAML that mean the same to every reader and
// writer: maps with texts as keys, lists, and scalars without anchors or tags
// of their own. They never change, so parts can be shared without copies.
package plain

import (
	"slices"
	"strings"
)

// Kind is what a value is.
type Kind uint8

// Number is any number that is no integer in its usual form; only libraries
// know how those are written.
const (
	Map Kind = iota
	List
	Text
	Integer
	Boolean
	Null
	Number
)

// Node is a value. It must not be changed once it is part of another one.
type Node struct {
	kind Kind
	// Whether it was written as a block that joins lines (">").
	folded bool
	// Whether there is a null in it.
	hasNull bool
	// Whether there is something in it that JSON would make another value of.
	fragile bool
	style   style
	text    string
	fields  []Field
	items   []*Node
}

// Field is an entry of a map.
type Field struct {
	Key   string
	style style
	Value *Node
}

// NewText makes a text.
func NewText(text string) *Node {
	n := &Node{kind: Text, text: text, style: styleOf(text)}
	n.fragile = n.style == unknown
	return n
}

// Kustomize makes fractions of integers that it reads from JSON, and writes
// those with an exponent from here on.
const maxExactDigits = 6

// NewInteger makes an integer of its usual form.
func NewInteger(text string) *Node {
	return &Node{kind: Integer, text: text, fragile: len(strings.TrimPrefix(text, "-")) > maxExactDigits}
}

// NewBoolean makes true or false.
func NewBoolean(value bool) *Node {
	if value {
		return &Node{kind: Boolean, text: "true"}
	}
	return &Node{kind: Boolean, text: "false"}
}

// NewNull makes nothing, in one of the ways to write it.
func NewNull(text string) *Node { return &Node{kind: Null, text: text, hasNull: true} }

// NewList makes a list; the items are its own.
func NewList(items []*Node) *Node {
	if len(items) == 0 {
		items = nil
	}
	n := &Node{kind: List, items: items}
	for _, item := range items {
		n.note(item)
	}
	return n
}

// NewMap makes a map; it takes the fields over. False if a key is there twice.
func NewMap(fields []Field) (*Node, bool) {
	if len(fields) == 0 {
		fields = nil
	}
	n := &Node{kind: Map, fields: fields}
	for i := range fields {
		fields[i].style = keyStyle(fields[i].Key)
		n.noteField(&fields[i])
	}
	slices.SortFunc(fields, func(a, b Field) int { return compareKeys(a.Key, b.Key) })
	for i := 1; i < len(fields); i++ {
		if fields[i].Key == fields[i-1].Key {
			return nil, false
		}
	}
	return n, true
}

// Empty is a map without entries.
func Empty() *Node { return &Node{kind: Map} }

// Kind tells what the value is. Nothing at all counts as null.
func (n *Node) Kind() Kind {
	if n == nil {
		return Null
	}
	return n.kind
}

// Text is the text of a scalar.
func (n *Node) Text() string { return n.text }

// Folded tells whether the text was written as a block that joins lines.
func (n *Node) Folded() bool { return n.folded }

// HasNull tells whether there is a null in the value.
func (n *Node) HasNull() bool { return n.hasNull }

// Fragile tells whether JSON would make another value of something in it.
func (n *Node) Fragile() bool { return n.fragile }

// Fields are the entries of a map, in the order in which they are printed.
func (n *Node) Fields() []Field { return n.fields }

// Items are the values of a list.
func (n *Node) Items() []*Node { return n.items }

// IsScalar tells whether the value is neither map nor list.
func (n *Node) IsScalar() bool { return n.kind != Map && n.kind != List }

// Get returns the value of a map's key, nil if it has none.
func (n *Node) Get(path ...string) *Node {
	for _, key := range path {
		if n == nil || n.kind != Map {
			return nil
		}
		at, found := n.find(key)
		if !found {
			return nil
		}
		n = n.fields[at].Value
	}
	return n
}

// With returns the map with another value for a key.
func (n *Node) With(key string, value *Node) *Node {
	at, found := n.find(key)
	if found {
		fields := slices.Clone(n.fields)
		fields[at].Value = value
		return mapOf(fields)
	}
	fields := make([]Field, 0, len(n.fields)+1)
	fields = append(fields, n.fields[:at]...)
	fields = append(fields, Field{key, keyStyle(key), value})
	return mapOf(append(fields, n.fields[at:]...))
}

// Without returns the map without a key.
func (n *Node) Without(key string) *Node {
	at, found := n.find(key)
	if !found {
		return n
	}
	return mapOf(slices.Delete(slices.Clone(n.fields), at, at+1))
}

// mapOf makes a map of fields in their order.
func mapOf(fields []Field) *Node {
	n := &Node{kind: Map, fields: fields}
	for i := range fields {
		n.noteField(&fields[i])
	}
	return n
}

func (n *Node) noteField(f *Field) {
	n.fragile = n.fragile || f.style == unknown
	n.note(f.Value)
}

func (n *Node) note(part *Node) {
	n.hasNull = n.hasNull || part.hasNull
	n.fragile = n.fragile || part.fragile
}

// find gives the place of a key, or the one that it would have.
func (n *Node) find(key string) (int, bool) {
	for i := range n.fields {
		if n.fields[i].Key == key {
			return i, true
		}
	}
	return slices.BinarySearchFunc(n.fields, key, func(f Field, key string) int { return compareKeys(f.Key, key) })
}

// AllFields are the entries of a map, none if there is no map.
func (n *Node) AllFields() []Field {
	if n.Kind() != Map {
		return nil
	}
	return n.fields
}

// AllItems are the values of a list, none if there is no list.
func (n *Node) AllItems() []*Node {
	if n.Kind() != List {
		return nil
	}
	return n.items
}
