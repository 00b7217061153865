# Nothing runs as root.
package slipway.overlay

import data.slipway.lib

deny contains lib.result(
	"non-root",
	lib.container_title(one, container),
	"it may run as root",
	"set securityContext.runAsNonRoot: true, for the pod or the container",
) if {
	some one in workloads
	some container in lib.containers(one)
	not runs_as_non_root(one, container)
}

deny contains lib.result(
	"non-root",
	lib.container_title(one, container),
	"runAsUser is 0, which is root",
	"set runAsUser to the user of the image",
) if {
	some one in workloads
	some container in lib.containers(one)
	lib.security_setting(one, container, "runAsUser") == 0
}

runs_as_non_root(one, container) if {
	lib.security_setting(one, container, "runAsNonRoot") == true
}
