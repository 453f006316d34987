-- How much is written by rule, how often a comment is edited, and what a lead is asked about.

-- Batches by rule of the last hour.
CREATE TABLE acts (
  outbox_id INTEGER PRIMARY KEY,
  repo_id   BIGINT  NOT NULL,
  issue_id  BIGINT  NOT NULL,
  at_ms     BIGINT  NOT NULL
);
CREATE INDEX acts_of_repository ON acts (repo_id, at_ms);
CREATE INDEX acts_of_issue ON acts (issue_id, at_ms);

ALTER TABLE outbox ADD COLUMN is_asked BOOLEAN NOT NULL DEFAULT TRUE;  -- by a person's command or proposal: not counted
ALTER TABLE outbox ADD COLUMN hour_max INTEGER NOT NULL DEFAULT 120;   -- writes by rule that the repository allows an hour
ALTER TABLE outbox ADD COLUMN is_edit BOOLEAN NOT NULL DEFAULT FALSE;  -- of the one comment, put off
ALTER TABLE outbox ADD COLUMN is_apart BOOLEAN NOT NULL DEFAULT FALSE; -- the others of its issue do not wait for it

ALTER TABLE issues ADD COLUMN comment_at_ms BIGINT;                     -- when ours was last written

-- Changes of the files whose issues are being looked at.
CREATE TABLE bulks (
  repo_id    BIGINT  PRIMARY KEY,
  issues_max INTEGER NOT NULL         -- on more than these it waits for a lead
);
CREATE INDEX alarms_of_files ON alarms (repo_id) WHERE alarm = 'respond/0/0';
CREATE INDEX inbox_of_alarms ON inbox (repo_id) WHERE source = 'alarm' AND state IN ('new', 'ready', 'running');
