# An overlay stays in the namespace of its component and environment.
package slipway.overlay

import data.slipway.lib

deny contains lib.result(
	"namespace",
	lib.title(one),
	sprintf("it is not in the namespace %v", [own_namespace]),
	sprintf("set metadata.namespace: %v; of kinds without a namespace, only Namespace is allowed", [own_namespace]),
) if {
	some one in input.objects
	one.kind != "Namespace"
	object.get(one, ["metadata", "namespace"], "") != own_namespace
}

deny contains lib.result(
	"namespace",
	lib.title(one),
	sprintf("the namespace of this overlay is %v", [own_namespace]),
	sprintf("name it %v", [own_namespace]),
) if {
	some one in input.objects
	one.kind == "Namespace"
	object.get(one, ["metadata", "name"], "") != own_namespace
}

own_namespace := sprintf("%v-%v", [input.component.name, input.environment.name])
