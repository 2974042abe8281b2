-- Facts of the catalog. Times are microseconds since 1970 by the database's clock; refs are kind:namespace/name; locations are type:target.
-- Documents are json and not jsonb: the order of their keys is the author's, and texts may hold \u0000.

-- Identities of everything but feed versions.
CREATE SEQUENCE catalog_id;
-- Orders work, and tells one claim to it from another.
CREATE SEQUENCE catalog_turn;
-- Numbers what is changed from outside.
CREATE SEQUENCE catalog_cause;

-- One row: what the last node to open the store processed with.
CREATE TABLE catalog_store (
    one smallint PRIMARY KEY CHECK (one = 1),
    processing text
);

-- What a provider gives.
CREATE TABLE catalog_bucket (
    id bigint PRIMARY KEY,
    provider text COLLATE "C" NOT NULL UNIQUE,
    -- Its place among the providers; null for those that the store was not opened with.
    rank int,
    given int NOT NULL,
    -- The removal that is held back, sources that are read only because of that, and sweeps that have ended, as JSON.
    held json,
    held_sources json,
    sweep text,
    ended_sweeps json
);

-- What the pages of the sweep under way have named.
CREATE TABLE catalog_swept (
    bucket bigint NOT NULL,
    ref text NOT NULL,
    location text NOT NULL,
    document_index int NOT NULL
);
CREATE INDEX catalog_swept_bucket ON catalog_swept (bucket);

-- Everything known about one ref but what is visible and what it says.
CREATE TABLE catalog_entity (
    id bigint PRIMARY KEY,
    -- The ref; of one that is too long for an index its beginning and a hash, and all of it beside.
    key text COLLATE "C" NOT NULL UNIQUE,
    long_ref text,
    -- By which registration it is live; null if it is not.
    rank int,
    rank_origin text,
    -- The claim that is processed, and the registration that it is processed for.
    held bigint,
    held_origin text,
    -- How many claims it makes.
    given int NOT NULL,
    -- Whether it has slots.
    emits boolean NOT NULL,
    -- The last accepted version; null if there is none.
    accepted_body bigint,
    accepted_version text,
    accepted_location text,
    accepted_origin text,
    -- Relations that do not follow from its kind, as JSON.
    accepted_relations json,
    findings json,
    -- Whether there is an error among its findings, and whether others claim it, too.
    failed boolean NOT NULL,
    conflict boolean NOT NULL,
    reads json,
    orphan_since bigint
) WITH (fillfactor = 70);
CREATE INDEX catalog_entity_failed ON catalog_entity (key) WHERE failed OR conflict;
CREATE INDEX catalog_entity_findings ON catalog_entity (id) WHERE findings IS NOT NULL OR conflict;
CREATE INDEX catalog_entity_reads ON catalog_entity (id) WHERE reads IS NOT NULL;
CREATE INDEX catalog_entity_orphan ON catalog_entity (orphan_since) WHERE orphan_since IS NOT NULL;

-- A file, URL or pattern that is read for its readers; what the last look gave.
CREATE TABLE catalog_source (
    id bigint PRIMARY KEY,
    -- The location, as the key of an entity.
    key text COLLATE "C" NOT NULL UNIQUE,
    long_location text,
    pattern boolean NOT NULL,
    readers_changed boolean NOT NULL,
    read_at bigint,
    -- Whether there was a look.
    known boolean NOT NULL DEFAULT false,
    etag text,
    missing boolean NOT NULL DEFAULT false,
    failures json
);
CREATE INDEX catalog_source_pattern ON catalog_source (id) WHERE pattern;

CREATE TABLE catalog_file (
    id bigint PRIMARY KEY,
    source bigint NOT NULL,
    position int NOT NULL,
    location text NOT NULL,
    version text NOT NULL,
    findings json
);
CREATE INDEX catalog_file_source ON catalog_file (source);

-- What an author wrote; never changed. Those of a file belong to it, others to the one claim that gives them.
CREATE TABLE catalog_document (
    id bigint PRIMARY KEY,
    file bigint,
    position int NOT NULL,
    document_index int NOT NULL,
    -- The file's path or URL, where that is not its location's target.
    source text,
    root json NOT NULL,
    -- Where its keys and values stand.
    places bytea,
    -- Tells versions apart: of the root, and of the places.
    version text NOT NULL,
    places_version text NOT NULL
);
CREATE INDEX catalog_document_file ON catalog_document (file) WHERE file IS NOT NULL;

-- What one emitter, a bucket or an entity, gives through one source, or directly.
CREATE TABLE catalog_slot (
    id bigint PRIMARY KEY,
    bucket bigint,
    entity bigint,
    source bigint,
    optional boolean NOT NULL,
    place json,
    findings json,
    failed boolean NOT NULL,
    given int NOT NULL,
    next_position int NOT NULL
);
CREATE INDEX catalog_slot_bucket ON catalog_slot (bucket) WHERE bucket IS NOT NULL;
CREATE INDEX catalog_slot_entity ON catalog_slot (entity) WHERE entity IS NOT NULL;
CREATE INDEX catalog_slot_source ON catalog_slot (source) WHERE source IS NOT NULL;
CREATE INDEX catalog_slot_findings ON catalog_slot (id) WHERE findings IS NOT NULL;

-- One document's claim to a ref.
CREATE TABLE catalog_claim (
    id bigint PRIMARY KEY,
    entity bigint NOT NULL,
    slot bigint NOT NULL,
    position int NOT NULL,
    location text NOT NULL,
    document_index int NOT NULL,
    document bigint NOT NULL,
    -- Those of the document.
    version text NOT NULL,
    places_version text NOT NULL,
    -- The registration it declares, if a bucket gives it.
    origin text
);
CREATE INDEX catalog_claim_entity ON catalog_claim (entity);
CREATE INDEX catalog_claim_slot ON catalog_claim (slot);

-- What is to be read (kind 0), processed (1) and stitched (2), of sources and entities.
CREATE TABLE catalog_work (
    kind smallint NOT NULL,
    item bigint NOT NULL,
    -- Whether it is a source that is read from another machine.
    remote boolean NOT NULL,
    turn bigint NOT NULL,
    -- Null while it waits.
    generation bigint,
    lease_until bigint,
    only_if_reads_changed boolean NOT NULL,
    -- The causes that it follows from.
    cause_from bigint NOT NULL,
    cause_to bigint NOT NULL,
    PRIMARY KEY (kind, item)
) WITH (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.05);
CREATE INDEX catalog_work_waiting ON catalog_work (kind, remote, turn) WHERE generation IS NULL;
CREATE INDEX catalog_work_leased ON catalog_work (kind, lease_until) WHERE generation IS NOT NULL;

-- The document of a version of an entity, as it was accepted or as it is shown; never changed.
CREATE TABLE catalog_body (
    id bigint PRIMARY KEY,
    body json NOT NULL
);

-- The change feed, in commit order, and what each change made of its entity. Rows of what is visible stay; others go when there are enough newer ones,
-- or, with history, when they are old enough.
CREATE TABLE catalog_feed (
    version bigint PRIMARY KEY,
    at bigint NOT NULL,
    -- 0 added, 1 changed, 2 removed.
    type smallint NOT NULL,
    entity bigint NOT NULL,
    key text COLLATE "C" NOT NULL,
    long_ref text,
    location text NOT NULL,
    -- Whose registration led to it, while a history is kept.
    provider text,
    -- What follows is null if it was removed.
    origin text,
    orphan boolean,
    -- Where it does not follow from the ref.
    uid text,
    -- As it is shown, without relations, status, uid and etag; and as it was accepted, where that is something else.
    body bigint,
    accepted_body bigint,
    errors json,
    -- Those that do not follow from its kind.
    relations json,
    -- The other ends of relations that came or went.
    related json
);
CREATE INDEX catalog_feed_key ON catalog_feed (key, version);
CREATE INDEX catalog_feed_body ON catalog_feed (body) WHERE body IS NOT NULL;
CREATE INDEX catalog_feed_accepted_body ON catalog_feed (accepted_body) WHERE accepted_body IS NOT NULL;

CREATE TABLE catalog_feed_head (
    one smallint PRIMARY KEY CHECK (one = 1),
    version bigint NOT NULL,
    -- Changes up to this one are not kept.
    forgotten bigint NOT NULL,
    -- How long a history is kept, and from where on; null if none is.
    history_age bigint,
    history_changes bigint,
    reach bigint,
    reach_since bigint
);

-- What providers took away, while a history is kept.
CREATE TABLE catalog_removal (
    id bigint PRIMARY KEY,
    provider text NOT NULL,
    at bigint NOT NULL,
    version bigint NOT NULL,
    refs json,
    sources json,
    given json
);

-- What is visible: one row for each entity, by the id of catalog_entity; the change that made it so says all about it.
CREATE TABLE catalog_visible (
    id bigint PRIMARY KEY,
    ref text NOT NULL,
    version bigint NOT NULL,
    location text NOT NULL,
    body bigint NOT NULL
);

INSERT INTO catalog_feed_head (one, version, forgotten) VALUES (1, 0, 0);
INSERT INTO catalog_store VALUES (1, NULL);

-- What providers keep from run to run.
CREATE TABLE catalog_state (
    provider text COLLATE "C" NOT NULL,
    key text COLLATE "C" NOT NULL,
    text text NOT NULL,
    generation bigint NOT NULL,
    PRIMARY KEY (provider, key)
);

-- Tasks that one node at a time runs; due is null if it is not until it is asked for, leased_until if no run is under way.
CREATE TABLE catalog_task (
    name text COLLATE "C" PRIMARY KEY,
    due bigint,
    leased_until bigint,
    generation bigint NOT NULL,
    asked boolean NOT NULL
);
