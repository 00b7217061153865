# A team deploys its own components to their own namespaces. What its project may do beyond that,
# nobody grants in passing.
package slipway.repository

import data.slipway.lib

deny contains lib.result("project-widened", project_title(project), reason, fix) if {
	some project in team_projects
	some reason, fix in excesses(project)
}

warn contains lib.result(
	"project-widened",
	project_title(project),
	sprintf("spec.%v gains %v", [field, json.marshal(gain)]),
	"have the platform team say why",
) if {
	some project in input.projects
	not project in team_projects
	some field in [
		"sourceRepos", "destinations", "clusterResourceWhitelist",
		"namespaceResourceWhitelist", "sourceNamespaces", "roles",
	]
	some gain in gains(project, field)
}

team_projects contains project if {
	some project in input.projects
	not object.get(project, ["metadata", "name"], "") in data.settings.platformProjects
}

# Why a team's project allows too much → what to do about it.
excesses(project) := object.union_n([
	{reason: "name this repository only, in spec.sourceRepos" |
		some address in entries(project, "sourceRepos")
		not is_own_repository(address)
		reason := sprintf("it may deploy from %v", [address])
	},
	{reason: "name namespaces <component>-<environment> of the team's components only" |
		some destination in entries(project, "destinations")
		problem := destination_problem(project, destination)
		reason := sprintf("it may deploy to %v: %v", [json.marshal(destination), problem])
	},
	{reason: "allow Namespace only, in spec.clusterResourceWhitelist" |
		some grant in entries(project, "clusterResourceWhitelist")
		not is_namespace_kind(grant)
		reason := sprintf("it may make %v, which belongs to no namespace", [json.marshal(grant)])
	},
	{reason: "remove spec.sourceNamespaces" |
		some namespace in entries(project, "sourceNamespaces")
		reason := sprintf("Applications in the namespace %v may use it", [namespace])
	},
	{reason: "leave that to the platform team" |
		some gain in gains(project, "roles")
		reason := sprintf("spec.roles gains %v", [json.marshal(gain)])
	},
	{reason: "leave that to the platform team" |
		some field in ["clusterResourceBlacklist", "namespaceResourceBlacklist"]
		some loss in (entries(base_of(project), field) - entries(project, field))
		reason := sprintf("spec.%v loses %v", [field, json.marshal(loss)])
	},
	{reason: "leave that to the platform team" |
		lifts_whitelist(project)
		reason := "spec.namespaceResourceWhitelist allows more than it did"
	},
])

destination_problem(_, destination) := "it is not the cluster of the project" if {
	not is_in_cluster(destination)
}

destination_problem(_, destination) := "it is not one namespace" if {
	is_in_cluster(destination)
	not names_one_namespace(destination)
}

# What a merge allowed before is not asked again, so that a component can be taken away in steps.
destination_problem(project, destination) := "that namespace is of none of its components" if {
	is_in_cluster(destination)
	names_one_namespace(destination)
	destination in gains(project, "destinations")
	not destination.namespace in own_namespaces(project)
}

is_in_cluster(destination) if {
	destination.server == "https://kubernetes.default.svc"
	not destination.name
}

is_in_cluster(destination) if {
	destination.name == "in-cluster"
	not destination.server
}

names_one_namespace(destination) if {
	regex.match(`^[a-z0-9-]+$`, destination.namespace)
}

own_namespaces(project) := {namespace |
	some component in input.components
	component.owner == project.metadata.name
	some overlay in input.overlays
	overlay.component == component.name
	project.cluster in overlay.clusters
	namespace := sprintf("%v-%v", [component.name, overlay.environment])
}

is_own_repository(address) if {
	trim_suffix(address, ".git") == trim_suffix(data.settings.repository, ".git")
}

is_namespace_kind(grant) if {
	grant.kind == "Namespace"
	object.get(grant, "group", "") == ""
}

lifts_whitelist(project) if {
	count(entries(base_of(project), "namespaceResourceWhitelist")) > 0
	count(entries(project, "namespaceResourceWhitelist")) == 0
}

lifts_whitelist(project) if {
	count(entries(base_of(project), "namespaceResourceWhitelist")) > 0
	count(gains(project, "namespaceResourceWhitelist")) > 0
}

# What a project allows that it did not allow before; without a base, nothing is known of that.
gains(project, field) := entries(project, field) - entries(base_of(project), field) if {
	input.base != null
} else := set()

base_of(project) := before if {
	some before in input.base.projects
	before.cluster == project.cluster
	before.metadata.name == project.metadata.name
} else := {}

entries(project, field) := {entry | some entry in object.get(project, ["spec", field], [])}

project_title(project) := sprintf("AppProject %v/%v", [project.cluster, project.metadata.name])
