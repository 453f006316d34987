-- What happened to issues, kept for longer than the payloads that told of it: a change of the files is tried on it.

CREATE TABLE history (
  inbox_id       INTEGER PRIMARY KEY,   -- the delivery that told of it
  repo_id        BIGINT  NOT NULL,
  issue_id       BIGINT  NOT NULL,
  occurred_at_ms BIGINT  NOT NULL,
  received_at_ms BIGINT  NOT NULL,
  facts          BLOB    NOT NULL,      -- compressed JSON
  facts_bytes    INTEGER NOT NULL,
  kept_bytes     INTEGER NOT NULL       -- of the facts, as they are stored
);
CREATE INDEX history_of_repository ON history (repo_id, issue_id, occurred_at_ms);
CREATE INDEX history_by_age ON history (received_at_ms, kept_bytes);

-- Who pressed the button that approves a change; and what a check run concluded, so that a healed branch is told of.
ALTER TABLE checks ADD COLUMN approver TEXT;
ALTER TABLE check_runs ADD COLUMN conclusion TEXT;
