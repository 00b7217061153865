# A repository that every policy accepts; tests break it in one place each.
package slipway.repository_test

import data.slipway.repository

settings := {
	"platformProjects": ["platform"],
	"repository": "https://github.com/acme/infra-gitops.git",
}

in_cluster := "https://kubernetes.default.svc"

project := {
	"cluster": "yc",
	"kind": "AppProject",
	"metadata": {"name": "team-shop"},
	"spec": {
		"sourceRepos": ["https://github.com/acme/infra-gitops.git"],
		"destinations": [{"namespace": "shop-dev", "server": in_cluster}],
		"clusterResourceWhitelist": [{"group": "", "kind": "Namespace"}],
		"namespaceResourceBlacklist": [{"group": "", "kind": "ResourceQuota"}],
	},
}

platform := {
	"cluster": "yc",
	"kind": "AppProject",
	"metadata": {"name": "platform"},
	"spec": {"sourceRepos": ["https://github.com/acme/infra-gitops.git"]},
}

overlay(component, environment, hosts) := {
	"component": component,
	"environment": environment,
	"overlay": environment,
	"clusters": ["yc"],
	"hosts": hosts,
}

good := {
	"components": [{"name": "shop", "owner": "team-shop"}, {"name": "till", "owner": "team-till"}],
	"overlays": [
		overlay("shop", "dev", ["shop.dev.example.com"]),
		overlay("shop", "prod", ["shop.example.com"]),
		overlay("till", "prod", ["till.example.com"]),
	],
	"projects": [platform, project],
	"base": {"projects": [platform, project]},
	"files": [{"path": "README.md", "text": "# GitOps"}],
}

set_to(path, value) := {"op": "add", "path": path, "value": value}

file(path, text) := set_to("/files/-", {"path": path, "text": text})

refused(changes) := {result.rule | some result in refusals(changes)}

refusals(changes) := results if {
	results := repository.deny with input as json.patch(good, changes) with data.settings as settings
}

warned(changes) := rules if {
	results := repository.warn with input as json.patch(good, changes) with data.settings as settings
	rules := {result.rule | some result in results}
}

test_a_good_repository_passes if {
	refused([]) == set()
	warned([]) == set()
}
