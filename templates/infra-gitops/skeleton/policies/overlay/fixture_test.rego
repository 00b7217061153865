# An overlay that every policy accepts; tests break it in one place each.
package slipway.overlay_test

import data.slipway.overlay

settings := {
	"allowedRegistries": ["ghcr.io/acme"],
	"unreleasedTags": ["1.0.0"],
	"productionEnvironments": ["prod"],
}

pinned := sprintf("ghcr.io/acme/shop:1.2.0@sha256:%v", [concat("", [digit | some _ in numbers.range(1, 64); digit := "a"])])

labels := {
	"app.kubernetes.io/name": "shop",
	"app.kubernetes.io/part-of": "retail",
	"app.kubernetes.io/managed-by": "argocd",
	"slipway.dev/component": "shop",
	"slipway.dev/environment": "prod",
}

metadata := {"name": "shop", "namespace": "shop-prod", "labels": labels}

container := {
	"name": "web",
	"image": pinned,
	"ports": [{"containerPort": 8080}],
	"env": [{"name": "DATABASE_PASSWORD", "valueFrom": {"secretKeyRef": {"name": "shop-db", "key": "password"}}}],
	"resources": {"requests": {"cpu": "10m", "memory": "32Mi"}, "limits": {"memory": "64Mi"}},
	"readinessProbe": {"httpGet": {"path": "/readyz", "port": 8080}},
	"livenessProbe": {"httpGet": {"path": "/healthz", "port": 8080}},
	"securityContext": {
		"allowPrivilegeEscalation": false,
		"readOnlyRootFilesystem": true,
		"capabilities": {"drop": ["ALL"]},
	},
}

deployment := {
	"apiVersion": "apps/v1",
	"kind": "Deployment",
	"metadata": metadata,
	"spec": {
		"replicas": 2,
		"strategy": {"type": "RollingUpdate"},
		"template": {
			"metadata": {"labels": labels},
			"spec": {
				"securityContext": {"runAsNonRoot": true, "seccompProfile": {"type": "RuntimeDefault"}},
				"containers": [container],
				"volumes": [{"name": "tmp", "emptyDir": {}}],
			},
		},
	},
}

budget := {
	"apiVersion": "policy/v1",
	"kind": "PodDisruptionBudget",
	"metadata": metadata,
	"spec": {"maxUnavailable": 1, "selector": {"matchLabels": {"app.kubernetes.io/name": "shop"}}},
}

namespace := {
	"apiVersion": "v1",
	"kind": "Namespace",
	"metadata": {"name": "shop-prod", "labels": labels},
}

config := {"apiVersion": "v1", "kind": "ConfigMap", "metadata": metadata, "data": {"LOG_LEVEL": "info"}}

good := {
	"component": {"name": "shop", "owner": "team-shop"},
	"environment": {"name": "prod"},
	"overlay": "prod",
	"path": "apps/shop/overlays/prod",
	"objects": [deployment, budget, namespace, config],
}

pod := "/objects/0/spec/template/spec"

first_container := sprintf("%v/containers/0", [pod])

at(start, path) := concat("/", [start, path])

set_to(path, value) := {"op": "add", "path": path, "value": value}

without(path) := {"op": "remove", "path": path}

more(one) := {"op": "add", "path": "/objects/-", "value": one}

# The rules that refuse the overlay after these changes.
refused(changes) := rules if {
	results := overlay.deny with input as json.patch(good, changes) with data.settings as settings
	rules := {result.rule | some result in results}
}

warned(changes) := rules if {
	results := overlay.warn with input as json.patch(good, changes) with data.settings as settings
	rules := {result.rule | some result in results}
}

test_a_good_overlay_passes if {
	refused([]) == set()
	warned([]) == set()
}

test_a_result_names_object_reason_and_what_to_do if {
	results := overlay.deny with input as json.patch(good, [without("/objects/1")])
		with data.settings as settings
	results == {{
		"rule": "disruption-budget",
		"object": "Deployment shop-prod/shop",
		"reason": "no PodDisruptionBudget keeps one of its pods while nodes are drained",
		"fix": "add a PodDisruptionBudget that selects its pods, with maxUnavailable: 1",
	}}
}
