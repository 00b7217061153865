# Images come from registries that are allowed, by tag and by digest.
package slipway.overlay

import data.slipway.lib

deny contains lib.result(
	"image-registry",
	image.object,
	sprintf("the image %v is from %v, which is not allowed", [image.text, image.name]),
	sprintf("use an image from %v", [concat(", ", data.settings.allowedRegistries)]),
) if {
	some image in images
	not allowed(image.name)
}

deny contains lib.result(
	"image-latest",
	image.object,
	sprintf("the image %v is whatever was pushed last", [image.text]),
	"name a version in the release layer",
) if {
	some image in images
	image.tag == "latest"
}

deny contains lib.result(
	"image-pinned",
	image.object,
	sprintf("the image %v has %v", [image.text, missing]),
	"name tag and digest in the release layer",
) if {
	some image in images
	missing := missing_of(image)
	not unreleased(image)
}

warn contains lib.result(
	"image-unreleased",
	image.object,
	sprintf("the image %v is not released yet: nothing of that name may have been built", [image.text]),
	"merge, then wait for the first release of the component",
) if {
	some image in images
	unreleased(image)
}

images contains image if {
	some one in workloads
	some container in lib.containers(one)
	image := parse_image(one, lib.text(container.image))
}

# CloudNativePG runs the image in the pods of the database.
images contains image if {
	some one in input.objects
	startswith(one.apiVersion, "postgresql.cnpg.io/")
	image := parse_image(one, one.spec.imageName)
}

parse_image(one, text) := {
	"object": lib.title(one),
	"text": text,
	"name": full_name(name),
	"tag": tag,
	"digest": digest,
} if {
	[before, digest] := split_at(text, "@")
	segments := split(before, "/")
	[last, tag] := split_at(segments[count(segments) - 1], ":")
	name := concat("/", array.concat(array.slice(segments, 0, count(segments) - 1), [last]))
}

split_at(text, separator) := [before, after] if {
	index := indexof(text, separator)
	index >= 0
	before := substring(text, 0, index)
	after := substring(text, index + 1, -1)
} else := [text, ""]

# Without a host, an image is Docker Hub's; without an owner as well, it is Docker's own.
full_name(name) := sprintf("docker.io/library/%v", [name]) if {
	not contains(name, "/")
} else := sprintf("docker.io/%v", [name]) if {
	host := split(name, "/")[0]
	not regex.match(`[.:]|^localhost$`, host)
} else := name

allowed(name) if {
	some registry in data.settings.allowedRegistries
	startswith(concat("", [name, "/"]), concat("", [trim_right(registry, "/"), "/"]))
}

missing_of(image) := "no tag" if {
	image.tag == ""
} else := "no digest" if {
	not regex.match(`^sha256:[0-9a-f]{64}$`, image.digest)
}

unreleased(image) if {
	image.digest == ""
	image.tag in data.settings.unreleasedTags
}
