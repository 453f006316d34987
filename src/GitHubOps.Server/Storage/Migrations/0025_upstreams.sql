-- Issues of other projects that ours wait for: each is looked at every day.

CREATE TABLE upstreams (
  issue_id        BIGINT  PRIMARY KEY,   -- ours
  installation_id BIGINT  NOT NULL,
  repo_id         BIGINT  NOT NULL,
  owner           TEXT    NOT NULL,
  name            TEXT    NOT NULL,
  number          INTEGER NOT NULL,
  etag            TEXT,
  tries           INTEGER NOT NULL DEFAULT 0,
  next_at_ms      BIGINT  NOT NULL,
  news            TEXT                   -- 'closed', or why it cannot be read
);
CREATE INDEX upstreams_due ON upstreams (next_at_ms);
CREATE INDEX upstreams_of_installation ON upstreams (installation_id);
