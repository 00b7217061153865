package fastpath

import (
	"strconv"

	"sigs.k8s.io/kustomize/api/types"
	"sigs.k8s.io/kustomize/kyaml/resid"

	"slipway.dev/renderer/internal/plain"
)

// scale sets the number of replicas of what has or had a name.
func scale(objects []*object, replica types.Replica) ([]*object, error) {
	count := plain.NewInteger(strconv.FormatInt(replica.Count, 10))
	set := func(node *plain.Node) (*plain.Node, error) {
		if !node.IsScalar() {
			return nil, errUnusual
		}
		return count, nil
	}
	found := false
	changed, err := change(objects, func(o *object) (*object, error) {
		var err error
		for _, field := range replicaFields {
			if !o.is(func(id resid.ResId) bool { return id.Name == replica.Name && id.Gvk.IsSelected(&field.Gvk) }) {
				continue
			}
			found = true
			if o, err = applyAll([]fieldSpec{field}, o, count, set); err != nil {
				return nil, err
			}
		}
		return o, nil
	})
	if err == nil && !found {
		err = errUnusual
	}
	return changed, err
}
