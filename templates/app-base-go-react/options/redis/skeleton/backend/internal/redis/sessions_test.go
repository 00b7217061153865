package redis

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/alicebob/miniredis/v2"

	"${{ values.goModule }}/backend/internal/chat"
	"${{ values.goModule }}/backend/internal/chat/chattest"
)

func open(t *testing.T, server *miniredis.Miniredis) Sessions {
	t.Helper()
	sessions, err := Open("redis://" + server.Addr())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := sessions.Close(); err != nil {
			t.Error(err)
		}
	})
	return sessions
}

func TestSessionsInRedis(t *testing.T) {
	chattest.Sessions(t, open(t, miniredis.RunT(t)), 7)
}

func TestAnExpiredSessionIsNoneAndGoesAway(t *testing.T) {
	server := miniredis.RunT(t)
	sessions := open(t, server)
	token := chat.Token("expires").Hash()
	if err := sessions.Create(t.Context(), token, 7, time.Hour); err != nil {
		t.Fatal(err)
	}
	server.FastForward(time.Hour)
	if _, err := sessions.UserID(t.Context(), token); !errors.Is(err, chat.ErrNoSession) {
		t.Errorf("got %v, want %v", err, chat.ErrNoSession)
	}
	if keys := server.Keys(); len(keys) != 0 {
		t.Errorf("%q is still kept", keys)
	}
	if err := sessions.Create(t.Context(), token, 7, 0); err == nil {
		t.Error("a session without an end was started")
	}
}

func TestTheTokenItselfIsNotKept(t *testing.T) {
	server := miniredis.RunT(t)
	if err := open(t, server).Create(t.Context(), chat.Token("s3cret").Hash(), 7, time.Hour); err != nil {
		t.Fatal(err)
	}
	if dump := server.Dump(); strings.Contains(dump, "s3cret") {
		t.Errorf("Redis holds the token: %s", dump)
	}
}

func TestARedisThatIsAwayIsAnErrorAndNoMissingSession(t *testing.T) {
	server := miniredis.RunT(t)
	sessions := open(t, server)
	if err := sessions.Ping(t.Context()); err != nil {
		t.Errorf("ping: %v", err)
	}
	server.SetError("LOADING")
	if err := sessions.Ping(t.Context()); err == nil {
		t.Error("ping does not fail")
	}
	if _, err := sessions.UserID(t.Context(), chat.Token("any").Hash()); err == nil || errors.Is(err, chat.ErrNoSession) {
		t.Errorf("got %v, want another error", err)
	}
}

func TestAnAddressThatIsWrongIsNotRepeated(t *testing.T) {
	_, err := Open("redis://app:s3cret@localhost:6379/zero")
	if err == nil || strings.Contains(err.Error(), "s3cret") {
		t.Errorf("got %v", err)
	}
}
