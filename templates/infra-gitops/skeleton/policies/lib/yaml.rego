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

# Most files are one document, and need no search through all their lines.
parts(text) := [text] if {
	not contains(text, "---")
} else := regex.split(`(?m)^---(?:[ \t].*)?\r?$`, text)

# Whether some value in a file can be this text: as it stands there, by an escape, or by a tag that
# decodes it. Asked first, because reading the file as data takes a hundred times as long.
may_hold(text, value) if {
	some sign in [value, "\\", "!"]
	contains(text, sign)
}
