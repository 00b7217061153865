package slipway.overlay_test

test_containers_without_resources_are_refused if {
	every path in ["resources", "resources/limits", "resources/limits/memory", "resources/requests/cpu", "resources/requests/memory"] {
		refused([without(at(first_container, path))]) == {"container-resources"}
	}
}
