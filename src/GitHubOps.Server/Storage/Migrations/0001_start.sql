-- Instants are Unix milliseconds in columns that end in _at_ms. SQL never asks the database for the time.

CREATE TABLE meta (
  name  TEXT PRIMARY KEY,
  value TEXT NOT NULL
);

CREATE TABLE inbox (
  inbox_id          INTEGER PRIMARY KEY,
  source            TEXT    NOT NULL CHECK (source IN ('webhook', 'alarm', 'refusal')),
  delivery_id       TEXT    NOT NULL UNIQUE CHECK (length(delivery_id) BETWEEN 1 AND 200),
  event             TEXT    NOT NULL CHECK (length(event) BETWEEN 1 AND 64),
  state             TEXT    NOT NULL CHECK (state IN ('new', 'ready', 'running', 'done', 'ignored', 'dead')),
  received_at_ms    BIGINT  NOT NULL,
  body              BLOB,                 -- compressed; removed when its time is over, the row stays
  body_bytes        INTEGER NOT NULL,
  installation_id   BIGINT  NOT NULL DEFAULT 0,
  repo_id           BIGINT  NOT NULL DEFAULT 0,
  issue_id          BIGINT  NOT NULL DEFAULT 0,
  occurred_at_ms    BIGINT  NOT NULL DEFAULT 0,
  rank              INTEGER NOT NULL DEFAULT 1,  -- "opened" comes before what else happened in its second
  not_before_at_ms  BIGINT  NOT NULL DEFAULT 0,
  attempts          INTEGER NOT NULL DEFAULT 0,
  fence             INTEGER NOT NULL DEFAULT 0,  -- raised by every claim: who lost the lease cannot finish the row
  lease_until_at_ms BIGINT,
  reason            TEXT,
  finished_at_ms    BIGINT,
  CHECK ((state = 'running') = (lease_until_at_ms IS NOT NULL)),
  CHECK ((state IN ('done', 'ignored', 'dead')) = (finished_at_ms IS NOT NULL)),
  CHECK (state NOT IN ('ready', 'running') OR issue_id <> 0),
  CHECK (state NOT IN ('ignored', 'dead') OR reason IS NOT NULL),
  CHECK (state NOT IN ('new', 'ready', 'running') OR body IS NOT NULL)
);
CREATE INDEX inbox_new   ON inbox (inbox_id) WHERE state = 'new';
CREATE INDEX inbox_ready ON inbox (installation_id, not_before_at_ms, inbox_id) WHERE state = 'ready';
CREATE INDEX inbox_lease ON inbox (lease_until_at_ms) WHERE state = 'running';
CREATE INDEX inbox_issue ON inbox (issue_id, occurred_at_ms, rank, inbox_id) WHERE state IN ('ready', 'running');
CREATE INDEX inbox_dead  ON inbox (finished_at_ms) WHERE state = 'dead';
CREATE INDEX inbox_body  ON inbox (finished_at_ms) WHERE finished_at_ms IS NOT NULL AND body IS NOT NULL;

CREATE TABLE installations (
  installation_id     BIGINT PRIMARY KEY,
  account             TEXT   NOT NULL,
  state               TEXT   NOT NULL CHECK (state IN ('active', 'suspended', 'deleted')),
  changed_at_ms       BIGINT NOT NULL,
  next_write_at_ms    BIGINT NOT NULL DEFAULT 0,  -- the pace: GitHub wants a second between writes
  blocked_until_at_ms BIGINT NOT NULL DEFAULT 0,  -- a rate limit: nothing is sent before
  blocked_because     TEXT
);

CREATE TABLE repositories (
  repo_id              BIGINT  PRIMARY KEY,
  installation_id      BIGINT  NOT NULL,
  owner                TEXT    NOT NULL,
  name                 TEXT    NOT NULL,
  node_id              TEXT    NOT NULL,
  is_private           BOOLEAN NOT NULL,
  installed_at_ms      BIGINT  NOT NULL,
  removed_at_ms        BIGINT,
  setup_state          TEXT    NOT NULL CHECK (setup_state IN ('wanted', 'done', 'failed')),
  setup_not_before_at_ms BIGINT NOT NULL DEFAULT 0,
  setup_tries       INTEGER NOT NULL DEFAULT 0,
  setup_reason         TEXT
);
CREATE INDEX repositories_of_installation ON repositories (installation_id);
CREATE INDEX repositories_setup ON repositories (setup_not_before_at_ms) WHERE setup_state = 'wanted';

-- The last files that could be obeyed: they stay in force while newer ones have errors, also over a restart.
CREATE TABLE policies (
  repo_id     BIGINT PRIMARY KEY,
  revision    TEXT   NOT NULL,
  input       BLOB   NOT NULL,            -- compressed JSON
  input_bytes INTEGER NOT NULL,
  problems    TEXT,                      -- what is wrong with newer files
  read_at_ms  BIGINT NOT NULL
);

CREATE TABLE issues (
  issue_id        BIGINT  PRIMARY KEY,
  installation_id BIGINT  NOT NULL,
  repo_id         BIGINT  NOT NULL,
  number          INTEGER NOT NULL,
  version         INTEGER NOT NULL CHECK (version > 0),
  state           TEXT    NOT NULL,      -- IssueState as JSON
  holder          TEXT,                  -- who holds it by our assignment, for the open load
  is_open         BOOLEAN NOT NULL,
  comment_id      BIGINT,
  comment_node_id TEXT,
  decided_at_ms   BIGINT  NOT NULL
);
CREATE INDEX issues_held ON issues (installation_id, holder) WHERE is_open AND holder IS NOT NULL;
CREATE INDEX issues_number ON issues (repo_id, number);

CREATE TABLE ledgers (
  installation_id BIGINT  NOT NULL,
  ledger          TEXT    NOT NULL,
  version         INTEGER NOT NULL,
  turns           TEXT    NOT NULL,      -- TurnLedger as JSON
  PRIMARY KEY (installation_id, ledger)
);

CREATE TABLE unassignable (
  repo_id       BIGINT NOT NULL,
  login         TEXT   NOT NULL,
  refused_at_ms BIGINT NOT NULL,
  PRIMARY KEY (repo_id, login)
);

CREATE TABLE alarms (
  issue_id        BIGINT NOT NULL,
  alarm           TEXT   NOT NULL,
  installation_id BIGINT NOT NULL,
  repo_id         BIGINT NOT NULL,
  due_at_ms       BIGINT NOT NULL,
  PRIMARY KEY (issue_id, alarm)
);
CREATE INDEX alarms_due ON alarms (due_at_ms);
CREATE INDEX alarms_of_installation ON alarms (installation_id, repo_id);

CREATE TABLE journal (
  journal_id  INTEGER PRIMARY KEY,
  issue_id    BIGINT NOT NULL,
  repo_id     BIGINT NOT NULL,
  delivery_id TEXT   NOT NULL,
  at_ms       BIGINT NOT NULL,
  rule        TEXT   NOT NULL,
  because     TEXT   NOT NULL,
  effect      TEXT   NOT NULL,
  revision    TEXT   NOT NULL
);
CREATE INDEX journal_of_issue ON journal (issue_id, journal_id);

CREATE TABLE outbox (
  outbox_id         INTEGER PRIMARY KEY,
  inbox_id          INTEGER NOT NULL,
  installation_id   BIGINT  NOT NULL,
  repo_id           BIGINT  NOT NULL,
  issue_id          BIGINT  NOT NULL,
  state             TEXT    NOT NULL CHECK (state IN ('ready', 'running', 'done', 'would', 'refused', 'dead')),
  effects           TEXT    NOT NULL,
  revision          TEXT    NOT NULL,
  read_first        BOOLEAN NOT NULL DEFAULT FALSE,  -- it may have been done: look before acting again
  created_at_ms     BIGINT  NOT NULL,
  not_before_at_ms  BIGINT  NOT NULL,
  attempts          INTEGER NOT NULL DEFAULT 0,
  fence             INTEGER NOT NULL DEFAULT 0,
  lease_until_at_ms BIGINT,
  first_tried_at_ms BIGINT,
  tried_at_ms       BIGINT,
  reason            TEXT,
  finished_at_ms    BIGINT,
  CHECK ((state = 'running') = (lease_until_at_ms IS NOT NULL)),
  CHECK ((state IN ('ready', 'running')) = (finished_at_ms IS NULL)),
  CHECK (state NOT IN ('would', 'refused', 'dead') OR reason IS NOT NULL)
);
CREATE INDEX outbox_ready ON outbox (installation_id, not_before_at_ms, outbox_id) WHERE state = 'ready';
CREATE INDEX outbox_issue ON outbox (issue_id, outbox_id) WHERE state IN ('ready', 'running');
CREATE INDEX outbox_lease ON outbox (lease_until_at_ms) WHERE state = 'running';
CREATE INDEX outbox_tried ON outbox (installation_id, tried_at_ms) WHERE tried_at_ms IS NOT NULL;
CREATE INDEX outbox_dead  ON outbox (finished_at_ms) WHERE state IN ('refused', 'dead');
