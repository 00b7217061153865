package fastpath

import (
	"strings"

	"slipway.dev/renderer/internal/plain"
)

// merger merges what can be merged in one way only: without nulls and
// directives, and lists of elements that are told apart by one key. Where it
// says that something is not simple, kustomize's own merging has to be used;
// that also tidies up what is not orderly in either side.
type merger struct{ cache *Cache }

func (m merger) mergeObjects(into, from *plain.Node) (*plain.Node, bool) {
	if into.HasNull() || from.HasNull() || hasPrefixedKey(from) {
		return nil, false
	}
	return m.merge(into, from, nil)
}

func hasPrefixedKey(node *plain.Node) bool {
	for _, f := range node.AllFields() {
		if strings.HasPrefix(f.Key, "$") || hasPrefixedKey(f.Value) {
			return true
		}
	}
	for _, item := range node.AllItems() {
		if hasPrefixedKey(item) {
			return true
		}
	}
	return false
}

func (m merger) merge(into, from *plain.Node, s *schema) (*plain.Node, bool) {
	s = m.cache.schemaOf(s, into, from)
	switch {
	case into.IsScalar() && from.IsScalar():
		return from, !into.Folded() || !strings.Contains(from.Text(), "\n")
	case into.Kind() == plain.Map && from.Kind() == plain.Map:
		return m.mergeMaps(into, from, s)
	case into.Kind() != plain.List || from.Kind() != plain.List:
		return nil, false
	case s == nil || !s.merges:
		return from, true
	default:
		return m.mergeLists(into, from, s)
	}
}

func (m merger) mergeMaps(into, from *plain.Node, s *schema) (*plain.Node, bool) {
	for _, f := range into.Fields() {
		if from.Get(f.Key) == nil && !m.isOrderly(f.Value, s.field(f.Key)) {
			return nil, false
		}
	}
	merged := into
	for _, f := range from.Fields() {
		old, value, simple := into.Get(f.Key), f.Value, true
		if old == nil {
			simple = m.isOrderly(value, s.field(f.Key))
		} else {
			value, simple = m.merge(old, value, s.field(f.Key))
		}
		if !simple {
			return nil, false
		}
		merged = merged.With(f.Key, value)
	}
	return merged, true
}

// mergeLists puts the elements of the patch first, merged with those that
// they replace, and then the others.
func (m merger) mergeLists(into, from *plain.Node, s *schema) (*plain.Node, bool) {
	if len(s.keys) != 1 {
		return nil, false
	}
	old, simple := byKey(into, s.keys[0])
	patches, simpleToo := byKey(from, s.keys[0])
	if !simple || !simpleToo {
		return nil, false
	}
	merged := make([]*plain.Node, 0, len(into.Items())+len(from.Items()))
	for _, item := range from.Items() {
		if other := old[item.Get(s.keys[0]).Text()]; other != nil {
			if item, simple = m.merge(other, item, s.elements); !simple {
				return nil, false
			}
		} else if !m.isOrderly(item, s.elements) {
			return nil, false
		}
		merged = append(merged, item)
	}
	for _, item := range into.Items() {
		if patches[item.Get(s.keys[0]).Text()] != nil {
			continue
		}
		if !m.isOrderly(item, s.elements) {
			return nil, false
		}
		merged = append(merged, item)
	}
	return plain.NewList(merged), true
}

// byKey finds elements by the value of a key; false if not each has its own.
func byKey(list *plain.Node, key string) (map[string]*plain.Node, bool) {
	found := make(map[string]*plain.Node, len(list.Items()))
	for _, item := range list.Items() {
		value := item.Get(key)
		if value == nil || !value.IsScalar() || value.Text() == "" || found[value.Text()] != nil {
			return nil, false
		}
		found[value.Text()] = item
	}
	return found, true
}
