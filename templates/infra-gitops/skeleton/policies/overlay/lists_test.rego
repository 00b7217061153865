package slipway.overlay_test

test_a_list_is_refused if {
	list := {"apiVersion": "v1", "kind": "List", "metadata": metadata, "items": []}
	refused([more(list)]) == {"list"}
}
