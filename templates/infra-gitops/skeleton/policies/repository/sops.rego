# What is encrypted can be read by those whom .sops.yaml names, and by nobody else.
package slipway.repository

import data.slipway.lib

deny contains lib.result(
	"sops-missing",
	file.path,
	"everything below secrets/ is encrypted, and this is not",
	sprintf("encrypt it: sops --encrypt --in-place %v", [file.path]),
) if {
	some file in input.files
	startswith(file.path, "secrets/")
	lib.is_data(file.path)
	some document in lib.documents(file.text)
	not is_object(object.get(document, "sops", null))
}

deny contains lib.result(
	"sops-recipients",
	file.path,
	reason,
	sprintf("encrypt it anew: sops updatekeys %v", [file.path]),
) if {
	some file in input.files
	lib.is_data(file.path)
	lib.may_hold(file.text, "sops")
	some document in lib.documents(file.text)
	metadata := document.sops
	some reason in recipient_problems(file.path, metadata)
}

recipient_problems(path, metadata) := union({
	{sprintf("%v can read it, and .sops.yaml does not say so", [key]) |
		some key in (found - wanted)
	},
	{sprintf("%v cannot read it, and .sops.yaml says so", [key]) |
		some key in (wanted - found)
	},
	{"no rule of .sops.yaml says who may read it" |
		count(wanted) == 0
	},
	{sprintf("keys of the sort %v can read it; only age is used here", [sort_of_keys]) |
		some sort_of_keys in ["kms", "gcp_kms", "azure_kv", "hc_vault", "pgp", "key_groups"]
		count(object.get(metadata, sort_of_keys, [])) > 0
	},
}) if {
	found := {entry.recipient | some entry in metadata.age}
	wanted := wanted_recipients(path)
}

# The recipients of the first rule of .sops.yaml that matches the path, as sops chooses it.
wanted_recipients(path) := recipients if {
	rules := [rule |
		some file in input.files
		file.path == ".sops.yaml"
		some document in lib.documents(file.text)
		some rule in document.creation_rules
		regex.match(object.get(rule, "path_regex", ""), path)
	]
	recipients := {trim_space(recipient) |
		some recipient in listed(object.get(rules[0], "age", ""))
		trim_space(recipient) != ""
	}
} else := set()

# A list of recipients is one text, or several.
listed(value) := split(value, ",") if {
	is_string(value)
} else := value
