package slipway.repository_test

# Put together here, so that these files hold no secret themselves.
examples := [
	concat("", ["-----BEGIN OPENSSH ", "PRIVATE KEY-----"]),
	concat("", ["ghp_", "0123456789abcdefghijklmnopqrstuvwxyz"]),
	concat("", ["AKIA", "ABCDEFGHIJKLMNOP"]),
	concat("", ["AGE-SECRET-KEY-1", "QQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQ"]),
	concat("", ["postgres://shop:", "hunter2@db/shop"]),
]

test_secrets_in_any_file_are_refused if {
	every example in examples {
		refused([file("apps/shop/notes.txt", sprintf("see:\n  %v\n", [example]))]) == {"plaintext-secret"}
	}
}

test_secrets_that_are_not_encrypted_are_refused if {
	refused([file("apps/shop/base/secret.yaml", "kind: ConfigMap\n---\nkind: Secret\nstringData: {a: b}")]) == {"plaintext-secret"}
	refused([file("clusters/yc/secret.json", `{"kind": "Secret", "data": {"a": "Yg=="}}`)]) == {"plaintext-secret"}
}

test_a_kind_that_is_spelled_otherwise_is_the_same_kind if {
	every kind in [`"\x53ecret"`, `"S\u0065cret"`, "!!binary U2VjcmV0"] {
		refused([file("apps/shop/base/secret.yaml", sprintf("kind: %v\nstringData: {a: b}\n", [kind]))]) == {"plaintext-secret"}
	}
}

test_a_reason_does_not_repeat_the_secret if {
	every result in refusals([file("notes.txt", examples[1])]) {
		not contains(result.reason, examples[1])
	}
}
