package slipway.overlay_test

test_privileges_are_refused if {
	every change in [
		set_to(at(first_container, "securityContext/privileged"), true),
		set_to(at(first_container, "securityContext/allowPrivilegeEscalation"), true),
		without(at(first_container, "securityContext/allowPrivilegeEscalation")),
		set_to(at(first_container, "securityContext/capabilities/add"), ["SYS_ADMIN"]),
		set_to(at(first_container, "securityContext/capabilities/drop"), ["NET_RAW"]),
		set_to(at(first_container, "securityContext/capabilities/drop"), null),
		without(at(first_container, "securityContext/capabilities")),
		without(at(pod, "securityContext/seccompProfile")),
		set_to(at(first_container, "securityContext/seccompProfile"), {"type": "Unconfined"}),
	] {
		refused([change]) == {"privilege"}
	}
}

test_a_cron_job_is_judged_as_well if {
	template := json.patch(deployment.spec.template, [{
		"op": "add",
		"path": "/spec/containers/0/securityContext/privileged",
		"value": true,
	}])
	job := {
		"apiVersion": "batch/v1",
		"kind": "CronJob",
		"metadata": metadata,
		"spec": {"jobTemplate": {"spec": {"template": template}}},
	}
	refused([more(job)]) == {"privilege"}
}
