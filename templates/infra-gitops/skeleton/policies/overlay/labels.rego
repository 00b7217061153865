# Labels by which people, the portal and dashboards find what belongs together.
package slipway.overlay

import data.slipway.lib

deny contains lib.result(
	"labels",
	lib.title(one),
	sprintf("the label %v is %v, not %v", [key, shown(found), wanted]),
	sprintf("set %v: %v; `labels:` of a kustomization does so for all objects", [key, wanted]),
) if {
	some one in input.objects
	some key, wanted in exact_labels
	found := label(one, key)
	found != wanted
}

deny contains lib.result(
	"labels",
	lib.title(one),
	sprintf("the label %v is missing", [key]),
	sprintf("set %v", [key]),
) if {
	some one in input.objects
	some key in ["app.kubernetes.io/name", "app.kubernetes.io/part-of"]
	label(one, key) == ""
}

# Pods outlive what made them, and are what people look for at night.
deny contains lib.result(
	"labels",
	lib.title(one),
	sprintf("its pods have the label %v: %v, not %v", [key, shown(found), exact_labels[key]]),
	sprintf("set %v in the pod template", [key]),
) if {
	some one in workloads
	template := lib.pod_template(one)
	some key in ["slipway.dev/component", "slipway.dev/environment"]
	found := label(template, key)
	found != exact_labels[key]
}

exact_labels := {
	"slipway.dev/component": input.component.name,
	"slipway.dev/environment": input.environment.name,
	"app.kubernetes.io/managed-by": "argocd",
}

label(one, key) := found if {
	found := one.metadata.labels[key]
	is_string(found)
} else := ""

shown(found) := "missing" if {
	found == ""
} else := found
