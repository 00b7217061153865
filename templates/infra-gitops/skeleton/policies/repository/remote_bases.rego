# What is deployed is what was reviewed here: no kustomization reads from elsewhere.
package slipway.repository

import data.slipway.lib

deny contains lib.result(
	"remote-base",
	file.path,
	sprintf("it reads %v, which can change without a review", [reference]),
	"copy it into this repository",
) if {
	some file in kustomizations
	some reference in references(file)
	is_remote(reference)
}

deny contains lib.result(
	"remote-base",
	file.path,
	sprintf("%v lets a kustomization run Helm with charts from elsewhere", [field]),
	"use style: helm and charts/web-app, or write the objects out",
) if {
	some file in kustomizations
	some document in lib.documents(file.text)
	some field in ["helmCharts", "helmChartInflationGenerator", "helmGlobals"]
	field in object.keys(document)
}

kustomizations contains file if {
	some file in input.files
	regex.match(`(^|/)(kustomization\.ya?ml|Kustomization)$`, file.path)
}

# Everything that a kustomization names as a file, directory or address.
references(file) := {reference |
	some document in lib.documents(file.text)
	some field in [
		"bases", "components", "configurations", "crds", "generators", "openapi", "patches",
		"patchesJson6902", "patchesStrategicMerge", "replacements", "resources", "transformers",
		"validators", "configMapGenerator", "secretGenerator",
	]
	some path
	walk(document[field], [path, reference])
	is_string(reference)
	names_file(path)
}

# Of the settings of an entry, those that name files; an entry that is a text names one itself.
names_file(path) if {
	every part in path {
		is_number(part)
	}
}

names_file(path) if {
	some field in ["path", "files", "envs", "env"]
	field in path
}

is_remote(reference) if {
	regex.match(`://|^[a-z0-9]+::|^[A-Za-z0-9_.-]+@|[?&](ref|version|timeout|submodules)=`, reference)
}

# github.com/acme/bases or git.acme.example:bases, and not ../base or base/app.yaml.
is_remote(reference) if {
	regex.match(`^[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+[:/]`, reference)
}
