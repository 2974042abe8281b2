-- Tasks, their journals and workspaces. Times are nanoseconds since 1970 by the database's clock.
-- Documents are text and not jsonb: the order of their keys is the author's, and texts may hold \u0000.

CREATE TABLE scaffolder_task (
    id text PRIMARY KEY,
    -- What it was asked to do, as JSON; never changes. The next three are of it, to be searched for.
    record text NOT NULL,
    template text NOT NULL,
    for_user text,
    created_at integer NOT NULL,
    -- What its journal says.
    status text NOT NULL,
    cancel_requested integer NOT NULL,
    pinned_to text,
    last_line integer NOT NULL,
    changed_at integer NOT NULL,
    -- Whose it is; without an end it is nobody's. One generation more with every claim.
    node text,
    generation integer NOT NULL,
    lease_until integer,
    -- Encrypted by the host's key; gone when the task has ended.
    secrets text
);
CREATE INDEX scaffolder_task_to_run ON scaffolder_task (created_at, id) WHERE status IN ('OPEN', 'PROCESSING');
CREATE INDEX scaffolder_task_latest ON scaffolder_task (created_at DESC, id);

CREATE TABLE scaffolder_journal (
    task_id text NOT NULL REFERENCES scaffolder_task ON DELETE CASCADE,
    line integer NOT NULL,
    time integer NOT NULL,
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
    bytes blob NOT NULL,
    PRIMARY KEY (task_id, version, part),
    FOREIGN KEY (task_id, version) REFERENCES scaffolder_workspace ON DELETE CASCADE
);
