# A container has no right over its node that it could abuse.
package slipway.overlay

import data.slipway.lib

deny contains lib.result("privilege", lib.container_title(one, container), problem.reason, problem.fix) if {
	some one in workloads
	some container in lib.containers(one)
	some key, problem in privileges
	has_privilege(key, one, container)
}

privileges := {
	"privileged": {
		"reason": "it is privileged",
		"fix": "remove securityContext.privileged",
	},
	"escalation": {
		"reason": "it may gain rights that it did not start with",
		"fix": "set securityContext.allowPrivilegeEscalation: false",
	},
	"kept": {
		"reason": "it keeps Linux capabilities",
		"fix": "set securityContext.capabilities.drop: [ALL]",
	},
	"added": {
		"reason": "it adds Linux capabilities",
		"fix": "remove securityContext.capabilities.add, and listen on a port above 1023",
	},
	"seccomp": {
		"reason": "it may call all of the kernel",
		"fix": "set securityContext.seccompProfile.type: RuntimeDefault, for the pod or the container",
	},
}

has_privilege("privileged", _, container) if {
	container.securityContext.privileged != false
}

has_privilege("escalation", _, container) if {
	not forbids_escalation(container)
}

has_privilege("kept", _, container) if {
	not drops_all(container)
}

has_privilege("added", _, container) if {
	count(container.securityContext.capabilities.add) > 0
}

has_privilege("seccomp", one, container) if {
	not confined(one, container)
}

forbids_escalation(container) if {
	container.securityContext.allowPrivilegeEscalation == false
}

drops_all(container) if {
	"ALL" in container.securityContext.capabilities.drop
}

confined(one, container) if {
	lib.security_setting(one, container, "seccompProfile").type in {"RuntimeDefault", "Localhost"}
}
