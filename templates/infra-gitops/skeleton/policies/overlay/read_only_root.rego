# What runs is what was built, also after an intrusion.
package slipway.overlay

import data.slipway.lib

deny contains lib.result(
	"read-only-root",
	lib.container_title(one, container),
	"it may change its own files",
	"set securityContext.readOnlyRootFilesystem: true, and mount an emptyDir where it writes",
) if {
	some one in workloads
	some container in lib.containers(one)
	not read_only_root(container)
}

read_only_root(container) if {
	container.securityContext.readOnlyRootFilesystem == true
}
