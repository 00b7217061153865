package chat

import (
	"context"
	"errors"
	"strings"
	"testing"
)

func TestAHashMatchesItsPasswordOnly(t *testing.T) {
	p := newPasswords()
	first, err := p.hash(t.Context(), "correct horse battery")
	if err != nil {
		t.Fatal(err)
	}
	second, err := p.hash(t.Context(), "correct horse battery")
	if err != nil {
		t.Fatal(err)
	}
	if first == second || strings.Contains(first, "horse") {
		t.Errorf("hashes %q and %q have no salt of their own", first, second)
	}
	for password, want := range map[string]bool{"correct horse battery": true, "correct horse batterz": false, "": false} {
		got, err := p.matches(t.Context(), first, password)
		if err != nil || got != want {
			t.Errorf("%q matches: %v, %v; want %v", password, got, err, want)
		}
	}
	if got, err := p.matches(t.Context(), nobodysHash, ""); err != nil || got {
		t.Errorf("the hash of nobody: %v, %v", got, err)
	}
}

func TestADamagedHashIsAnErrorAndNoMatch(t *testing.T) {
	for _, hash := range []string{
		"", "plain", "$2a$10$bcrypt", "$argon2id$v=19$m=x,t=2,p=1$AAAA$AAAA", "$argon2id$v=19$m=19456,t=0,p=1$AAAA$AAAA",
		"$argon2id$v=19$m=19456,t=2,p=256$AAAA$AAAA", "$argon2id$v=16$m=19456,t=2,p=1$AAAA$AAAA",
		"$argon2id$v=19$m=19456,t=2,p=1$AAAA$", "$argon2id$v=19$m=19456,t=2,p=1$?$AAAA",
	} {
		if got, err := newPasswords().matches(t.Context(), hash, "anything at all"); err == nil || got {
			t.Errorf("%q: %v, %v", hash, got, err)
		}
	}
}

func TestWhoGivesUpWaitingIsNotHashed(t *testing.T) {
	p := newPasswords()
	for range cap(p.slots) {
		p.slots <- struct{}{}
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := p.hash(ctx, "correct horse battery"); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want the cancellation", err)
	}
}
