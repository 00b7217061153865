package slipway.overlay_test

test_missing_and_wrong_labels_are_refused if {
	every key, _ in labels {
		path := sprintf("/objects/3/metadata/labels/%v", [replace(key, "/", "~1")])
		refused([without(path)]) == {"labels"}
		refused([set_to(path, "")]) == {"labels"}
	}
	refused([without("/objects/3/metadata/labels")]) == {"labels"}
	refused([set_to("/objects/3/metadata/labels/slipway.dev~1component", "other")]) == {"labels"}
}

test_pods_without_labels_are_refused if {
	refused([without("/objects/0/spec/template/metadata/labels/slipway.dev~1environment")]) == {"labels"}
}
