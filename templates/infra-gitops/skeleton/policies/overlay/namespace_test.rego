package slipway.overlay_test

test_another_namespace_is_refused if {
	every change in [
		set_to("/objects/3/metadata/namespace", "shop-dev"),
		set_to("/objects/3/metadata/namespace", "kube-system"),
		without("/objects/3/metadata/namespace"),
		set_to("/objects/2/metadata/name", "shop"),
	] {
		refused([change]) == {"namespace"}
	}
}

test_objects_of_the_whole_cluster_are_refused if {
	role := {
		"apiVersion": "rbac.authorization.k8s.io/v1",
		"kind": "ClusterRole",
		"metadata": {"name": "shop", "labels": labels},
	}
	refused([more(role)]) == {"namespace"}
}
