# Texts that are secrets by their form.
package slipway.lib

# What people recognise a secret by → how it looks.
secret_forms := {
	"a private key": `-----BEGIN [A-Z ]*PRIVATE KEY( BLOCK)?-----`,
	"an age key": `AGE-SECRET-KEY-(PQ-)?1[0-9A-Z]{50,}`,
	"a GitHub token": `\b(gh[pousr]_[0-9A-Za-z]{36,}|github_pat_[0-9A-Za-z_]{60,})\b`,
	"an AWS key": `\b(AKIA|ASIA)[0-9A-Z]{16}\b`,
	"a Slack token": `\bxox[abprs]-[0-9A-Za-z-]{20,}`,
	# $(VARIABLE) and templates stand for a value that is elsewhere.
	"a password in an address": `[a-z]://[^/\s:@]*:[^@/\s$"'{}<>]+@[A-Za-z0-9]`,
}

holds_secret(text) if {
	count(secrets_in(text)) > 0
}

# What kinds of secrets a text holds.
secrets_in(text) := {name |
	some name, form in secret_forms
	regex.match(form, text)
}
