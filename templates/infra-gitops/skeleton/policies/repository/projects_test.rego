package slipway.repository_test

spec := "/projects/1/spec"

test_what_a_team_must_not_have_is_refused if {
	every field, value in {
		"sourceRepos": ["*"],
		"destinations": [{"namespace": "*", "server": in_cluster}],
		"clusterResourceWhitelist": [{"group": "*", "kind": "*"}],
		"sourceNamespaces": ["shop-dev"],
	} {
		changes := [set_to(sprintf("%v/%v", [spec, field]), value)]
		refused(changes) == {"project-widened"}
		refused(array.concat(changes, [set_to("/base", null)])) == {"project-widened"}
	}
}

test_namespaces_of_others_are_refused if {
	every destination in [
		{"namespace": "till-prod", "server": in_cluster},
		{"namespace": "kube-system", "server": in_cluster},
		{"namespace": "shop-dev", "server": "https://other.example.com"},
		{"namespace": "shop-dev", "server": "*"},
		{"server": in_cluster},
	] {
		refused([set_to(sprintf("%v/destinations/-", [spec]), destination)]) == {"project-widened"}
	}
}

test_the_namespace_of_an_own_component_passes if {
	refused([set_to(sprintf("%v/destinations/-", [spec]), {"namespace": "shop-prod", "server": in_cluster})]) == set()
	refused([set_to("/base/projects", [platform])]) == set()
}

test_a_component_may_go_before_its_destination if {
	refused([set_to("/components", []), set_to("/overlays", [])]) == set()
}

test_a_limit_that_is_lifted_is_refused if {
	refused([set_to(sprintf("%v/namespaceResourceBlacklist", [spec]), [])]) == {"project-widened"}
	only_services := set_to("/base/projects/1/spec/namespaceResourceWhitelist", [{"group": "", "kind": "Service"}])
	refused([only_services]) == {"project-widened"}
	refused([
		only_services,
		set_to(sprintf("%v/namespaceResourceWhitelist", [spec]), [{"group": "", "kind": "Secret"}]),
	]) == {"project-widened"}
}

test_a_role_is_refused if {
	refused([set_to(sprintf("%v/roles", [spec]), [{"name": "ci"}])]) == {"project-widened"}
}

test_what_the_platform_gains_is_a_warning if {
	changes := [set_to("/projects/0/spec/sourceRepos/-", "https://charts.example.com")]
	refused(changes) == set()
	warned(changes) == {"project-widened"}
}
