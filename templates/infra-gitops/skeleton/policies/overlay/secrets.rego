# What an overlay renders holds no secret that can be read.
package slipway.overlay

import data.slipway.lib

deny contains lib.result(
	"plaintext-secret",
	lib.title(one),
	"its values are in Git for everybody to read",
	"use an ExternalSecret; and change the secret, which Git does not forget",
) if {
	some one in input.objects
	one.kind == "Secret"
	some field in ["data", "stringData"]
	count(object.get(one, field, {})) > 0
}

deny contains lib.result(
	"plaintext-secret",
	lib.container_title(one, container),
	sprintf("the value of the variable %v looks like a secret", [variable.name]),
	"take it from a Secret by valueFrom.secretKeyRef",
) if {
	some one in workloads
	some container in lib.containers(one)
	some variable in lib.list_at(container, "env")
	looks_secret(variable.name, variable.value)
}

deny contains lib.result(
	"plaintext-secret",
	lib.title(one),
	sprintf("the value of %v looks like a secret", [key]),
	"keep it in a Secret that an ExternalSecret makes",
) if {
	some one in input.objects
	one.kind == "ConfigMap"
	some key, value in object.get(one, "data", {})
	looks_secret(key, value)
}

looks_secret(name, value) if {
	value != ""
	regex.match(`(?i)(password|passwd|secret|token|api_?key|private_?key|credentials)$`, name)
}

looks_secret(_, value) if {
	lib.holds_secret(value)
}
