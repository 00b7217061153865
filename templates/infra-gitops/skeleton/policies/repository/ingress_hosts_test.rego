package slipway.repository_test

test_the_host_of_another_component_is_refused if {
	refused([set_to("/overlays/2/hosts", ["Shop.example.com"])]) == {"ingress-host"}
	count(refusals([set_to("/overlays/2/hosts", ["shop.example.com"])])) == 2
}

test_the_host_of_another_environment_is_refused if {
	refused([set_to("/overlays/0/hosts", ["shop.example.com"])]) == {"ingress-host"}
}

test_the_clusters_of_one_environment_share_a_host if {
	other := object.union(overlay("shop", "prod", ["shop.example.com"]), {"overlay": "prod-vk", "clusters": ["vk"]})
	refused([set_to("/overlays/-", other)]) == set()
}
