package slipway.overlay_test

autoscaler(minimum) := {
	"apiVersion": "autoscaling/v2",
	"kind": "HorizontalPodAutoscaler",
	"metadata": metadata,
	"spec": {"scaleTargetRef": {"kind": "Deployment", "name": "shop"}, "minReplicas": minimum},
}

test_one_replica_in_production_is_refused if {
	refused([set_to("/objects/0/spec/replicas", 1)]) == {"replicas"}
	refused([without("/objects/0/spec/replicas")]) == {"replicas"}
	refused([more(autoscaler(1))]) == {"replicas"}
}

test_an_autoscaler_may_decide if {
	refused([without("/objects/0/spec/replicas"), more(autoscaler(2))]) == set()
}

test_production_without_a_budget_is_refused if {
	refused([without("/objects/1")]) == {"disruption-budget"}
	refused([set_to("/objects/1/spec/selector/matchLabels", {"app.kubernetes.io/name": "other"})]) == {"disruption-budget"}
}

test_a_budget_that_lets_nothing_go_is_refused if {
	every nothing in [0, "0%"] {
		refused([set_to("/objects/1/spec/maxUnavailable", nothing)]) == {"disruption-budget"}
	}
}

test_what_cannot_run_twice_may_run_once if {
	refused([
		set_to("/objects/0/spec/replicas", 1),
		set_to("/objects/0/spec/strategy/type", "Recreate"),
		without("/objects/1"),
	]) == set()
}

test_other_environments_may_run_one if {
	changes := array.concat(
		[
			set_to("/environment/name", "dev"),
			set_to("/objects/0/spec/replicas", 1),
			set_to("/objects/0/metadata/namespace", "shop-dev"),
			set_to("/objects/0/metadata/labels/slipway.dev~1environment", "dev"),
			set_to("/objects/0/spec/template/metadata/labels/slipway.dev~1environment", "dev"),
		],
		[without("/objects/3"), without("/objects/2"), without("/objects/1")],
	)
	refused(changes) == set()
}
