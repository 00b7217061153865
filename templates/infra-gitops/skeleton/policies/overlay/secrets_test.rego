package slipway.overlay_test

secret(field) := {
	"apiVersion": "v1",
	"kind": "Secret",
	"metadata": metadata,
	field: {"password": "aHVudGVyMg=="},
}

test_a_secret_with_values_is_refused if {
	refused([more(secret("data"))]) == {"plaintext-secret"}
	refused([more(secret("stringData"))]) == {"plaintext-secret"}
}

test_a_secret_that_others_fill_passes if {
	empty := {"apiVersion": "v1", "kind": "Secret", "metadata": metadata}
	refused([more(empty)]) == set()
}

test_values_that_look_secret_are_refused if {
	variable := sprintf("%v/env/0", [first_container])
	every name in ["API_TOKEN", "DATABASE_PASSWORD", "stripe_api_key"] {
		refused([set_to(variable, {"name": name, "value": "hunter2"})]) == {"plaintext-secret"}
	}
	address := concat("", ["postgresql://shop:", "hunter2@db:5432/shop"])
	refused([set_to(variable, {"name": "DATABASE_URL", "value": address})]) == {"plaintext-secret"}
	refused([set_to("/objects/3/data/DATABASE_URL", address)]) == {"plaintext-secret"}
	refused([set_to("/objects/3/data/SESSION_SECRET", "hunter2")]) == {"plaintext-secret"}
}

test_addresses_without_passwords_pass if {
	every address in ["postgresql://db:5432/shop", "redis://:$(REDIS_PASSWORD)@shop-redis:6379", "http://otel:4318/v1?a=b@c"] {
		refused([set_to("/objects/3/data/ADDRESS", address)]) == set()
	}
}
