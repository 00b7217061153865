package chat

import (
	"crypto/rand"
	"crypto/sha256"
)

// Token is what a client shows to prove that it is logged in.
type Token string

// TokenHash is what is kept of a token. A token is random, so a fast hash is enough.
type TokenHash [sha256.Size]byte

// Hash returns what is kept of the token.
func (t Token) Hash() TokenHash {
	return sha256.Sum256([]byte(t))
}

// newToken returns at least 128 random bits, as text.
func newToken() Token {
	return Token(rand.Text())
}
