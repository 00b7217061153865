# A pod sees nothing of the node that it runs on.
package slipway.overlay

import data.slipway.lib

deny contains lib.result(
	"host-access",
	lib.title(one),
	sprintf("%v shares the node's with the pod", [field]),
	sprintf("remove %v", [field]),
) if {
	some one in workloads
	spec := lib.pod_template(one).spec
	some field in ["hostNetwork", "hostPID", "hostIPC"]
	spec[field] != false
}

deny contains lib.result(
	"host-access",
	lib.title(one),
	sprintf("the volume %v is a path of the node", [lib.text(volume.name)]),
	"use an emptyDir, a ConfigMap or a PersistentVolumeClaim",
) if {
	some one in workloads
	some volume in lib.list_at(lib.pod_template(one).spec, "volumes")
	"hostPath" in object.keys(volume)
}

deny contains lib.result(
	"host-access",
	lib.container_title(one, container),
	sprintf("it takes port %v of the node", [port.hostPort]),
	"remove hostPort, and add a Service",
) if {
	some one in workloads
	some container in lib.containers(one)
	some port in lib.list_at(container, "ports")
	port.hostPort != 0
}

# A volume made by hand can be a path of a node as well, and belongs to no namespace.
deny contains lib.result(
	"host-access",
	lib.title(one),
	"it brings a volume of its own into the cluster",
	"use a PersistentVolumeClaim; the cluster makes the volume",
) if {
	some one in input.objects
	one.kind == "PersistentVolume"
}
