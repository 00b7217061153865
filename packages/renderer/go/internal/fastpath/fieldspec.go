package fastpath

import (
	"strings"

	"sigs.k8s.io/kustomize/kyaml/resid"

	"slipway.dev/renderer/internal/plain"
)

// fieldSpec names a field of the objects of a type; an empty part of the type
// stands for all. Lists on the path are passed through.
type fieldSpec struct {
	resid.Gvk
	path []string
	// Whether the field and what leads to it are made where they are missing.
	create bool
}

// spec makes a field of a path like "spec/template/spec"; in a type like
// "apps/v1/Deployment" parts in front may be missing.
func spec(kind, path string) fieldSpec {
	f := fieldSpec{path: strings.Split(path, "/")}
	parts := strings.Split(kind, "/")
	f.Kind = parts[len(parts)-1]
	switch len(parts) {
	case 2:
		f.Group = parts[0]
	case 3:
		f.Group, f.Version = parts[0], parts[1]
	}
	return f
}

func created(kind, path string) fieldSpec {
	f := spec(kind, path)
	f.create = true
	return f
}

// setter gives a field its new value.
type setter func(*plain.Node) (*plain.Node, error)

// applyAll sets the fields of all specifications that concern the object.
func applyAll(specs []fieldSpec, o *object, missing *plain.Node, set setter) (*object, error) {
	tree := o.tree
	for i := range specs {
		if !o.id.Gvk.IsSelected(&specs[i].Gvk) {
			continue
		}
		var err error
		if tree, err = apply(tree, specs[i].path, specs[i].create, missing, set); err != nil {
			return nil, err
		}
	}
	return o.with(tree), nil
}

// apply sets the fields at the end of a path. Where they are missing they are
// made of `missing`, if they are to be.
func apply(node *plain.Node, path []string, create bool, missing *plain.Node, set setter) (*plain.Node, error) {
	if len(path) == 0 {
		return set(node)
	}
	switch node.Kind() {
	case plain.List:
		return applyToItems(node, path, create, missing, set)
	case plain.Map:
		return applyToField(node, path, create && missing != nil, missing, set)
	default:
		return nil, errUnusual
	}
}

func applyToItems(node *plain.Node, path []string, create bool, missing *plain.Node, set setter) (*plain.Node, error) {
	var changed []*plain.Node
	for i, item := range node.Items() {
		made, err := apply(item, path, create, missing, set)
		if err != nil {
			return nil, err
		}
		if made != item && changed == nil {
			changed = append(make([]*plain.Node, 0, len(node.Items())), node.Items()...)
		}
		if changed != nil {
			changed[i] = made
		}
	}
	if changed == nil {
		return node, nil
	}
	return plain.NewList(changed), nil
}

func applyToField(node *plain.Node, path []string, create bool, missing *plain.Node, set setter) (*plain.Node, error) {
	key, mustBeList := strings.CutSuffix(path[0], "[]")
	value := node.Get(key)
	if value == nil {
		if !create || mustBeList {
			return node, nil
		}
		value = plain.Empty()
		if len(path) == 1 {
			value = missing
		}
	} else if value.Kind() == plain.Null {
		return nil, errUnusual
	}
	made, err := apply(value, path[1:], create, missing, set)
	if err != nil {
		return nil, err
	}
	if made == node.Get(key) {
		return node, nil
	}
	return node.With(key, made), nil
}
