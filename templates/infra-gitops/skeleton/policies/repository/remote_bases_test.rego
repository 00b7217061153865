package slipway.repository_test

kustomization(text) := [file("apps/shop/base/kustomization.yaml", text)]

test_remote_references_are_refused if {
	every reference in [
		"https://example.com/base.yaml",
		"github.com/acme/bases//shop?ref=v1",
		"git@github.com:acme/bases",
		"git::https://example.com/bases",
		"ssh://git@example.com/bases",
		"bases.example.com/acme/shop",
		"acme/bases?ref=main",
	] {
		refused(kustomization(sprintf("resources: [%q]", [reference]))) == {"remote-base"}
		refused(kustomization(sprintf("components: [%q]", [reference]))) == {"remote-base"}
		refused(kustomization(sprintf("patches: [{path: %q}]", [reference]))) == {"remote-base"}
		refused(kustomization(sprintf("configMapGenerator: [{name: a, files: [%q]}]", [reference]))) == {"remote-base"}
	}
}

test_charts_in_a_kustomization_are_refused if {
	refused(kustomization("helmCharts: [{name: shop, repo: example}]")) == {"remote-base"}
}

test_local_references_pass if {
	every reference in ["../../base", "deployment.yaml", "components/high.available/x.yaml", "./release"] {
		refused(kustomization(sprintf("resources: [%q]", [reference]))) == set()
	}
	refused(kustomization("configMapGenerator: [{name: a, literals: ['URL=https://example.com']}]")) == set()
	refused(kustomization("patches: [{patch: 'a: https://example.com', target: {kind: Ingress}}]")) == set()
	refused([file("docs/sources.yaml", "resources: ['https://example.com/a']")]) == set()
}
