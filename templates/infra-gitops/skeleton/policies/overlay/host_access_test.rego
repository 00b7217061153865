package slipway.overlay_test

test_what_belongs_to_the_node_is_refused if {
	every change in [
		set_to(at(pod, "hostNetwork"), true),
		set_to(at(pod, "hostPID"), true),
		set_to(at(pod, "hostIPC"), true),
		set_to(at(pod, "volumes/-"), {"name": "host", "hostPath": {"path": "/"}}),
		set_to(at(first_container, "ports/0/hostPort"), 80),
		more({"apiVersion": "v1", "kind": "PersistentVolume", "metadata": metadata, "spec": {"hostPath": {"path": "/"}}}),
	] {
		refused([change]) == {"host-access"}
	}
}
