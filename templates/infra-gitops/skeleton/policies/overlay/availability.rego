# In production, one pod may go away at any time.
package slipway.overlay

import data.slipway.lib

deny contains lib.result(
	"replicas",
	lib.title(one),
	sprintf("it runs %v of at least 2 pods", [replicas(one)]),
	"set replicas to 2 or more, or a HorizontalPodAutoscaler with minReplicas of 2 or more; one that cannot run twice says so by strategy.type: Recreate",
) if {
	some one in replicated
	replicas(one) < 2
}

deny contains lib.result(
	"disruption-budget",
	lib.title(one),
	"no PodDisruptionBudget keeps one of its pods while nodes are drained",
	"add a PodDisruptionBudget that selects its pods, with maxUnavailable: 1",
) if {
	some one in replicated
	not has_budget(one)
}

deny contains lib.result(
	"disruption-budget",
	lib.title(one),
	"it lets no pod go, so that no node can be drained",
	"set maxUnavailable: 1",
) if {
	some one in input.objects
	one.kind == "PodDisruptionBudget"
	regex.match(`^0%?$`, sprintf("%v", [one.spec.maxUnavailable]))
}

replicated contains one if {
	input.environment.name in data.settings.productionEnvironments
	some one in input.objects
	one.kind in lib.replicated_kinds
	not runs_once(one)
}

# Recreate means that the old pod has to be gone before a new one starts, as where the two would
# need the same volume: two side by side are impossible, and a budget would block every drain.
runs_once(one) if {
	one.kind == "Deployment"
	one.spec.strategy.type == "Recreate"
}

replicas(one) := min(minimums) if {
	minimums := {scaler.spec.minReplicas |
		some scaler in input.objects
		scaler.kind == "HorizontalPodAutoscaler"
		scaler.spec.scaleTargetRef.kind == one.kind
		scaler.spec.scaleTargetRef.name == one.metadata.name
	}
	count(minimums) > 0
} else := object.get(one, ["spec", "replicas"], 1)

has_budget(one) if {
	some budget in input.objects
	budget.kind == "PodDisruptionBudget"
	selector := budget.spec.selector
	not selector.matchExpressions
	labels := object.get(lib.pod_template(one), ["metadata", "labels"], {})
	every key, value in selector.matchLabels {
		labels[key] == value
	}
}
