-- Commits whose files of the operating model are judged, and the check runs that say on GitHub what came of it.

CREATE TABLE checks (
  check_id          INTEGER PRIMARY KEY,
  installation_id   BIGINT  NOT NULL,
  repo_id           BIGINT  NOT NULL,
  head_sha          TEXT    NOT NULL CHECK (length(head_sha) IN (40, 64)),
  cause             TEXT    NOT NULL CHECK (cause IN ('pull', 'group', 'push')),
  pull_number       INTEGER NOT NULL DEFAULT 0,  -- 0: none, or not known
  base_sha          TEXT,                         -- what a group was put together on
  state             TEXT    NOT NULL CHECK (state IN ('ready', 'running', 'done', 'cancelled', 'dead')),
  asked             INTEGER NOT NULL DEFAULT 1,  -- how often: what is asked for while it runs is done once more
  is_again          BOOLEAN NOT NULL DEFAULT FALSE, -- GitHub has begun its runs anew: they are written in any case
  created_at_ms     BIGINT  NOT NULL,
  not_before_at_ms  BIGINT  NOT NULL,
  attempts          INTEGER NOT NULL DEFAULT 0,
  fence             INTEGER NOT NULL DEFAULT 0,
  lease_until_at_ms BIGINT,
  reason            TEXT,
  finished_at_ms    BIGINT,
  UNIQUE (repo_id, head_sha),
  CHECK ((state = 'running') = (lease_until_at_ms IS NOT NULL)),
  CHECK ((state IN ('ready', 'running')) = (finished_at_ms IS NULL)),
  CHECK (state NOT IN ('cancelled', 'dead') OR reason IS NOT NULL)
);
CREATE INDEX checks_ready ON checks (installation_id, not_before_at_ms) WHERE state = 'ready';
CREATE INDEX checks_lease ON checks (lease_until_at_ms) WHERE state = 'running';
CREATE INDEX checks_pull ON checks (repo_id, pull_number) WHERE pull_number <> 0;
CREATE INDEX checks_of_installation ON checks (installation_id);
CREATE INDEX checks_finished ON checks (finished_at_ms) WHERE finished_at_ms IS NOT NULL;

CREATE TABLE check_runs (
  check_run_id INTEGER PRIMARY KEY,  -- its batches stand in the outbox with its number below zero as their issue
  check_id     INTEGER NOT NULL,
  name         TEXT    NOT NULL,
  digest       TEXT,                 -- of what it says on GitHub; null: nothing yet
  UNIQUE (check_id, name)
);
