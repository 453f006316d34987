-- What is said outside of GitHub, by channels of the settings.

CREATE TABLE messages (
  message_id        INTEGER PRIMARY KEY,
  inbox_id          INTEGER NOT NULL,            -- what happened that led to it
  installation_id   BIGINT  NOT NULL,
  repo_id           BIGINT  NOT NULL,
  issue_id          BIGINT  NOT NULL,
  channel           TEXT    NOT NULL,
  message_key       TEXT    NOT NULL UNIQUE,     -- a step of an issue speaks once
  rank              INTEGER NOT NULL,            -- pages before the rest
  tell              TEXT    NOT NULL,            -- the effect as JSON
  state             TEXT    NOT NULL CHECK (state IN
                      ('ready', 'running', 'done', 'cancelled', 'would', 'undelivered', 'dead')),
  created_at_ms     BIGINT  NOT NULL,
  not_before_at_ms  BIGINT  NOT NULL,
  attempts          INTEGER NOT NULL DEFAULT 0,
  fence             INTEGER NOT NULL DEFAULT 0,
  lease_until_at_ms BIGINT,
  reason            TEXT,
  finished_at_ms    BIGINT,
  replayed_at_ms    BIGINT,
  CHECK ((state = 'running') = (lease_until_at_ms IS NOT NULL)),
  CHECK ((state IN ('ready', 'running')) = (finished_at_ms IS NULL)),
  CHECK (state IN ('ready', 'running', 'done') OR reason IS NOT NULL)
);
CREATE INDEX messages_ready ON messages (not_before_at_ms) WHERE state = 'ready';
CREATE INDEX messages_lease ON messages (lease_until_at_ms) WHERE state = 'running';
CREATE INDEX messages_of_installation ON messages (installation_id);
CREATE INDEX messages_finished ON messages (finished_at_ms) WHERE finished_at_ms IS NOT NULL;
CREATE INDEX messages_dead ON messages (finished_at_ms, message_id) WHERE state IN ('undelivered', 'dead');
