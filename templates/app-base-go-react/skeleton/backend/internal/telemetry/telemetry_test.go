package telemetry

import (
	"io"
	"net/http"
	"net/http/httptest"
	"testing"

	collector "go.opentelemetry.io/proto/otlp/collector/trace/v1"
	"google.golang.org/protobuf/proto"
)

func TestSpansArriveAtTheCollectorWithTheServiceTheyCameFrom(t *testing.T) {
	received := make(chan *collector.ExportTraceServiceRequest, 1)
	server := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/v1/traces" {
			t.Errorf("path %q, want /v1/traces", r.URL.Path)
		}
		body, err := io.ReadAll(r.Body)
		if err != nil {
			t.Error(err)
		}
		request := &collector.ExportTraceServiceRequest{}
		if err := proto.Unmarshal(body, request); err != nil {
			t.Error(err)
		}
		received <- request
	}))
	defer server.Close()

	service := Service{Name: "shop", Version: "1.2.3", Environment: "test"}
	tracing, err := Start(t.Context(), service, server.URL)
	if err != nil {
		t.Fatal(err)
	}
	_, span := tracing.Provider.Tracer("test").Start(t.Context(), "work")
	span.End()
	if err := tracing.Shutdown(t.Context()); err != nil {
		t.Fatal(err)
	}

	spans := (<-received).GetResourceSpans()[0]
	got := map[string]string{"span": spans.GetScopeSpans()[0].GetSpans()[0].GetName()}
	for _, attribute := range spans.GetResource().GetAttributes() {
		got[attribute.GetKey()] = attribute.GetValue().GetStringValue()
	}
	want := map[string]string{
		"span": "work", "service.name": "shop", "service.version": "1.2.3", "deployment.environment.name": "test",
	}
	for key, value := range want {
		if got[key] != value {
			t.Errorf("%s is %q, want %q", key, got[key], value)
		}
	}
}

func TestWithoutAnEndpointNothingIsRecorded(t *testing.T) {
	tracing, err := Start(t.Context(), Service{Name: "shop"}, "")
	if err != nil {
		t.Fatal(err)
	}
	_, span := tracing.Provider.Tracer("test").Start(t.Context(), "work")
	defer span.End()
	if span.IsRecording() {
		t.Error("a span is recorded that goes nowhere")
	}
	if err := tracing.Shutdown(t.Context()); err != nil {
		t.Error(err)
	}
}
