# The files that people edit are what their schemas say, and are where they belong.
package slipway.check

import data.slipway.lib

structure_problems contains lib.result("yaml", file.path, "it is not YAML", "correct it; an editor shows where") if {
	some file in files
	regex.match(`^(apps|clusters|secrets)/|^[^/]+$`, file.path)
	lib.is_data(file.path)
	not lib.is_readable(file.text)
}

structure_problems contains lib.result(
	"schema",
	path,
	mistake.error,
	sprintf("schema/%v says what is possible", [schema]),
) if {
	some path, schema in schemas
	[false, mistakes] = json.match_schema(document(path), schema_document(schema))
	some mistake in mistakes
}

structure_problems contains lib.result("schema", path, "it is missing, or more than one document", "write it") if {
	some path, _ in schemas
	not document(path)
}

structure_problems contains lib.result(
	"component-name",
	path,
	"its name is not that of its directory",
	"rename the one or the other",
) if {
	some path, schema in schemas
	schema == "component.schema.json"
	document(path).name != split(path, "/")[1]
}

structure_problems contains lib.result(
	"overlay-environment",
	path,
	"it is for no environment of environments.yaml, and for no cluster of one",
	"name it <environment> or <environment>-<cluster>",
) if {
	some path in overlay_paths
	not target_of(split(path, "/")[3])
}

# A cluster that takes both would have two Applications of one name.
structure_problems contains lib.result(
	"overlay-environment",
	path,
	sprintf("%v deploys the same to %v", [other, cluster]),
	"keep the overlay of the environment, or those of its clusters",
) if {
	some path in overlay_paths
	some other in overlay_paths
	path < other
	["apps", component, "overlays", directory] = split(path, "/")
	["apps", component, "overlays", other_directory] = split(other, "/")
	target := target_of(directory)
	other_target := target_of(other_directory)
	target.environment.name == other_target.environment.name
	some cluster in target.clusters
	cluster in other_target.clusters
}

structure_problems contains lib.result("render", path, "it does not render", "see above why") if {
	some path in overlay_paths
	not rendered[path]
}

overlay_paths contains concat("/", array.slice(parts, 0, 4)) if {
	some file in files
	regex.match(`^apps/[^/]+/overlays/[^/]+/`, file.path)
	parts := split(file.path, "/")
}

schemas["environments.yaml"] := "environments.schema.json"

schemas[path] := "component.schema.json" if {
	some overlay in overlay_paths
	path := sprintf("apps/%v/component.yaml", [split(overlay, "/")[1]])
}

schemas[file.path] := "component.schema.json" if {
	some file in files
	regex.match(`^apps/[^/]+/component\.yaml$`, file.path)
}

# OPA knows the keywords of older drafts, and takes a newer $schema for an address to fetch.
schema_document(name) := json.remove(document(sprintf("schema/%v", [name])), ["$schema", "$id"])
