-- One row at most: the policy that somebody is working on, which need not hold.
CREATE TABLE policy_draft (
    id BIGINT NOT NULL PRIMARY KEY CHECK (id = 1),
    source TEXT NOT NULL,
    -- The version that it began with.
    based_on BIGINT NOT NULL,
    saved BIGINT NOT NULL,
    saved_by TEXT NOT NULL
);
