# Texts that are secrets by their form.
package slipway.lib

# What people recognise a secret by → how it looks, and what it cannot be without, which is found
# faster.
secret_forms := {
	"a private key": {
		"marks": ["PRIVATE KEY"],
		"pattern": `-----BEGIN [A-Z ]*PRIVATE KEY( BLOCK)?-----`,
	},
	"an age key": {
		"marks": ["AGE-SECRET-KEY-"],
		"pattern": `AGE-SECRET-KEY-(PQ-)?1[0-9A-Z]{50,}`,
	},
	"a GitHub token": {
		"marks": ["ghp_", "gho_", "ghu_", "ghs_", "ghr_", "github_pat_"],
		"pattern": `\b(gh[pousr]_[0-9A-Za-z]{36,}|github_pat_[0-9A-Za-z_]{60,})\b`,
	},
	"an AWS key": {
		"marks": ["AKIA", "ASIA"],
		"pattern": `\b(AKIA|ASIA)[0-9A-Z]{16}\b`,
	},
	"a Slack token": {
		"marks": ["xox"],
		"pattern": `\bxox[abprs]-[0-9A-Za-z-]{20,}`,
	},
	# $(VARIABLE) and templates stand for a value that is elsewhere.
	"a password in an address": {
		"marks": ["://"],
		"pattern": `[a-z]://[^/\s:@]*:[^@/\s$"'{}<>]+@[A-Za-z0-9]`,
	},
}

holds_secret(text) if {
	count(secrets_in(text)) > 0
}

# What kinds of secrets a text holds.
secrets_in(text) := {name |
	some name, form in secret_forms
	is_marked(text, form.marks)
	regex.match(form.pattern, text)
}

is_marked(text, marks) if {
	some mark in marks
	contains(text, mark)
}
