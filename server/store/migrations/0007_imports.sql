-- What the rows were that the last import at the console changed, so that it can be undone. Without details: there was
-- no such row.
CREATE TABLE import_undo (
    part TEXT NOT NULL,
    id TEXT NOT NULL,
    name TEXT,
    details TEXT,
    PRIMARY KEY (part, id)
);

-- One row at most: that import.
CREATE TABLE last_import (
    id BIGINT NOT NULL PRIMARY KEY CHECK (id = 1),
    -- The count of changes to the people after it. With another one, somebody changed them since.
    revision BIGINT NOT NULL,
    imported BIGINT NOT NULL,
    imported_by TEXT NOT NULL,
    changes BIGINT NOT NULL
);

-- Which column a title of a file means, as somebody said it last, by kind of file. JSON.
CREATE TABLE import_columns (
    part TEXT NOT NULL PRIMARY KEY,
    columns TEXT NOT NULL
);
