-- What Postwacht keeps. Time stamps are microseconds since 1970 in UTC; dates are texts such as 2026-12-31.
-- The SQL is written so that PostgreSQL takes it as well.

-- One row: what holds for the whole database.
CREATE TABLE office (
    id BIGINT NOT NULL PRIMARY KEY CHECK (id = 1),
    -- Tells a wrong key from the right one; the key itself is never here.
    key_fingerprint BYTEA NOT NULL,
    -- Since when pairs of sender and recipient are remembered.
    memory_since BIGINT NOT NULL
);

-- Counts the changes to each part, so that a service sees what another process changed.
CREATE TABLE revisions (
    part TEXT NOT NULL PRIMARY KEY,
    revision BIGINT NOT NULL
);
INSERT INTO revisions (part, revision)
VALUES ('people', 0), ('policy', 0), ('allowlist', 0), ('confirmed', 0), ('memory', 0), ('devices', 0);

-- Written and read as a whole, so the details are one JSON text. BSN and IBAN stand in it as keyed hashes only.
CREATE TABLE clients (
    number TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    details TEXT NOT NULL
);

CREATE TABLE colleagues (
    address TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    details TEXT NOT NULL
);

-- A version is never changed; the highest one holds.
CREATE TABLE policies (
    version BIGINT NOT NULL PRIMARY KEY,
    source TEXT NOT NULL,
    published BIGINT NOT NULL,
    published_by TEXT NOT NULL
);

CREATE TABLE allowlist (
    id TEXT NOT NULL PRIMARY KEY,
    pattern TEXT NOT NULL,
    -- Ids of checks with a bar between them, or a star.
    checks TEXT NOT NULL,
    -- everyone, group:NAME or the address of a sender.
    audience TEXT NOT NULL,
    until TEXT,
    reason TEXT NOT NULL,
    added_by TEXT NOT NULL,
    added BIGINT NOT NULL
);

CREATE TABLE denied (
    pattern TEXT NOT NULL PRIMARY KEY,
    reason TEXT NOT NULL,
    added_by TEXT NOT NULL,
    added BIGINT NOT NULL
);

CREATE TABLE enrolment_keys (
    hash BYTEA NOT NULL PRIMARY KEY,
    label TEXT NOT NULL,
    uses_left BIGINT NOT NULL CHECK (uses_left >= 0),
    ends BIGINT NOT NULL,
    created BIGINT NOT NULL
);

CREATE TABLE devices (
    id TEXT NOT NULL PRIMARY KEY,
    -- The mailbox that it claimed first; it is bound to it.
    mailbox TEXT NOT NULL,
    keyed_mailbox BYTEA NOT NULL,
    -- The office address of whose device it is, where the directory told.
    colleague TEXT,
    client TEXT NOT NULL,
    created BIGINT NOT NULL,
    last_seen BIGINT NOT NULL,
    revoked BIGINT
);
CREATE INDEX devices_by_mailbox ON devices (mailbox);
CREATE INDEX devices_by_colleague ON devices (colleague);

-- The refresh tokens of a device are one family. Spent ones stay, so that their reuse is seen.
CREATE TABLE refresh_tokens (
    hash BYTEA NOT NULL PRIMARY KEY,
    device TEXT NOT NULL REFERENCES devices (id) ON DELETE CASCADE,
    generation BIGINT NOT NULL,
    created BIGINT NOT NULL,
    spent BIGINT
);
CREATE INDEX refresh_tokens_by_device ON refresh_tokens (device);

-- Free comments live apart from the audit, and not for long.
CREATE TABLE feedback (
    id TEXT NOT NULL PRIMARY KEY,
    given BIGINT NOT NULL,
    check_id TEXT NOT NULL,
    address TEXT,
    note TEXT NOT NULL
);
CREATE INDEX feedback_by_time ON feedback (given);

CREATE TABLE confirmed_pairs (
    sender TEXT NOT NULL,
    address TEXT NOT NULL,
    confirmed BIGINT NOT NULL,
    until BIGINT NOT NULL,
    PRIMARY KEY (sender, address)
);

CREATE TABLE mailed_pairs (
    sender TEXT NOT NULL,
    address TEXT NOT NULL,
    first_mailed BIGINT NOT NULL,
    last_mailed BIGINT NOT NULL,
    PRIMARY KEY (sender, address)
);

-- The bytes are kept as they were hashed; the hash covers the hash of the row before.
CREATE TABLE audit_rows (
    writer TEXT NOT NULL,
    number BIGINT NOT NULL,
    written BIGINT NOT NULL,
    entry BYTEA NOT NULL,
    hash BYTEA NOT NULL,
    PRIMARY KEY (writer, number)
);

CREATE TABLE audit_chains (
    writer TEXT NOT NULL PRIMARY KEY,
    number BIGINT NOT NULL,
    hash BYTEA NOT NULL
);

CREATE TABLE audit_checkpoints (
    writer TEXT NOT NULL,
    number BIGINT NOT NULL,
    hash BYTEA NOT NULL,
    signed BIGINT NOT NULL,
    signer BYTEA NOT NULL,
    signature BYTEA NOT NULL,
    PRIMARY KEY (writer, number)
);
