# No object hides in another, where no policy would look.
package slipway.overlay

import data.slipway.lib

deny contains lib.result(
	"list",
	lib.title(one),
	"a list hides its objects from the policies",
	"write its objects as documents of their own",
) if {
	some one in input.objects
	"items" in object.keys(one)
}
