# The objects of the overlay that run pods. Most do not, and many rules are about those that do.
package slipway.overlay

import data.slipway.lib

workloads := [one |
	some one in input.objects
	one.kind in lib.workload_kinds
]
