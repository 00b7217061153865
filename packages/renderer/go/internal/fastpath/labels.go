package fastpath

import (
	"maps"
	"slices"

	"sigs.k8s.io/kustomize/api/types"

	"slipway.dev/renderer/internal/plain"
)

// setTexts adds entries to the maps in some fields.
func setTexts(objects []*object, entries map[string]string, fields []fieldSpec) ([]*object, error) {
	if len(entries) == 0 {
		return objects, nil
	}
	keys := slices.Sorted(maps.Keys(entries))
	values := make([]*plain.Node, len(keys))
	for i, key := range keys {
		if isReserved(key) {
			return nil, errUnusual
		}
		values[i] = plain.NewText(entries[key])
	}
	return change(objects, func(o *object) (*object, error) {
		added := make([]int, len(keys))
		made, err := applyAll(fields, o, plain.Empty(), func(node *plain.Node) (*plain.Node, error) {
			return setEach(node, o, keys, values, added)
		})
		if err != nil {
			return nil, err
		}
		return made.sharing(keys, added), nil
	})
}

func setEach(node *plain.Node, o *object, keys []string, values []*plain.Node, added []int) (*plain.Node, error) {
	if node.Kind() != plain.Map {
		return nil, errUnusual
	}
	for i, key := range keys {
		switch old := node.Get(key); {
		case old == nil:
			added[i]++
		case old.Kind() == plain.Text && old.Text() == values[i].Text():
			continue
		case slices.Contains(o.shared, key):
			return nil, errUnusual
		}
		node = node.With(key, values[i])
	}
	return node, nil
}

// sharing notes which entries were added in several places. In kustomize they
// are one and the same there: who changes one of them later changes all.
func (o *object) sharing(keys []string, added []int) *object {
	for i, key := range keys {
		if added[i] > 1 {
			changed := *o
			changed.shared = append(slices.Clip(o.shared), key)
			o = &changed
		}
	}
	return o
}

// label adds the labels of a kustomization.
func label(objects []*object, k *types.Kustomization) (_ []*object, err error) {
	for _, label := range k.Labels {
		fields := objectLabels
		switch {
		case label.IncludeSelectors:
			fields = commonLabels
		case label.IncludeTemplates:
			fields = templateLabels
		}
		if objects, err = setTexts(objects, label.Pairs, fields); err != nil {
			return nil, err
		}
	}
	return setTexts(objects, k.CommonLabels, commonLabels)
}
