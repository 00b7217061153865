package httpapi

import (
	"bytes"
{%- if values.postgresql %}
	"context"
{%- endif %}
	"encoding/json"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/prometheus/client_golang/prometheus"
	sdktrace "go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/sdk/trace/tracetest"
	"go.opentelemetry.io/otel/trace/noop"
{%- if values.postgresql %}

	"${{ values.goModule }}/backend/internal/chat"
	"${{ values.goModule }}/backend/internal/chat/chattest"
{%- endif %}
)

{% if values.postgresql -%}
func testOptions() Options {
	memory := chattest.NewMemory()
	return Options{
		Info:    Info{Name: "service", Version: "1.2.3", Commit: "abc", Environment: "test"},
		Logger:  slog.New(slog.DiscardHandler),
		Tracing: noop.NewTracerProvider(),
		Chat:    chat.New(memory, memory),
		Ready:   func(context.Context) error { return nil },
	}
}
{% else -%}
func testOptions() Options {
	return Options{
		Info:    Info{Name: "service", Version: "1.2.3", Commit: "abc", Environment: "test"},
		Logger:  slog.New(slog.DiscardHandler),
		Tracing: noop.NewTracerProvider(),
	}
}
{% endif %}
func newAPI() http.Handler {
	return New(testOptions())
}

func request(t *testing.T, handler http.Handler, method, target string) *httptest.ResponseRecorder {
	t.Helper()
	recorder := httptest.NewRecorder()
	handler.ServeHTTP(recorder, httptest.NewRequest(method, target, nil))
	return recorder
}

func TestEveryPathAnswersAsDescribed(t *testing.T) {
	tests := map[string]struct {
		method, target string
		status         int
		contentType    string
		body           string
	}{
		"liveness":  {"GET", "/healthz", 200, "text/plain; charset=utf-8", "ok\n"},
		"readiness": {"GET", "/readyz", 200, "text/plain; charset=utf-8", "ok\n"},
		"info": {"GET", "/api/v1/info", 200, "application/json",
			`{"name":"service","version":"1.2.3","commit":"abc","environment":"test"}` + "\n"},
		"greeting": {"GET", "/api/v1/greetings/Ada", 200, "application/json", `{"message":"Hello, Ada."}` + "\n"},
		"greeting of a name with markup": {"GET", "/api/v1/greetings/%3Cb%3E", 200, "application/json",
			"{\"message\":\"Hello, \\u003cb\\u003e.\"}\n"},
		"greeting of nobody": {"GET", "/api/v1/greetings/%20", 400, "application/problem+json",
			`{"title":"Bad Request","status":400,"detail":"The name must have 1 to 50 printable characters."}` + "\n"},
		"unknown path": {"GET", "/api/v1/nothing", 404, "application/problem+json",
			`{"title":"Not Found","status":404,"detail":"There is no such path; the API description lists them."}` + "\n"},
		"wrong method": {"POST", "/api/v1/info", 405, "application/problem+json",
			`{"title":"Method Not Allowed","status":405,"detail":"This path answers GET only."}` + "\n"},
	}
	api := newAPI()
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			got := request(t, api, test.method, test.target)
			if got.Code != test.status {
				t.Errorf("status %d, want %d", got.Code, test.status)
			}
			if contentType := got.Header().Get("Content-Type"); contentType != test.contentType {
				t.Errorf("content type %q, want %q", contentType, test.contentType)
			}
			if got.Body.String() != test.body {
				t.Errorf("body %q, want %q", got.Body, test.body)
			}
		})
	}
}

func TestOnlyPrintableNamesOfALengthAreGreeted(t *testing.T) {
	api := newAPI()
	for name, status := range map[string]int{
		strings.Repeat("ä", maxNameLength):   http.StatusOK,
		strings.Repeat("ä", maxNameLength+1): http.StatusBadRequest,
		"a\nb":                               http.StatusBadRequest,
		"a\xffb":                             http.StatusBadRequest,
	} {
		if got := request(t, api, "GET", "/api/v1/greetings/"+url.PathEscape(name)).Code; got != status {
			t.Errorf("%q: status %d, want %d", name, got, status)
		}
	}
}

func TestMetricsCountByRouteAndNotByPath(t *testing.T) {
	api := newAPI()
	request(t, api, "GET", "/api/v1/greetings/Ada")
	request(t, api, "GET", "/api/v1/greetings/Grace")
	got := request(t, api, "GET", "/metrics").Body.String()
	want := `http_request_duration_seconds_count{method="GET",route="GET /api/v1/greetings/{name}",status="200"} 2`
	if !strings.Contains(got, want) {
		t.Errorf("metrics lack %s:\n%s", want, got)
	}
	if strings.Contains(got, "Ada") {
		t.Error("metrics hold a path")
	}
}

func TestARequestIsASpanNamedByRouteThatTheLogPointsTo(t *testing.T) {
	var log bytes.Buffer
	spans := tracetest.NewSpanRecorder()
	api := New(Options{
		Logger:  slog.New(slog.NewJSONHandler(&log, nil)),
		Tracing: sdktrace.NewTracerProvider(sdktrace.WithSpanProcessor(spans)),
	})
	const caller = "4bf92f3577b34da6a3ce929d0e0e4736"
	r := httptest.NewRequest("GET", "/api/v1/greetings/Ada", nil)
	r.Header.Set("traceparent", "00-"+caller+"-00f067aa0ba902b7-01")
	api.ServeHTTP(httptest.NewRecorder(), r)
	request(t, api, "GET", "/healthz")

	ended := spans.Ended()
	if len(ended) != 1 {
		t.Fatalf("%d spans, want one: probes are not traced", len(ended))
	}
	if got, want := ended[0].Name(), "GET /api/v1/greetings/{name}"; got != want {
		t.Errorf("the span is %q, want %q", got, want)
	}
	if got := ended[0].SpanContext().TraceID().String(); got != caller {
		t.Errorf("trace %s, want the caller's", got)
	}
	if !strings.Contains(log.String(), `"trace_id":"`+caller+`"`) {
		t.Errorf("the log does not point to the trace: %s", log.String())
	}
}

func TestAPanicIsAnsweredAndLogged(t *testing.T) {
	var log bytes.Buffer
	logger := slog.New(slog.NewJSONHandler(&log, nil))
	handler := observe(recoverPanics(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {
		panic("broken")
	}), logger), logger, prometheus.NewRegistry())

	got := request(t, handler, "GET", "/api/v1/info")
	if got.Code != http.StatusInternalServerError || strings.Contains(got.Body.String(), "broken") {
		t.Errorf("got %d %s, want 500 without the cause", got.Code, got.Body)
	}
	var messages []string
	for line := range strings.Lines(log.String()) {
		var entry struct{ Msg, Level string }
		if err := json.Unmarshal([]byte(line), &entry); err != nil {
			t.Fatal(err)
		}
		messages = append(messages, entry.Level+" "+entry.Msg)
	}
	if want := "ERROR panic, ERROR request"; strings.Join(messages, ", ") != want {
		t.Errorf("logged %q, want %q", messages, want)
	}
}
