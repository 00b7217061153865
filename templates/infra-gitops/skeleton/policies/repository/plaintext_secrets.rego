# No file holds a secret that can be read.
package slipway.repository

import data.slipway.lib

deny contains lib.result(
	"plaintext-secret",
	file.path,
	sprintf("it holds %v", [found]),
	"change that secret now, which Git does not forget, and keep the new one out of Git or in SOPS",
) if {
	some file in input.files
	some found in lib.secrets_in(file.text)
}

deny contains lib.result(
	"plaintext-secret",
	file.path,
	sprintf("%v is not encrypted", [lib.title(document)]),
	sprintf("encrypt it: sops --encrypt --in-place %v", [file.path]),
) if {
	some file in input.files
	lib.is_data(file.path)
	lib.may_hold(file.text, "Secret")
	some document in lib.documents(file.text)
	document.kind == "Secret"
	some field in ["data", "stringData"]
	some value in document[field]
	not is_encrypted(value)
}

is_encrypted(value) if {
	regex.match(`^ENC\[AES256_GCM,data:.*\]$`, value)
}
