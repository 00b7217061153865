# A pod that cannot answer gets no requests, and one that hangs is restarted.
package slipway.overlay

import data.slipway.lib

deny contains lib.result(
	"container-probes",
	lib.container_title(one, container),
	sprintf("there is no %v", [probe]),
	sprintf("add a %v", [probe]),
) if {
	some one in workloads
	some container in lib.serving_containers(one)
	some probe in ["readinessProbe", "livenessProbe"]
	not is_object(object_field(container, probe))
}

object_field(container, key) := object.get(container, key, null)
