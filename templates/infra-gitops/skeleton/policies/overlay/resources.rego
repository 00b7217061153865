# The scheduler knows what a container needs, and no container takes a node's memory.
package slipway.overlay

import data.slipway.lib

deny contains lib.result(
	"container-resources",
	lib.container_title(one, container),
	sprintf("resources.%v is not set", [concat(".", path)]),
	"set resources.requests.cpu, resources.requests.memory and resources.limits.memory",
) if {
	some one in workloads
	some container in lib.containers(one)
	some path in [["requests", "cpu"], ["requests", "memory"], ["limits", "memory"]]
	not object_has(container, path)
}

object_has(container, path) if {
	object.get(container, array.concat(["resources"], path), null) != null
}
