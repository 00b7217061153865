package fastpath

import (
	"slices"

	"slipway.dev/renderer/internal/plain"
)

var (
	objectNamespace = []fieldSpec{created("", "metadata/namespace")}
	subjects        = []string{"subjects"}
)

// setNamespace puts all objects into a namespace that can be in one.
func setNamespace(objects []*object, namespace string) ([]*object, error) {
	if !plain.IsCertain(namespace) {
		return nil, errUnusual
	}
	value := plain.NewText(namespace)
	set := func(node *plain.Node) (*plain.Node, error) {
		if !node.IsScalar() {
			return nil, errUnusual
		}
		return value, nil
	}
	changed, err := change(objects, func(o *object) (*object, error) {
		o, err := o.remembering()
		if err != nil {
			return nil, err
		}
		made := *o
		if !o.id.IsClusterScoped() {
			moved, err := applyAll(objectNamespace, o, value, set)
			if err != nil {
				return nil, err
			}
			made = *moved
			made.id.Namespace = namespace
		}
		return setOtherNamespaces(&made, value, set)
	})
	if err != nil {
		return nil, err
	}
	return appendAll(nil, changed...)
}

func setOtherNamespaces(o *object, value *plain.Node, set setter) (*object, error) {
	if o.id.Kind == "RoleBinding" || o.id.Kind == "ClusterRoleBinding" {
		return setSubjects(o, value)
	}
	fields := namespaceFields
	isNamespace := o.id.Kind == "Namespace" && o.id.Group == "" && o.id.Version == "v1"
	if !isNamespace {
		fields = slices.DeleteFunc(slices.Clone(fields), func(f fieldSpec) bool { return f.Kind == "Namespace" })
	}
	made, err := applyAll(fields, o, value, set)
	if err != nil || !isNamespace {
		return made, err
	}
	renamed := *made
	renamed.id.Name = value.Text()
	return &renamed, nil
}

// setSubjects gives the namespace to subjects with the name "default" alone.
func setSubjects(o *object, value *plain.Node) (*object, error) {
	if subjects := o.tree.Get("subjects"); subjects != nil && subjects.Kind() != plain.List {
		return nil, errUnusual
	}
	tree, err := apply(o.tree, subjects, false, nil, func(list *plain.Node) (*plain.Node, error) {
		items := slices.Clone(list.Items())
		for i, subject := range items {
			name := subject.Get("name")
			if subject.Kind() != plain.Map || name != nil && name.Kind() != plain.Text {
				return nil, errUnusual
			}
			if name == nil || name.Text() != "default" {
				continue
			}
			if old := subject.Get("namespace"); old != nil && old.Kind() != plain.Text {
				return nil, errUnusual
			}
			items[i] = subject.With("namespace", value)
		}
		return plain.NewList(items), nil
	})
	if err != nil {
		return nil, err
	}
	return o.with(tree), nil
}
