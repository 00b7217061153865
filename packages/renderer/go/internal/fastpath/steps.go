package fastpath

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"slipway.dev/renderer/internal/plain"
)

// apply makes the usual operations. False if one is not usual, or does not
// fit the value: the library knows what is an error.
func (o *operations) apply(on *plain.Node) (*plain.Node, bool) {
	simple := true
	for _, step := range o.list {
		if on, simple = step.at(on, step.path); !simple {
			return nil, false
		}
	}
	return on, true
}

var unescape = strings.NewReplacer("~1", "/", "~0", "~")

func segments(path string) []string {
	parts := strings.Split(path, "/")[1:]
	for i := range parts {
		parts[i] = unescape.Replace(parts[i])
	}
	return parts
}

// at goes down a path, and changes what is at its end.
func (s *operationStep) at(node *plain.Node, path []string) (*plain.Node, bool) {
	if len(path) == 0 {
		return nil, false
	}
	switch node.Kind() {
	case plain.Map:
		return s.atKey(node, path)
	case plain.List:
		return s.atIndex(node, path)
	default:
		return nil, false
	}
}

func (s *operationStep) atKey(node *plain.Node, path []string) (*plain.Node, bool) {
	old := node.Get(path[0])
	if len(path) > 1 {
		made, simple := s.at(old, path[1:])
		if !simple {
			return nil, false
		}
		return node.With(path[0], made), true
	}
	switch {
	case s.name == "add" && s.value != nil, s.name == "replace" && s.value != nil && old != nil:
		return node.With(path[0], s.value), true
	case s.name == "remove" && old != nil:
		return node.Without(path[0]), true
	default:
		return nil, false
	}
}

func (s *operationStep) atIndex(node *plain.Node, path []string) (*plain.Node, bool) {
	items := slices.Clone(node.Items())
	if len(path) == 1 && path[0] == "-" && s.name == "add" && s.value != nil {
		return plain.NewList(append(items, s.value)), true
	}
	index, err := strconv.Atoi(path[0])
	if err != nil || path[0] != strconv.Itoa(index) || index < 0 || index >= len(items) {
		return nil, false
	}
	if len(path) > 1 {
		made, simple := s.at(items[index], path[1:])
		if !simple {
			return nil, false
		}
		items[index] = made
		return plain.NewList(items), true
	}
	switch {
	case s.name == "add" && s.value != nil:
		items = slices.Insert(items, index, s.value)
	case s.name == "replace" && s.value != nil:
		items[index] = s.value
	case s.name == "remove":
		items = slices.Delete(items, index, index+1)
	default:
		return nil, false
	}
	return plain.NewList(items), true
}

// simpleValue is nil for what JSON and kustomize could read differently.
func simpleValue(text json.RawMessage) *plain.Node {
	var value any
	decoder := json.NewDecoder(strings.NewReader(string(text)))
	decoder.UseNumber()
	if len(text) == 0 || decoder.Decode(&value) != nil {
		return nil
	}
	node, simple := plain.FromJSON(value)
	if !simple || node.HasNull() || node.Fragile() {
		return nil
	}
	return node
}
