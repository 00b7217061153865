package slipway.overlay_test

test_a_root_file_system_that_can_be_written_is_refused if {
	path := at(first_container, "securityContext/readOnlyRootFilesystem")
	refused([without(path)]) == {"read-only-root"}
	refused([set_to(path, false)]) == {"read-only-root"}
}
