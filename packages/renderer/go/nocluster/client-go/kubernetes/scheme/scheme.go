// Package scheme stands in for Kubernetes' types: it knows their versions only.
package scheme

import "k8s.io/apimachinery/pkg/runtime/schema"

// Scheme knows what versions there are.
var Scheme Versions

// Versions are API versions without their types.
type Versions struct{}

// PrioritizedVersionsAllGroups lists all versions, those to prefer first in each group.
func (Versions) PrioritizedVersionsAllGroups() []schema.GroupVersion {
	all := make([]schema.GroupVersion, 0, len(versions))
	for _, text := range versions {
		all = append(all, schema.ParseGroupVersion(text))
	}
	return all
}
