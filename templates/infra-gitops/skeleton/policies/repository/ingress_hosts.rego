# A host belongs to one component in one environment; a second would take its requests.
package slipway.repository

import data.slipway.lib

deny contains lib.result(
	"ingress-host",
	place(one),
	sprintf("the host %v is taken by %v", [host, place(other)]),
	"choose another host",
) if {
	some host, owners in overlays_by_host
	some one in owners
	some other in owners
	[one.component, one.environment] != [other.component, other.environment]
}

overlays_by_host[host] contains one if {
	some one in input.overlays
	some given in one.hosts
	host := lower(trim_suffix(given, "."))
}

place(one) := sprintf("apps/%v/overlays/%v", [one.component, one.overlay])
