package slipway.overlay_test

with_image(image) := [set_to(at(first_container, "image"), image)]

digest := split(pinned, "@")[1]

test_images_from_elsewhere_are_refused if {
	every name in ["shop", "acme/shop", "ghcr.io/acme-evil/shop", "ghcr.io/other/shop", "localhost:5000/acme/shop", "evil.example/ghcr.io/acme/shop"] {
		refused(with_image(sprintf("%v:1.2.0@%v", [name, digest]))) == {"image-registry"}
	}
}

test_images_without_tag_or_digest_are_refused if {
	every image in ["ghcr.io/acme/shop", "ghcr.io/acme/shop:1.2.0", sprintf("ghcr.io/acme/shop@%v", [digest]), "ghcr.io/acme/shop:1@sha256:abc", ""] {
		"image-pinned" in refused(with_image(image))
	}
}

test_latest_is_refused_even_with_a_digest if {
	refused(with_image(sprintf("ghcr.io/acme/shop:latest@%v", [digest]))) == {"image-latest"}
}

test_an_image_that_is_not_released_yet_is_a_warning if {
	refused(with_image("ghcr.io/acme/shop:1.0.0")) == set()
	warned(with_image("ghcr.io/acme/shop:1.0.0")) == {"image-unreleased"}
}

test_images_of_init_containers_and_databases_are_judged if {
	evil := sprintf("evil.example/shop:1@%v", [digest])
	init := json.patch(container, [{"op": "replace", "path": "/image", "value": evil}])
	refused([set_to(at(pod, "initContainers"), [init])]) == {"image-registry"}
	database := {
		"apiVersion": "postgresql.cnpg.io/v1",
		"kind": "Cluster",
		"metadata": metadata,
		"spec": {"imageName": evil},
	}
	refused([more(database)]) == {"image-registry"}
}
