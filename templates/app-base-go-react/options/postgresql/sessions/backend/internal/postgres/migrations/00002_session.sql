-- +goose Up
CREATE TABLE chat_session (
    token_hash bytea PRIMARY KEY,
    user_id bigint NOT NULL REFERENCES chat_user ON DELETE CASCADE,
    expires_at timestamptz NOT NULL
);

CREATE INDEX chat_session_expires_at ON chat_session (expires_at);

-- +goose Down
DROP TABLE chat_session;
