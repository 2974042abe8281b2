-- What queries by SQL are answered from; everything follows from the change feed, and can be made anew from it.

-- One row: up to which change of the feed the tables follow it. Whoever writes holds the row.
CREATE TABLE catalog_q_head (
    one smallint PRIMARY KEY CHECK (one = 1),
    version bigint NOT NULL
);
INSERT INTO catalog_q_head VALUES (1, 0);

-- Every ref of an entity or of an end of a relation. sort is kind, namespace and name with U+0001 between, so that its order is that of refs.
CREATE TABLE catalog_q_ref (
    id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    sort text COLLATE "C" NOT NULL UNIQUE,
    ref text COLLATE "C" NOT NULL
);

CREATE TABLE catalog_q_key (
    id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    hash bigint NOT NULL,
    key text COLLATE "C" NOT NULL
);
CREATE INDEX catalog_q_key_hash ON catalog_q_key (hash);

-- Each value of each key, once for each way it is written.
CREATE TABLE catalog_q_term (
    id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    key int NOT NULL,
    -- 0 a text of the document, 1 derived from it, 2 the key without a value, 3 that the key is there at all.
    kind smallint NOT NULL,
    -- Of key and folded value.
    hash bigint NOT NULL,
    -- How many entities have it, and, as long as no other ever had it, the one that does.
    uses int NOT NULL,
    owner int,
    -- UTF-16 units of the value as written.
    length int NOT NULL,
    -- In lower case, and as written where that is something else.
    folded text COLLATE "C" NOT NULL,
    written text COLLATE "C"
) WITH (fillfactor = 80);
CREATE INDEX catalog_q_term_hash ON catalog_q_term (hash);
CREATE INDEX catalog_q_term_value ON catalog_q_term (key, left(folded, 100));

-- One row for each entity. Its body is kept apart, so that filters, counts and orders read narrow rows: TOAST leaves rows of less than 2 KB as they are.
CREATE TABLE catalog_q_entity (
    id int PRIMARY KEY,
    sort text COLLATE "C" NOT NULL UNIQUE,
    -- Ids of all its terms, ascending.
    terms int[] NOT NULL,
    -- What is ordered by most: the smallest value in lower case, up to 500 characters.
    by_name text COLLATE "C",
    by_title text COLLATE "C",
    by_type text COLLATE "C"
);
ALTER TABLE catalog_q_entity ALTER COLUMN terms SET STORAGE MAIN;
ALTER TABLE catalog_q_entity ALTER COLUMN terms SET STATISTICS 1000;
CREATE INDEX catalog_q_entity_terms ON catalog_q_entity USING gin (terms);
CREATE INDEX catalog_q_entity_name ON catalog_q_entity (by_name, sort);
CREATE INDEX catalog_q_entity_title ON catalog_q_entity (by_title, sort);
CREATE INDEX catalog_q_entity_type ON catalog_q_entity (by_type, sort);

CREATE TABLE catalog_q_body (
    id int PRIMARY KEY,
    body text NOT NULL
);

CREATE TABLE catalog_q_relation_type (
    id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name text NOT NULL,
    inverse text NOT NULL,
    UNIQUE (name, inverse)
);

-- Each relation, once for each entity that declares it.
CREATE TABLE catalog_q_relation (
    declarer int NOT NULL,
    type int NOT NULL,
    source int NOT NULL,
    target int NOT NULL
);
CREATE INDEX catalog_q_relation_declarer ON catalog_q_relation (declarer);
CREATE INDEX catalog_q_relation_source ON catalog_q_relation (source, type, target);
CREATE INDEX catalog_q_relation_target ON catalog_q_relation (target, type, source);
