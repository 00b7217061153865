# What a policy says about one object, and how it names the object.
package slipway.lib

# What was refused, why, and what to do about it.
result(rule, object, reason, fix) := {
	"rule": rule,
	"object": object,
	"reason": reason,
	"fix": fix,
}

# "Deployment shop-prod/shop-backend"
title(one) := sprintf("%v %v/%v", [kind(one), namespace, name(one)]) if {
	namespace := one.metadata.namespace
} else := sprintf("%v %v", [kind(one), name(one)])

kind(one) := one.kind if {
	is_string(one.kind)
} else := "object"

name(one) := one.metadata.name if {
	is_string(one.metadata.name)
} else := "without a name"

# The value, or "" where there is none.
text(value) := value if {
	is_string(value)
} else := ""
