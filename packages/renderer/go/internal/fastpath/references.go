package fastpath

import "slices"

var references = inOrder([]reference{
	scaled("Deployment"), scaled("ReplicationController"), scaled("ReplicaSet"), scaled("StatefulSet"),
	refersTo("/v1/ConfigMap", configMapFields()),
	refersTo("/v1/Secret", secretFields()),
	refersTo("/v1/Service", []fieldSpec{
		spec("apps/StatefulSet", "spec/serviceName"),
		spec("Ingress", "spec/rules/http/paths/backend/serviceName"),
		spec("Ingress", "spec/backend/serviceName"),
		spec("Ingress", "spec/rules/http/paths/backend/service/name"),
		spec("Ingress", "spec/defaultBackend/service/name"),
		spec("apiregistration.k8s.io/APIService", "spec/service/name"),
		spec("admissionregistration.k8s.io/ValidatingWebhookConfiguration", "webhooks/clientConfig/service"),
		spec("admissionregistration.k8s.io/MutatingWebhookConfiguration", "webhooks/clientConfig/service"),
	}),
	refersTo("rbac.authorization.k8s.io/Role", []fieldSpec{spec("rbac.authorization.k8s.io/RoleBinding", "roleRef/name")}),
	refersTo("rbac.authorization.k8s.io/ClusterRole", []fieldSpec{
		spec("rbac.authorization.k8s.io/RoleBinding", "roleRef/name"),
		spec("rbac.authorization.k8s.io/ClusterRoleBinding", "roleRef/name"),
	}),
	refersTo("/v1/ServiceAccount", append([]fieldSpec{
		spec("rbac.authorization.k8s.io/RoleBinding", "subjects"),
		spec("rbac.authorization.k8s.io/ClusterRoleBinding", "subjects"),
	}, ofControllers("serviceAccountName")...)),
	refersTo("/v1/PersistentVolumeClaim", ofControllers("volumes/persistentVolumeClaim/claimName")),
	refersTo("/v1/PersistentVolume", []fieldSpec{
		spec("ClusterRole", "rules/resourceNames"), spec("PersistentVolumeClaim", "spec/volumeName"),
	}),
	refersTo("storage.k8s.io/v1/StorageClass", []fieldSpec{
		spec("PersistentVolume", "spec/storageClassName"),
		spec("PersistentVolumeClaim", "spec/storageClassName"),
		spec("StatefulSet", "spec/volumeClaimTemplates/spec/storageClassName"),
	}),
	refersTo("scheduling.k8s.io/v1/PriorityClass", ofControllers("priorityClassName")),
	ingressClasses(),
	refersTo("admissionregistration.k8s.io/ValidatingAdmissionPolicy", []fieldSpec{
		spec("admissionregistration.k8s.io/ValidatingAdmissionPolicyBinding", "spec/policyName"),
	}),
})

func refersTo(kind string, among []fieldSpec) reference {
	return reference{to: spec(kind, "").Gvk, among: among}
}

func scaled(kind string) reference {
	return refersTo(kind, []fieldSpec{spec("HorizontalPodAutoscaler", "spec/scaleTargetRef/name")})
}

// The group that kustomize looks for is one that there cannot be.
func ingressClasses() reference {
	r := refersTo("/v1/IngressClass", []fieldSpec{spec("Ingress", "spec/ingressClassName")})
	r.to.Group = "networking.k8s.io/v1"
	return r
}

// ofControllers are fields of the pods of everything but templates and sets of replicas.
func ofControllers(path string) []fieldSpec {
	return ofPods([]string{path}, "PodTemplate", "ReplicaSet")
}

func resourceNames() []fieldSpec {
	return []fieldSpec{spec("Role", "rules/resourceNames"), spec("ClusterRole", "rules/resourceNames")}
}

func configMapFields() []fieldSpec {
	return slices.Concat(
		withVersion(ofPods([]string{
			"volumes/configMap/name", "volumes/projected/sources/configMap/name",
			"containers/env/valueFrom/configMapKeyRef/name", "initContainers/env/valueFrom/configMapKeyRef/name",
			"containers/envFrom/configMapRef/name", "initContainers/envFrom/configMapRef/name",
		}, "ReplicationController")),
		resourceNames(),
		[]fieldSpec{
			spec("Node", "spec/configSource/configMap"),
			annotation("nginx.ingress.kubernetes.io/fastcgi-params-configmap"),
		})
}

func secretFields() []fieldSpec {
	return slices.Concat(
		withVersion(ofPods([]string{
			"volumes/secret/secretName", "volumes/projected/sources/secret/name", "imagePullSecrets/name",
			"containers/env/valueFrom/secretKeyRef/name", "initContainers/env/valueFrom/secretKeyRef/name",
			"containers/envFrom/secretRef/name", "initContainers/envFrom/secretRef/name",
		}, "ReplicationController")),
		resourceNames(),
		[]fieldSpec{
			spec("Ingress", "spec/tls/secretName"),
			annotation("ingress.kubernetes.io/auth-secret"),
			annotation("nginx.ingress.kubernetes.io/auth-secret"),
			annotation("nginx.ingress.kubernetes.io/auth-tls-secret"),
			spec("ServiceAccount", "imagePullSecrets/name"),
			spec("StorageClass", "parameters/secretName"), spec("StorageClass", "parameters/adminSecretName"),
			spec("StorageClass", "parameters/userSecretName"), spec("StorageClass", "parameters/secretRef"),
			spec("serving.knative.dev/v1/Service", "spec/template/spec/containers/env/valueFrom/secretKeyRef/name"),
			spec("PersistentVolume", "spec/azureFile/secretName"),
		})
}

// withVersion is what kustomize says of pods, and of nothing that makes them.
func withVersion(specs []fieldSpec) []fieldSpec {
	for i := range specs {
		if specs[i].Kind == "Pod" {
			specs[i].Version = "v1"
		}
	}
	return specs
}

func annotation(name string) fieldSpec {
	f := spec("Ingress", "metadata/annotations")
	f.path = append(f.path, name)
	return f
}
