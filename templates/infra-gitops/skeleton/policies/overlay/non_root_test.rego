package slipway.overlay_test

test_root_is_refused if {
	every change in [
		without(at(pod, "securityContext/runAsNonRoot")),
		set_to(at(pod, "securityContext/runAsNonRoot"), false),
		set_to(at(pod, "securityContext/runAsUser"), 0),
		set_to(at(first_container, "securityContext/runAsNonRoot"), false),
		set_to(at(first_container, "securityContext/runAsUser"), 0),
	] {
		refused([change]) == {"non-root"}
	}
}
