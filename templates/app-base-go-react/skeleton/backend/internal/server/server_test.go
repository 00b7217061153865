package server

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"net"
	"net/http"
	"testing"
	"time"
)

func start(t *testing.T, handler http.Handler, timeout time.Duration) (url string, stop func(), done <-chan error) {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	result := make(chan error, 1)
	go func() { result <- Serve(ctx, listener, handler, timeout, slog.New(slog.DiscardHandler)) }()
	return "http://" + listener.Addr().String(), cancel, result
}

func TestARunningRequestFinishesBeforeTheServerStops(t *testing.T) {
	entered, release := make(chan struct{}), make(chan struct{})
	url, stop, done := start(t, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		close(entered)
		<-release
		_, _ = io.WriteString(w, "finished")
	}), time.Minute)

	body := make(chan string, 1)
	go func() {
		defer close(body)
		response, err := http.Get(url)
		if err != nil {
			t.Error(err)
			return
		}
		defer response.Body.Close()
		text, _ := io.ReadAll(response.Body)
		body <- string(text)
	}()

	<-entered
	stop()
	close(release)
	if got := <-body; got != "finished" {
		t.Errorf("got %q, want the whole answer", got)
	}
	if err := <-done; err != nil {
		t.Errorf("stopped with %v", err)
	}
}

func TestARequestThatNeverEndsIsCutOff(t *testing.T) {
	entered := make(chan struct{})
	url, stop, done := start(t, http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		close(entered)
		<-r.Context().Done()
	}), 10*time.Millisecond)

	go func() {
		if response, err := http.Get(url); err == nil {
			_ = response.Body.Close()
		}
	}()
	<-entered
	stop()
	if err := <-done; !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("got %v, want the deadline", err)
	}
}

func TestAListenerThatFailsIsReported(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	_ = listener.Close()
	err = Serve(t.Context(), listener, http.NotFoundHandler(), time.Second, slog.New(slog.DiscardHandler))
	if !errors.Is(err, net.ErrClosed) {
		t.Errorf("got %v, want %v", err, net.ErrClosed)
	}
}
