-- Whoever signs in with the office's own provider: who issued the identity, and what that one calls the person. Neither
-- changes, unlike a name or an address.
ALTER TABLE accounts ADD COLUMN issuer TEXT;
ALTER TABLE accounts ADD COLUMN subject TEXT;
CREATE UNIQUE INDEX accounts_by_identity ON accounts (issuer, subject);
