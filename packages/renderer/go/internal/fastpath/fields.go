package fastpath

import (
	"cmp"
	"slices"

	"sigs.k8s.io/kustomize/kyaml/resid"
)

// Where kustomize's transformers find their fields when a kustomization does
// not say otherwise. fields_test.go compares this with kustomize's own lists.

// What makes pods, and where it describes them.
var podTemplates = []struct{ kind, path string }{
	{"Pod", ""}, {"PodTemplate", "template/"}, {"CronJob", "spec/jobTemplate/spec/template/"},
	{"Deployment", "spec/template/"}, {"ReplicaSet", "spec/template/"}, {"DaemonSet", "spec/template/"},
	{"StatefulSet", "spec/template/"}, {"Job", "spec/template/"}, {"ReplicationController", "spec/template/"},
}

// ofPods are fields of a pod's specification, for every kind but some.
func ofPods(paths []string, except ...string) (specs []fieldSpec) {
	for _, template := range podTemplates {
		for _, path := range paths {
			if !slices.Contains(except, template.kind) {
				specs = append(specs, spec(template.kind, template.path+"spec/"+path))
			}
		}
	}
	return specs
}

func metadataFields(name string) []fieldSpec {
	group := ""
	if name == "labels" {
		group = "apps/"
	}
	return []fieldSpec{
		created("", "metadata/"+name),
		created("/v1/ReplicationController", "spec/template/metadata/"+name),
		created("Deployment", "spec/template/metadata/"+name),
		created("ReplicaSet", "spec/template/metadata/"+name),
		created("DaemonSet", "spec/template/metadata/"+name),
		created(group+"StatefulSet", "spec/template/metadata/"+name),
		created("batch/Job", "spec/template/metadata/"+name),
		created("batch/CronJob", "spec/jobTemplate/metadata/"+name),
		created("batch/CronJob", "spec/jobTemplate/spec/template/metadata/"+name),
	}
}

var (
	objectLabels     = []fieldSpec{created("", "metadata/labels")}
	templateLabels   = append(metadataFields("labels"), created("apps/StatefulSet", "spec/volumeClaimTemplates[]/metadata/labels"))
	commonLabels     = append(selectors(), templateLabels...)
	annotationFields = metadataFields("annotations")
)

func selectors() []fieldSpec {
	specs := []fieldSpec{
		created("/v1/Service", "spec/selector"),
		created("/v1/ReplicationController", "spec/selector"),
		created("Deployment", "spec/selector/matchLabels"),
		created("ReplicaSet", "spec/selector/matchLabels"),
		created("DaemonSet", "spec/selector/matchLabels"),
		created("apps/StatefulSet", "spec/selector/matchLabels"),
		spec("batch/Job", "spec/selector/matchLabels"),
		spec("batch/CronJob", "spec/jobTemplate/spec/selector/matchLabels"),
		spec("policy/PodDisruptionBudget", "spec/selector/matchLabels"),
		spec("networking.k8s.io/NetworkPolicy", "spec/podSelector/matchLabels"),
		spec("networking.k8s.io/NetworkPolicy", "spec/ingress/from/podSelector/matchLabels"),
		spec("networking.k8s.io/NetworkPolicy", "spec/egress/to/podSelector/matchLabels"),
	}
	for _, kind := range []string{"apps/Deployment", "apps/StatefulSet"} {
		specs = append(specs, spec(kind, "spec/template/spec/topologySpreadConstraints/labelSelector/matchLabels"))
		for _, affinity := range []string{"podAffinity", "podAntiAffinity"} {
			path := "spec/template/spec/affinity/" + affinity
			specs = append(specs,
				spec(kind, path+"/preferredDuringSchedulingIgnoredDuringExecution/podAffinityTerm/labelSelector/matchLabels"),
				spec(kind, path+"/requiredDuringSchedulingIgnoredDuringExecution/labelSelector/matchLabels"))
		}
	}
	return specs
}

// Fields with a namespace besides those that every object has.
var namespaceFields = []fieldSpec{
	created("Namespace", "metadata/name"),
	created("apiregistration.k8s.io/APIService", "spec/service/namespace"),
	spec("apiextensions.k8s.io/CustomResourceDefinition", "spec/conversion/webhook/clientConfig/service/namespace"),
}

var imageFields = []fieldSpec{
	created("", "spec/containers[]/image"), created("", "spec/initContainers[]/image"), created("", "spec/volumes[]/image/reference"),
	created("", "spec/template/spec/containers[]/image"), created("", "spec/template/spec/initContainers[]/image"),
	created("", "spec/template/spec/volumes[]/image/reference"),
}

var replicaFields = []fieldSpec{
	created("Deployment", "spec/replicas"), created("ReplicationController", "spec/replicas"),
	created("ReplicaSet", "spec/replicas"), created("StatefulSet", "spec/replicas"),
}

// reference says which fields hold names of objects of a type.
type reference struct {
	to    resid.Gvk
	among []fieldSpec
}

// inOrder sorts references as kustomize does.
func inOrder(all []reference) []reference {
	slices.SortStableFunc(all, func(a, b reference) int {
		switch {
		case a.to.IsLessThan(b.to):
			return -1
		case b.to.IsLessThan(a.to):
			return 1
		default:
			return cmp.Compare(a.to.Kind, b.to.Kind)
		}
	})
	return all
}
