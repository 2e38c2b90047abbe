-- How often each check spoke and what was done about it, day by day. Counts only: nobody can be told from them.
CREATE TABLE figures (
    -- In UTC.
    day TEXT NOT NULL,
    -- A group of colleagues, a star for those in no group that is large enough, or nothing for the whole office.
    team TEXT NOT NULL,
    -- A check, or nothing for all of them together.
    check_id TEXT NOT NULL,
    -- What is counted: mails, shown, or what a person did.
    what TEXT NOT NULL,
    count BIGINT NOT NULL,
    PRIMARY KEY (day, team, check_id, what)
);

-- How many findings of a check each entry of the allowlist silenced, day by day.
CREATE TABLE silenced (
    entry TEXT NOT NULL,
    day TEXT NOT NULL,
    check_id TEXT NOT NULL,
    count BIGINT NOT NULL,
    PRIMARY KEY (entry, day, check_id)
);

-- For whoever looks through the record by time.
CREATE INDEX audit_rows_by_time ON audit_rows (written, writer, number);

-- By what rows are looked up that are few among many: a sender, a check that found something, a decision that was
-- shown, an event. The place of the row is told in full, for pages go by time.
CREATE TABLE audit_marks (
    mark TEXT NOT NULL,
    written BIGINT NOT NULL,
    writer TEXT NOT NULL,
    number BIGINT NOT NULL
);
CREATE INDEX audit_marks_in_order ON audit_marks (mark, written, writer, number);
CREATE INDEX audit_marks_by_row ON audit_marks (writer, number);

-- The rows of before. Only this part is SQLite's own: another database has no rows of before.
INSERT INTO audit_marks (mark, written, writer, number)
SELECT 'sender:' || substr(json_extract(CAST(entry AS TEXT), '$.sender'), 1, 16), written, writer, number
FROM audit_rows WHERE json_extract(CAST(entry AS TEXT), '$.sender') IS NOT NULL;
INSERT INTO audit_marks (mark, written, writer, number)
SELECT 'decision:' || json_extract(CAST(entry AS TEXT), '$.decision'), written, writer, number
FROM audit_rows WHERE json_extract(CAST(entry AS TEXT), '$.decision') IN ('warn', 'confirm', 'block');
INSERT INTO audit_marks (mark, written, writer, number)
SELECT 'kind:event', written, writer, number
FROM audit_rows WHERE json_extract(CAST(entry AS TEXT), '$.kind') = 'event';
INSERT INTO audit_marks (mark, written, writer, number)
SELECT DISTINCT 'check:' || json_extract(found.value, '$.check'), written, writer, number
FROM audit_rows, json_each(CAST(entry AS TEXT), '$.findings') AS found
WHERE json_extract(CAST(entry AS TEXT), '$.kind') = 'check';
