package chattest

import (
	"errors"
	"testing"
	"time"

	"${{ values.goModule }}/backend/internal/chat"
)

// Sessions checks what every chat.Sessions must do. The user must exist where sessions refer to it.
func Sessions(t *testing.T, sessions chat.Sessions, userID int64) {
	t.Helper()
	ctx := t.Context()
	mine, other := chat.Token("mine").Hash(), chat.Token("other").Hash()

	if _, err := sessions.UserID(ctx, mine); !errors.Is(err, chat.ErrNoSession) {
		t.Errorf("before it starts: %v, want %v", err, chat.ErrNoSession)
	}
	for _, token := range []chat.TokenHash{mine, other} {
		if err := sessions.Create(ctx, token, userID, time.Hour); err != nil {
			t.Fatal(err)
		}
	}
	if got, err := sessions.UserID(ctx, mine); err != nil || got != userID {
		t.Errorf("got %d, %v; want %d", got, err, userID)
	}
	for range 2 {
		if err := sessions.Delete(ctx, mine); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := sessions.UserID(ctx, mine); !errors.Is(err, chat.ErrNoSession) {
		t.Errorf("after its end: %v, want %v", err, chat.ErrNoSession)
	}
	if _, err := sessions.UserID(ctx, other); err != nil {
		t.Errorf("the other session ended too: %v", err)
	}
}
