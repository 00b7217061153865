# YAML files as data.
package slipway.lib

# The documents of a YAML or JSON file; those that cannot be read are left out, and `is_readable`
# tells.
documents(text) := [document |
	some part in parts(text)

	# Undefined where it cannot be read; to ask first would be to read twice.
	document := yaml.unmarshal(part)
	document != null
]

is_readable(text) if {
	every part in parts(text) {
		yaml.is_valid(part)
	}
}

is_data(path) if {
	regex.match(`\.(ya?ml|json)$`, path)
}

parts(text) := regex.split(`(?m)^---(?:[ \t].*)?\r?$`, text)
