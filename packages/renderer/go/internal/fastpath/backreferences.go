package fastpath

import (
	"slices"
	"strings"

	"sigs.k8s.io/kustomize/kyaml/resid"

	"slipway.dev/renderer/internal/plain"
)

// fixReferences writes the new names of objects where others refer to them by
// the old ones.
func fixReferences(objects []*object) ([]*object, error) {
	return change(objects, func(referrer *object) (*object, error) {
		r := referrals{referrer: referrer, all: objects}
		changed := referrer
		for i := range references {
			for j := range references[i].among {
				field := references[i].among[j]
				if !referrer.original().IsSelected(&field.Gvk) {
					continue
				}
				tree, err := apply(changed.tree, field.path, false, nil, r.setter(&references[i].to, field.path))
				if err != nil {
					return nil, err
				}
				if tree != changed.tree && slices.Contains(referrer.shared, field.path[len(field.path)-1]) {
					return nil, errUnusual
				}
				changed = changed.with(tree)
			}
		}
		return changed, nil
	})
}

// referrals finds what one object refers to.
type referrals struct {
	referrer *object
	all      []*object
	// What it can refer to; found out when it is first needed.
	candidates []*object
}

func (r *referrals) setter(to *resid.Gvk, path []string) setter {
	isRole := strings.HasSuffix(strings.Join(path, "/"), "roleRef/name")
	return func(node *plain.Node) (*plain.Node, error) {
		switch node.Kind() {
		case plain.Null:
			return node, nil
		case plain.List:
			return applyToItems(node, nil, false, nil, func(item *plain.Node) (*plain.Node, error) {
				switch item.Kind() {
				case plain.Null:
					return item, nil
				case plain.List:
					return nil, errUnusual
				default:
					return r.set(item, to, isRole)
				}
			})
		default:
			return r.set(node, to, isRole)
		}
	}
}

func (r *referrals) set(node *plain.Node, to *resid.Gvk, isRole bool) (*plain.Node, error) {
	if node.Kind() == plain.Map {
		return r.setMap(node, to, isRole)
	}
	target, err := r.find(node.Text(), r.reachable(), to, isRole, false)
	if target == nil || err != nil || target.id.Name == node.Text() {
		return node, err
	}
	return plain.NewText(target.id.Name), nil
}

// setMap sets name and namespace of an object that refers by both.
func (r *referrals) setMap(node *plain.Node, to *resid.Gvk, isRole bool) (*plain.Node, error) {
	name, namespace := node.Get("name"), node.Get("namespace")
	if name.Kind() != plain.Text || namespace != nil && namespace.Kind() != plain.Text {
		return nil, errUnusual
	}
	candidates := r.reachable()
	if namespace != nil {
		candidates = inNamespace(candidates, namespace.Text())
	}
	target, err := r.find(name.Text(), candidates, to, isRole, true)
	if target == nil || err != nil {
		return node, err
	}
	if target.id.Name != name.Text() || target.id.Namespace != "" {
		node = node.With("name", plain.NewText(target.id.Name))
		if target.id.Namespace != "" {
			node = node.With("namespace", plain.NewText(target.id.Namespace))
		}
	}
	return node, nil
}

// inNamespace are the candidates that were in a namespace first or, if there
// are none, that are in it now.
func inNamespace(candidates []*object, namespace string) []*object {
	of := func(id func(*object) resid.ResId) []*object {
		return slices.DeleteFunc(slices.Clone(candidates), func(o *object) bool {
			effective := id(o).EffectiveNamespace()
			return effective != namespace || effective == resid.TotallyNotANamespace
		})
	}
	if found := of((*object).original); len(found) > 0 {
		return found
	}
	return of(func(o *object) resid.ResId { return o.id })
}

// reachable are the objects that the referrer could refer to, by scope.
func (r *referrals) reachable() []*object {
	if r.candidates != nil {
		return r.candidates
	}
	if r.referrer.id.IsClusterScoped() {
		r.candidates = r.all
		return r.candidates
	}
	named := r.namespacesOfSubjects()
	for _, o := range r.all {
		if o.id.IsClusterScoped() || o.id.IsNsEquals(r.referrer.id) || named[o.id.Namespace] {
			r.candidates = append(r.candidates, o)
		}
	}
	return r.candidates
}

// A role binding can refer to service accounts elsewhere.
func (r *referrals) namespacesOfSubjects() map[string]bool {
	named := map[string]bool{}
	if r.referrer.id.Kind == "RoleBinding" {
		for _, subject := range r.referrer.tree.Get("subjects").AllItems() {
			namespace, kind := subject.Get("namespace"), subject.Get("kind")
			if namespace.Kind() == plain.Text && kind.Kind() == plain.Text && kind.Text() == "ServiceAccount" {
				named[namespace.Text()] = true
			}
		}
	}
	return named
}

// find picks the object that a name means, as kustomize does: nil if there is
// none, or if it cannot be told which.
func (r *referrals) find(name string, candidates []*object, to *resid.Gvk, isRole, withNamespace bool) (*object, error) {
	var found []*object
	for _, o := range candidates {
		if hadName(o, name) && hadKind(o, to) && (!isRole || r.isRole(o)) && r.sharesNamespace(o) {
			found = append(found, o)
		}
	}
	if len(found) == 1 {
		return found[0], nil
	}
	found = r.likeNamed(found, true)
	if len(found) > 1 {
		found = r.likeNamed(found, false)
	}
	if len(found) == 0 {
		return nil, nil
	}
	for _, o := range found[1:] {
		if o.id.Name != found[0].id.Name || withNamespace && o.id.Namespace != found[0].id.Namespace {
			return nil, errUnusual
		}
	}
	return found[0], nil
}

func hadName(o *object, name string) bool {
	return slices.ContainsFunc(o.previous, func(id resid.ResId) bool { return id.Name == name })
}

func hadKind(o *object, kind *resid.Gvk) bool {
	return slices.ContainsFunc(o.previous, func(id resid.ResId) bool { return id.IsSelected(kind) })
}

// isRole tells whether an object is of the kind that the roleRef names.
func (r *referrals) isRole(o *object) bool {
	group, kind := r.referrer.tree.Get("roleRef", "apiGroup"), r.referrer.tree.Get("roleRef", "kind")
	if group == nil || kind == nil || !group.IsScalar() || !kind.IsScalar() {
		return true
	}
	return hadKind(o, &resid.Gvk{Group: group.Text(), Kind: kind.Text()})
}

func (r *referrals) sharesNamespace(o *object) bool {
	return r.referrer.id.IsClusterScoped() || o.id.IsClusterScoped() || o.id.Kind == "ServiceAccount" || r.referrer.id.IsNsEquals(o.id)
}

// likeNamed are the candidates whose names were prefixed and suffixed like
// the referrer's.
func (r *referrals) likeNamed(found []*object, allowNone bool) []*object {
	alike := func(a, b []string) bool {
		return allowNone && (len(a) == 0 || len(b) == 0) || endAlike(a, b)
	}
	return slices.DeleteFunc(slices.Clone(found), func(o *object) bool {
		return !alike(o.prefixes, r.referrer.prefixes) || !alike(o.suffixes, r.referrer.suffixes)
	})
}

func endAlike(a, b []string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	return (len(a) > 0 || len(b) == 0) && slices.Equal(a, b[len(b)-len(a):])
}
