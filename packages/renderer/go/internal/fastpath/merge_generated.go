package fastpath

import (
	"slipway.dev/renderer/internal/plain"
)

// mergedInto is a generated object in the place of one that is there: with
// its name, its labels and annotations as far as they are not replaced, and
// if it is merged with its data.
func mergedInto(old, made *object, withData bool) (*object, error) {
	metadata := made.tree.Get("metadata").With("name", plain.NewText(old.id.Name)).Without("namespace")
	if old.id.Namespace != "" {
		metadata = metadata.With("namespace", plain.NewText(old.id.Namespace))
	}
	for _, key := range []string{"labels", "annotations"} {
		merged, err := mergedTexts(old.tree.Get("metadata", key), made.tree.Get("metadata", key))
		if err != nil {
			return nil, err
		}
		if metadata = metadata.Without(key); merged != nil {
			metadata = metadata.With(key, merged)
		}
	}
	tree := made.tree.With("metadata", metadata)
	if withData {
		if old.tree.Get("binaryData") != nil {
			return nil, errUnusual
		}
		data, err := mergedTexts(old.tree.Get("data"), made.tree.Get("data"))
		if err != nil {
			return nil, err
		}
		if tree = tree.Without("data"); data != nil {
			tree = tree.With("data", data)
		}
	}
	merged := &object{previous: old.previous, prefixes: old.prefixes, suffixes: old.suffixes, hashed: old.hashed && made.hashed}
	return merged, merged.take(tree)
}

// mergedTexts is nil if there are none.
func mergedTexts(old, made *plain.Node) (*plain.Node, error) {
	var merged *plain.Node
	for _, entries := range []*plain.Node{old, made} {
		if entries != nil && entries.Kind() != plain.Map {
			return nil, errUnusual
		}
		for _, f := range entries.AllFields() {
			if f.Value.Kind() != plain.Text {
				return nil, errUnusual
			}
			if merged == nil {
				merged = plain.Empty()
			}
			merged = merged.With(f.Key, f.Value)
		}
	}
	return merged, nil
}
