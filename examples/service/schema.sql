-- What the service keeps, in SQL that PostgreSQL takes as it stands, and SQLite too.

-- One row for each period. Whoever writes takes its version one further; who read an older one is refused.
CREATE TABLE IF NOT EXISTS periods (
    period  TEXT   NOT NULL PRIMARY KEY,
    version BIGINT NOT NULL DEFAULT 0
);

-- What stands: of every report its highest revision.
CREATE TABLE IF NOT EXISTS observations (
    period   TEXT   NOT NULL REFERENCES periods (period),
    source   TEXT   NOT NULL,
    id       TEXT   NOT NULL,
    revision BIGINT NOT NULL CHECK (revision >= 0),
    body     TEXT   NOT NULL,
    PRIMARY KEY (period, source, id)
);

-- What stood: the lower revisions. Nothing that was told is thrown away.
CREATE TABLE IF NOT EXISTS superseded (
    period   TEXT   NOT NULL REFERENCES periods (period),
    source   TEXT   NOT NULL,
    id       TEXT   NOT NULL,
    revision BIGINT NOT NULL CHECK (revision >= 0),
    body     TEXT   NOT NULL,
    PRIMARY KEY (period, source, id, revision)
);

-- What was published: no edition without its results, its certificate and their digest, and each after the first supersedes the one before.
CREATE TABLE IF NOT EXISTS publications (
    period      TEXT    NOT NULL REFERENCES periods (period),
    edition     INTEGER NOT NULL CHECK (edition >= 1),
    supersedes  INTEGER,
    reason      TEXT    NOT NULL,
    digest      TEXT    NOT NULL,
    results     TEXT    NOT NULL,
    certificate TEXT    NOT NULL,
    PRIMARY KEY (period, edition),
    FOREIGN KEY (period, supersedes) REFERENCES publications (period, edition),
    CHECK (COALESCE(supersedes, 0) = edition - 1)
);
