-- Who may sign in to the console. An account without a password waits for its invitation to be taken up.
CREATE TABLE accounts (
    id TEXT NOT NULL PRIMARY KEY,
    -- What is typed to sign in, in lower case.
    name TEXT NOT NULL UNIQUE,
    -- Words with a bar between them.
    roles TEXT NOT NULL,
    -- Argon2id as a PHC string.
    password TEXT,
    created BIGINT NOT NULL,
    disabled BIGINT
);

-- What an administrator hands out once so that somebody can choose a password. Without an account it makes the first.
CREATE TABLE invitations (
    hash BYTEA NOT NULL PRIMARY KEY,
    account TEXT UNIQUE REFERENCES accounts (id) ON DELETE CASCADE,
    ends BIGINT NOT NULL
);

-- Of the token that a browser holds only the hash is here.
CREATE TABLE sessions (
    hash BYTEA NOT NULL PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    account TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    begun BIGINT NOT NULL,
    seen BIGINT NOT NULL,
    -- When the password was last shown.
    proved BIGINT NOT NULL
);
CREATE INDEX sessions_by_account ON sessions (account);
