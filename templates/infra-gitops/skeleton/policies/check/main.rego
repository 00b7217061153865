# Entry point of bin/check: what it read of the repository goes to the policies, and what they say
# becomes a report. Paths and texts arrive in base64, so that no name of a file can change the
# input's structure:
#
#   { "files": [{ "path", "text" }], "base": [{ "path", "text" }] | null,
#     "rendered": [{ "path", "text" }] }   – `path` of what is rendered is that of the overlay
package slipway.check

import data.slipway.lib

files := decoded(input.files)

rendered := {file.path: lib.documents(file.text) | some file in decoded(input.rendered)}

environments := document("environments.yaml")

components := [component |
	some file in files
	regex.match(`^apps/[^/]+/component\.yaml$`, file.path)
	some component in lib.documents(file.text)
]

# The overlays that have been rendered, with what is known of each.
overlays := [overlay |
	some path, objects in rendered
	["apps", name, "overlays", directory] = split(path, "/")
	some component in components
	component.name == name
	target := target_of(directory)
	overlay := {
		"path": path,
		"component": component,
		"environment": target.environment,
		"clusters": target.clusters,
		"overlay": directory,
		"objects": objects,
	}
]

# An overlay is for an environment, or for one cluster of it.
target_of(directory) := [target |
	some environment in environments.environments
	some target in targets(environment)
	target.directory == directory
][0]

targets(environment) := array.concat(
	[{"directory": environment.name, "environment": environment, "clusters": environment.clusters}],
	[{"directory": directory, "environment": environment, "clusters": [cluster]} |
		some cluster in environment.clusters
		directory := sprintf("%v-%v", [environment.name, cluster])
	],
)

repository_input := {
	"files": files,
	"components": components,
	"projects": projects(files),
	"base": base,
	"overlays": [
	{
		"component": overlay.component.name,
		"environment": overlay.environment.name,
		"overlay": overlay.overlay,
		"clusters": overlay.clusters,
		"hosts": hosts(overlay.objects),
	} |
		some overlay in overlays
	],
}

base := {"projects": projects(decoded(input.base))} if {
	input.base != null
} else := null

# AppProjects, each with the cluster that it is for.
projects(some_files) := [object.union(project, {"cluster": split(file.path, "/")[1]}) |
	some file in some_files
	regex.match(`^clusters/[^/]+/.*\.(ya?ml|json)$`, file.path)
	some project in lib.documents(file.text)
	project.kind == "AppProject"
]

# The hosts that Ingresses and Gateway routes, and Traefik's own routes, answer for.
hosts(objects) := sort({host |
	some one in objects
	some host in hosts_of(one)
})

hosts_of(one) := {rule.host | some rule in one.spec.rules} | {host | some entry in object.get(one.spec, "tls", []); some host in object.get(entry, "hosts", [])} if {
	one.kind == "Ingress"
}

hosts_of(one) := {host | some host in one.spec.hostnames} if {
	endswith(one.kind, "Route")
	one.kind != "IngressRoute"
}

hosts_of(one) := {name |
	some route in one.spec.routes
	some call in regex.find_n(`Host(SNI)?\([^)]*\)`, route.match, -1)
	some quoted in regex.find_n("[`\"'][^`\"']+[`\"']", call, -1)
	name := trim(quoted, "`\"'")
} if {
	startswith(one.kind, "IngressRoute")
}

decoded(list) := [{"path": base64.decode(file.path), "text": base64.decode(file.text)} |
	some file in list
]

# The only document of a file.
document(path) := found if {
	some file in files
	file.path == path
	[found] = lib.documents(file.text)
}
