package fastpath

import (
	"cmp"
	"slices"

	"sigs.k8s.io/kustomize/kyaml/resid"
)

// Kinds that kustomize prints first and last, in this order.
var (
	firstKinds = []string{
		"Namespace", "ResourceQuota", "StorageClass", "CustomResourceDefinition", "ServiceAccount", "PodSecurityPolicy",
		"Role", "ClusterRole", "RoleBinding", "ClusterRoleBinding", "ConfigMap", "Secret", "Endpoints", "Service",
		"LimitRange", "PriorityClass", "PersistentVolume", "PersistentVolumeClaim", "Deployment", "StatefulSet", "CronJob",
		"PodDisruptionBudget",
	}
	lastKinds = []string{"MutatingWebhookConfiguration", "ValidatingWebhookConfiguration"}
)

type sortable struct {
	*object
	rank      int
	kind, key string
}

// sorted puts objects into the order in which they are printed.
func sorted(objects []*object) []*object {
	all := make([]sortable, len(objects))
	for i, o := range objects {
		all[i] = sortable{object: o, rank: rankOf(o.id.Kind), kind: kindKey(o.id.Gvk), key: cmp.Or(o.id.Namespace, "~X") + "|" + o.id.Name}
	}
	slices.SortFunc(all, func(a, b sortable) int {
		byKind := cmp.Compare(a.kind, b.kind)
		if a.id.Kind == "Namespace" && b.id.Kind == "Namespace" && (a.id.Group == "" || b.id.Group == "") {
			byKind = -byKind
		}
		return cmp.Or(cmp.Compare(a.rank, b.rank), byKind, cmp.Compare(a.key, b.key))
	})
	inOrder := make([]*object, len(all))
	for i := range all {
		inOrder[i] = all[i].object
	}
	return inOrder
}

func rankOf(kind string) int {
	if at := slices.Index(firstKinds, kind); at >= 0 {
		return at - len(firstKinds)
	}
	return slices.Index(lastKinds, kind) + 1
}

func kindKey(gvk resid.Gvk) string {
	return cmp.Or(gvk.Group, "~G") + "_" + cmp.Or(gvk.Version, "~V") + "_" + cmp.Or(gvk.Kind, "~K")
}
