// Only downloaded, never compiled: where the CRDs come from that a cluster's components use.
module slipway.dev/local-cluster/crds

go 1.26

require (
	github.com/cert-manager/cert-manager v1.21.2
	github.com/external-secrets/external-secrets v1.3.2
	github.com/prometheus-operator/prometheus-operator v0.85.0
)
