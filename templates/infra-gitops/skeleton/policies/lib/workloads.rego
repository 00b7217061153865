# What runs pods, whatever kind it is.
package slipway.lib

replicated_kinds := {"Deployment", "StatefulSet", "ReplicaSet", "ReplicationController"}

long_running_kinds := replicated_kinds | {"DaemonSet", "Pod"}

workload_kinds := long_running_kinds | {"Job", "CronJob"}

templated_kinds := workload_kinds - {"Pod", "CronJob"}

# The pods of a workload: their metadata and spec.
pod_template(one) := one.spec.template if {
	one.kind in templated_kinds
}

pod_template(one) := one.spec.jobTemplate.spec.template if {
	one.kind == "CronJob"
}

pod_template(one) := {"metadata": one.metadata, "spec": one.spec} if {
	one.kind == "Pod"
}

# Every container of a workload, of whatever sort.
containers(one) := [container |
	spec := pod_template(one).spec
	some field in ["initContainers", "containers", "ephemeralContainers"]
	some container in list_at(spec, field)
]

# Containers that run for as long as the pod does: sidecars are init containers that restart.
serving_containers(one) := [container |
	one.kind in long_running_kinds
	spec := pod_template(one).spec
	some field in ["initContainers", "containers"]
	some container in list_at(spec, field)
	not run_to_completion(field, container)
]

run_to_completion(field, container) if {
	field == "initContainers"
	object.get(container, "restartPolicy", "") != "Always"
}

# A setting of the container, or else that of its pod.
security_setting(one, container, key) := value if {
	value := container.securityContext[key]
} else := pod_template(one).spec.securityContext[key]

container_title(one, container) := sprintf("%v, container %v", [
	title(one),
	text(container.name),
])

list_at(one, key) := one[key] if {
	is_array(one[key])
} else := []
