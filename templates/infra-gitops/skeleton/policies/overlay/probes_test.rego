package slipway.overlay_test

test_containers_without_probes_are_refused if {
	every probe in ["readinessProbe", "livenessProbe"] {
		refused([without(at(first_container, probe))]) == {"container-probes"}
		refused([set_to(at(first_container, probe), null)]) == {"container-probes"}
	}
}

without_probes := json.remove(container, ["/readinessProbe", "/livenessProbe"])

test_what_ends_by_itself_needs_no_probes if {
	refused([set_to(at(pod, "initContainers"), [without_probes])]) == set()
	job := {"apiVersion": "batch/v1", "kind": "Job", "metadata": metadata, "spec": {"template": {
		"metadata": {"labels": labels},
		"spec": object.union(deployment.spec.template.spec, {"containers": [without_probes]}),
	}}}
	refused([more(job)]) == set()
}

test_sidecars_need_probes if {
	sidecar := object.union(without_probes, {"restartPolicy": "Always"})
	refused([set_to(at(pod, "initContainers"), [sidecar])]) == {"container-probes"}
}
