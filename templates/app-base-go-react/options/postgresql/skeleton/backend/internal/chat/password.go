package chat

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"errors"
	"fmt"
	"strings"

	"golang.org/x/crypto/argon2"
)

// OWASP's minimum for argon2id. Every hash says what it was made with, so raising these leaves
// the hashes that exist valid.
const (
	argonMemoryKiB = 19 * 1024
	argonTime      = 2
	argonThreads   = 1
	saltLength     = 16
	keyLength      = 32
)

// nobodysHash has the cost of a real hash and matches no password.
const nobodysHash = "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"

// passwords hashes few passwords at a time: each takes memory, and the pod has little.
type passwords struct {
	slots chan struct{}
}

func newPasswords() passwords {
	return passwords{slots: make(chan struct{}, 2)}
}

func (p passwords) hash(ctx context.Context, password string) (string, error) {
	salt := make([]byte, saltLength)
	_, _ = rand.Read(salt) // It never fails: the program ends instead.
	key, err := p.key(ctx, password, salt, argonTime, argonMemoryKiB, argonThreads, keyLength)
	if err != nil {
		return "", err
	}
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version, argonMemoryKiB, argonTime, argonThreads,
		base64.RawStdEncoding.EncodeToString(salt), base64.RawStdEncoding.EncodeToString(key)), nil
}

func (p passwords) matches(ctx context.Context, hash, password string) (bool, error) {
	var version, threads int
	var memory, rounds uint32
	parts := strings.Split(hash, "$")
	if len(parts) != 6 || parts[1] != "argon2id" {
		return false, errors.New("the stored password hash is not argon2id")
	}
	if _, err := fmt.Sscanf(parts[2]+" "+parts[3], "v=%d m=%d,t=%d,p=%d", &version, &memory, &rounds, &threads); err != nil ||
		version != argon2.Version || rounds < 1 || threads < 1 || threads > 255 {
		return false, errors.New("the stored password hash has parameters that cannot be used")
	}
	salt, saltErr := base64.RawStdEncoding.DecodeString(parts[4])
	want, keyErr := base64.RawStdEncoding.DecodeString(parts[5])
	if saltErr != nil || keyErr != nil || len(want) == 0 {
		return false, errors.New("the stored password hash is damaged")
	}
	got, err := p.key(ctx, password, salt, rounds, memory, uint8(threads), uint32(len(want)))
	if err != nil {
		return false, err
	}
	return subtle.ConstantTimeCompare(got, want) == 1, nil
}

func (p passwords) key(
	ctx context.Context, password string, salt []byte, rounds, memory uint32, threads uint8, length uint32,
) ([]byte, error) {
	select {
	case p.slots <- struct{}{}:
		defer func() { <-p.slots }()
	case <-ctx.Done():
		return nil, fmt.Errorf("wait to hash a password: %w", ctx.Err())
	}
	return argon2.IDKey([]byte(password), salt, rounds, memory, threads, length), nil
}
