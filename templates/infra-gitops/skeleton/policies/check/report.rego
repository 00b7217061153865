# What a reviewer reads. The last line is the verdict, by which bin/check ends.
package slipway.check

refused := (structure_problems | repository_refused) | union({results |
	some overlay in overlays
	results := data.slipway.overlay.deny with input as overlay
})

warned := repository_warned | union({results |
	some overlay in overlays
	results := data.slipway.overlay.warn with input as overlay
})

repository_refused := results if {
	results := data.slipway.repository.deny with input as repository_input
}

repository_warned := results if {
	results := data.slipway.repository.warn with input as repository_input
}

report := concat("\n", array.concat(
	array.concat(lines("refused", refused), lines("warning", warned)),
	[verdict],
))

verdict := sprintf("passed: %v", [summary]) if {
	count(refused) == 0
} else := sprintf("refused: %v", [summary])

summary := sprintf("%v overlays, %v objects, %v files; %v refused, %v warnings", [
	count(overlay_paths),
	sum([count(overlay.objects) | some overlay in overlays]),
	count(files),
	count(refused),
	count(warned),
])

# One finding a line; what comes from the repository cannot begin another.
lines(word, findings) := [line |
	some finding in findings
	text := sprintf("%v  %v  %v: %v. To do: %v.", [
		word,
		finding.rule,
		finding.object,
		finding.reason,
		finding.fix,
	])
	line := regex.replace(text, `[[:cntrl:]]+`, " ")
]
