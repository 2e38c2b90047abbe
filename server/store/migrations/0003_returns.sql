-- A device whose token was shown twice was lost and not turned out: so many may come back with the key it came with,
-- without a use of that key.
ALTER TABLE devices ADD COLUMN enrolled_with BYTEA;
ALTER TABLE devices ADD COLUMN returns BIGINT NOT NULL DEFAULT 0;
