package slipway.repository_test

rules_text := `creation_rules:
  - path_regex: ^secrets/yc/
    age: age1aaa, age1bbb
  - path_regex: ^secrets/
    age: [age1ccc]
`

encrypted(recipients) := json.marshal({
	"kind": "Secret",
	"data": {"password": "ENC[AES256_GCM,data:abc,iv:abc,tag:abc,type:str]"},
	"sops": {"age": [{"recipient": recipient} | some recipient in recipients]},
})

with_rules(path, text) := [file(".sops.yaml", rules_text), file(path, text)]

test_the_recipients_of_the_first_rule_pass if {
	refused(with_rules("secrets/yc/db.json", encrypted(["age1bbb", "age1aaa"]))) == set()
	refused(with_rules("secrets/vk/db.json", encrypted(["age1ccc"]))) == set()
}

test_other_recipients_are_refused if {
	every recipients in [["age1aaa"], ["age1aaa", "age1bbb", "age1evil"], ["age1ccc"], []] {
		refused(with_rules("secrets/yc/db.json", encrypted(recipients))) == {"sops-recipients"}
	}
}

test_keys_of_other_sorts_are_refused if {
	text := json.marshal(json.patch(json.unmarshal(encrypted(["age1ccc"])), [{
		"op": "add",
		"path": "/sops/pgp",
		"value": [{"fp": "ABC"}],
	}]))
	refused(with_rules("secrets/vk/db.json", text)) == {"sops-recipients"}
}

test_a_file_without_a_rule_is_refused if {
	refused([file("secrets/db.json", encrypted(["age1ccc"]))]) == {"sops-recipients"}
}

test_what_lies_in_secrets_is_encrypted if {
	refused(with_rules("secrets/vk/settings.yaml", "password: hunter2")) == {"sops-missing"}
	half := sprintf("%v\n---\nkind: Note", [encrypted(["age1ccc"])])
	refused(with_rules("secrets/vk/db.yaml", half)) == {"sops-missing"}
}
