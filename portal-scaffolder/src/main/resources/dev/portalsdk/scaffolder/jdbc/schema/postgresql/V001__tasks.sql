-- Tasks, their journals and workspaces. Times are nanoseconds since 1970 by the database's clock.
-- Documents are text and not jsonb: the order of their keys is the author's, and texts may hold \u0000.

CREATE TABLE scaffolder_task (
    id text PRIMARY KEY,
    -- What it was asked to do, as JSON; never changes. The next three are of it, to be searched for.
    record text NOT NULL,
    template text NOT NULL,
    for_user text,
    created_at bigint NOT NULL,
    -- What its journal says.
    status text NOT NULL,
    cancel_requested boolean NOT NULL,
    pinned_to text,
    last_line bigint NOT NULL,
    changed_at bigint NOT NULL,
    -- Whose it is; without an end it is nobody's. One generation more with every claim.
    node text,
    generation bigint NOT NULL,
    lease_until bigint,
    -- Encrypted by the host's key; gone when the task has ended.
    secrets text
);
CREATE INDEX scaffolder_task_to_run ON scaffolder_task (created_at, id) WHERE status IN ('OPEN', 'PROCESSING');
CREATE INDEX scaffolder_task_latest ON scaffolder_task (created_at DESC, id);

CREATE TABLE scaffolder_journal (
    task_id text NOT NULL REFERENCES scaffolder_task ON DELETE CASCADE,
    line bigint NOT NULL,
    time bigint NOT NULL,
    event text NOT NULL,
    PRIMARY KEY (task_id, line)
);

-- A workspace as it was after some step, in parts of a megabyte. Not bound to a task: it may be kept elsewhere.
CREATE TABLE scaffolder_workspace (
    task_id text NOT NULL,
    version text NOT NULL,
    parts int NOT NULL,
    PRIMARY KEY (task_id, version)
);
CREATE TABLE scaffolder_workspace_part (
    task_id text NOT NULL,
    version text NOT NULL,
    part int NOT NULL,
    bytes bytea NOT NULL,
    PRIMARY KEY (task_id, version, part),
    FOREIGN KEY (task_id, version) REFERENCES scaffolder_workspace ON DELETE CASCADE
);
-- Archives are packed already.
ALTER TABLE scaffolder_workspace_part ALTER COLUMN bytes SET STORAGE EXTERNAL;
