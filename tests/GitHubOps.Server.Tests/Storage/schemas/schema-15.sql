-- A store as a program with schema 15 left it. Never changed afterwards.
PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE acts (
  outbox_id INTEGER PRIMARY KEY,
  repo_id   BIGINT  NOT NULL,
  issue_id  BIGINT  NOT NULL,
  at_ms     BIGINT  NOT NULL
);
CREATE TABLE alarms (
  issue_id        BIGINT NOT NULL,
  alarm           TEXT   NOT NULL,
  installation_id BIGINT NOT NULL,
  repo_id         BIGINT NOT NULL,
  due_at_ms       BIGINT NOT NULL,
  PRIMARY KEY (issue_id, alarm)
);
INSERT INTO "alarms" VALUES(8,'respond/1/75',1,10,1762077600000);
CREATE TABLE bulks (
  repo_id    BIGINT  PRIMARY KEY,
  issues_max INTEGER NOT NULL         -- on more than these it waits for a lead
);
CREATE TABLE check_runs (
  check_run_id INTEGER PRIMARY KEY,  -- its batches stand in the outbox with its number below zero as their issue
  check_id     INTEGER NOT NULL,
  name         TEXT    NOT NULL,
  digest       TEXT, conclusion TEXT,                 -- of what it says on GitHub; null: nothing yet
  UNIQUE (check_id, name)
);
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
  finished_at_ms    BIGINT, approver TEXT,
  UNIQUE (repo_id, head_sha),
  CHECK ((state = 'running') = (lease_until_at_ms IS NOT NULL)),
  CHECK ((state IN ('ready', 'running')) = (finished_at_ms IS NULL)),
  CHECK (state NOT IN ('cancelled', 'dead') OR reason IS NOT NULL)
);
CREATE TABLE contents (
  outbox_id       INTEGER NOT NULL,
  installation_id BIGINT  NOT NULL,
  created_at_ms   BIGINT  NOT NULL,
  is_urgent       BOOLEAN NOT NULL
);
CREATE TABLE delivery_scan (
  scan_id              INTEGER PRIMARY KEY CHECK (scan_id = 1),
  complete_until_at_ms BIGINT,            -- everything delivered until then is known; null: the log was never read
  started_at_ms        BIGINT,            -- of the scan under way; null: none is
  cursor               TEXT,              -- its next page; null: the first
  oldest_at_ms         BIGINT,            -- the oldest delivery it has seen so far
  window_ms            BIGINT NOT NULL,   -- how long GitHub keeps deliveries, as far as it is known
  CHECK (started_at_ms IS NOT NULL OR (cursor IS NULL AND oldest_at_ms IS NULL))
);
INSERT INTO "delivery_scan" VALUES(1,NULL,NULL,NULL,NULL,259200000);
CREATE TABLE gaps (
  repo_id BIGINT NOT NULL,
  of_whom TEXT   NOT NULL,
  at_ms   BIGINT NOT NULL,
  because TEXT   NOT NULL,
  PRIMARY KEY (repo_id, of_whom)
);
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
CREATE TABLE hours (
  print      TEXT   PRIMARY KEY,
  rules      TEXT   NOT NULL,
  kept_at_ms BIGINT NOT NULL
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
  finished_at_ms    BIGINT, recovered BOOLEAN NOT NULL DEFAULT FALSE, replayed_at_ms BIGINT, kept_bytes INTEGER NOT NULL DEFAULT 0, is_first BOOLEAN NOT NULL DEFAULT FALSE, shown_at_ms BIGINT NOT NULL DEFAULT 0,
  CHECK ((state = 'running') = (lease_until_at_ms IS NOT NULL)),
  CHECK ((state IN ('done', 'ignored', 'dead')) = (finished_at_ms IS NOT NULL)),
  CHECK (state NOT IN ('ready', 'running') OR issue_id <> 0),
  CHECK (state NOT IN ('ignored', 'dead') OR reason IS NOT NULL),
  CHECK (state NOT IN ('new', 'ready', 'running') OR body IS NOT NULL)
);
INSERT INTO "inbox" VALUES(1,'webhook','done','label','done',1762074000000,X'0B00807B7D03',2,0,0,0,0,1,0,0,0,NULL,NULL,1762074000000,0,NULL,6,0,0);
INSERT INTO "inbox" VALUES(2,'webhook','early','issues','ready',1762074000000,X'0B00807B7D03',2,1,10,7,1762074000000,1,0,0,0,NULL,NULL,NULL,0,NULL,6,1,1762074000000);
INSERT INTO "inbox" VALUES(3,'webhook','late','issues','ready',1762074000000,X'0B00807B7D03',2,1,10,7,1762074001000,1,0,0,0,NULL,NULL,NULL,0,NULL,6,0,1762074001000);
INSERT INTO "inbox" VALUES(4,'webhook','dead','issues','dead',1762074000000,X'0B00807B7D03',2,0,0,0,0,1,0,0,0,NULL,'no JSON',1762074000000,0,NULL,6,0,0);
CREATE TABLE installations (
  installation_id     BIGINT PRIMARY KEY,
  account             TEXT   NOT NULL,
  state               TEXT   NOT NULL CHECK (state IN ('active', 'suspended', 'deleted')),
  changed_at_ms       BIGINT NOT NULL,
  next_write_at_ms    BIGINT NOT NULL DEFAULT 0,  -- the pace: GitHub wants a second between writes
  blocked_until_at_ms BIGINT NOT NULL DEFAULT 0,  -- a rate limit: nothing is sent before
  blocked_because     TEXT
, next_content_at_ms BIGINT NOT NULL DEFAULT 0, next_urgent_at_ms BIGINT NOT NULL DEFAULT 0, writes_by_rank INTEGER NOT NULL DEFAULT 0, parked_until_at_ms BIGINT NOT NULL DEFAULT 0, parked_because TEXT);
INSERT INTO "installations" VALUES(1,'acme','active',1762074000000,0,0,NULL,0,0,0,0,NULL);
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
, comment_at_ms BIGINT);
INSERT INTO "issues" VALUES(8,1,10,2,3,'{}','ben',1,NULL,NULL,1762074000000,NULL);
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
INSERT INTO "journal" VALUES(1,8,10,'done',1762074000000,'a-rule','because','[]','r1');
CREATE TABLE ledgers (
  installation_id BIGINT  NOT NULL,
  ledger          TEXT    NOT NULL,
  version         INTEGER NOT NULL,
  turns           TEXT    NOT NULL,      -- TurnLedger as JSON
  PRIMARY KEY (installation_id, ledger)
);
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
CREATE TABLE meta (
  name  TEXT PRIMARY KEY,
  value TEXT NOT NULL
);
CREATE TABLE missed_deliveries (
  delivery_id     TEXT    PRIMARY KEY,    -- one per event, however many attempts GitHub made
  attempt_id      BIGINT  NOT NULL,       -- the attempt whose payload is asked for
  event           TEXT    NOT NULL,
  installation_id BIGINT  NOT NULL,
  delivered_at_ms BIGINT  NOT NULL,
  tries           INTEGER NOT NULL DEFAULT 0,
  not_before_at_ms BIGINT NOT NULL DEFAULT 0
);
CREATE TABLE open_loads (
  installation_id BIGINT  NOT NULL,
  holder          TEXT    NOT NULL,
  issues          INTEGER NOT NULL CHECK (issues >= 0),
  PRIMARY KEY (installation_id, holder)
);
INSERT INTO "open_loads" VALUES(1,'ben',1);
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
  finished_at_ms    BIGINT, replayed_at_ms BIGINT, rank INTEGER NOT NULL DEFAULT 3 CHECK (rank BETWEEN 0 AND 6), creates_content BOOLEAN NOT NULL DEFAULT TRUE, held INTEGER NOT NULL DEFAULT 0 CHECK (held BETWEEN 0 AND 3), is_answer BOOLEAN NOT NULL DEFAULT FALSE, is_asked BOOLEAN NOT NULL DEFAULT TRUE, hour_max INTEGER NOT NULL DEFAULT 120, is_edit BOOLEAN NOT NULL DEFAULT FALSE, is_apart BOOLEAN NOT NULL DEFAULT FALSE,
  CHECK ((state = 'running') = (lease_until_at_ms IS NOT NULL)),
  CHECK ((state IN ('ready', 'running')) = (finished_at_ms IS NULL)),
  CHECK (state NOT IN ('would', 'refused', 'dead') OR reason IS NOT NULL)
);
INSERT INTO "outbox" VALUES(1,1,1,10,8,'ready','[]','r1',0,1762074000000,1762074000000,0,0,NULL,NULL,NULL,NULL,NULL,NULL,3,1,0,0,1,120,0,0);
CREATE TABLE policies (
  repo_id     BIGINT PRIMARY KEY,
  revision    TEXT   NOT NULL,
  input       BLOB   NOT NULL,            -- compressed JSON
  input_bytes INTEGER NOT NULL,
  problems    TEXT,                      -- what is wrong with newer files
  read_at_ms  BIGINT NOT NULL
);
CREATE TABLE recovery_reports (
  report_id      INTEGER PRIMARY KEY,
  gap_from_at_ms BIGINT  NOT NULL,
  gap_until_at_ms BIGINT NOT NULL,
  noticed_at_ms  BIGINT  NOT NULL,
  finished_at_ms BIGINT,                  -- when every repository had been swept
  issues         INTEGER NOT NULL DEFAULT 0,
  CHECK (gap_from_at_ms <= gap_until_at_ms)
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
INSERT INTO "repositories" VALUES(10,1,'acme','app','R_10',1,1762074000000,NULL,'done',0,0,NULL);
CREATE TABLE rosters (
  repo_id         BIGINT NOT NULL,
  rotation        TEXT   NOT NULL,
  effective_at_ms BIGINT NOT NULL,
  members         TEXT   NOT NULL,      -- logins in their order, a space between
  PRIMARY KEY (repo_id, rotation, effective_at_ms)
);
CREATE TABLE sayings (
  saying_id       INTEGER PRIMARY KEY,
  installation_id BIGINT NOT NULL,
  person          TEXT   NOT NULL,
  kind            TEXT   NOT NULL CHECK (kind IN ('Away', 'Back', 'Mute', 'Unmute')),
  said_at_ms      BIGINT NOT NULL,
  from_at_ms      BIGINT NOT NULL DEFAULT 0,
  to_at_ms        BIGINT NOT NULL DEFAULT 0,
  UNIQUE (installation_id, person, kind, said_at_ms, from_at_ms, to_at_ms),
  CHECK ((kind = 'Away') = (to_at_ms > from_at_ms))
);
CREATE TABLE schema_version (version INTEGER NOT NULL);
INSERT INTO "schema_version" VALUES(15);
CREATE TABLE sightings (
  issue_id   BIGINT PRIMARY KEY,
  seen_at_ms BIGINT NOT NULL
);
CREATE TABLE stops (
  repo_id       BIGINT PRIMARY KEY,   -- 0: every repository
  stopped_by    TEXT   NOT NULL,
  stopped_at_ms BIGINT NOT NULL
);
CREATE TABLE swaps (
  swap_id         INTEGER PRIMARY KEY,
  installation_id BIGINT NOT NULL,
  rotation        TEXT   NOT NULL,
  person          TEXT   NOT NULL,
  instead_of      TEXT   NOT NULL,
  from_at_ms      BIGINT NOT NULL,
  to_at_ms        BIGINT NOT NULL CHECK (to_at_ms > from_at_ms),
  because         TEXT   NOT NULL,
  UNIQUE (installation_id, rotation, person, instead_of, from_at_ms, to_at_ms)
);
CREATE TABLE sweeps (
  repo_id             BIGINT  PRIMARY KEY,
  since_at_ms         BIGINT  NOT NULL,            -- issues last changed before are known
  page                INTEGER NOT NULL DEFAULT 1,  -- of those that changed in the very second of since
  due_at_ms           BIGINT  NOT NULL,
  swept_at_ms         BIGINT,                      -- when the last sweep came to its end
  compare_page        INTEGER NOT NULL DEFAULT 0,  -- of the comparison of all open issues; 0: none is under way
  compare_begun_at_ms BIGINT,
  compare_due_at_ms   BIGINT  NOT NULL,
  tries               INTEGER NOT NULL DEFAULT 0,
  reason              TEXT,
  CHECK ((compare_page = 0) = (compare_begun_at_ms IS NULL))
);
CREATE TABLE unassignable (
  repo_id       BIGINT NOT NULL,
  login         TEXT   NOT NULL,
  refused_at_ms BIGINT NOT NULL,
  PRIMARY KEY (repo_id, login)
);
CREATE INDEX inbox_new   ON inbox (inbox_id) WHERE state = 'new';
CREATE INDEX inbox_lease ON inbox (lease_until_at_ms) WHERE state = 'running';
CREATE INDEX inbox_issue ON inbox (issue_id, occurred_at_ms, rank, inbox_id) WHERE state IN ('ready', 'running');
CREATE INDEX inbox_dead  ON inbox (finished_at_ms) WHERE state = 'dead';
CREATE INDEX repositories_of_installation ON repositories (installation_id);
CREATE INDEX repositories_setup ON repositories (setup_not_before_at_ms) WHERE setup_state = 'wanted';
CREATE INDEX issues_number ON issues (repo_id, number);
CREATE INDEX alarms_due ON alarms (due_at_ms);
CREATE INDEX alarms_of_installation ON alarms (installation_id, repo_id);
CREATE INDEX journal_of_issue ON journal (issue_id, journal_id);
CREATE INDEX outbox_issue ON outbox (issue_id, outbox_id) WHERE state IN ('ready', 'running');
CREATE INDEX outbox_lease ON outbox (lease_until_at_ms) WHERE state = 'running';
CREATE INDEX outbox_tried ON outbox (installation_id, tried_at_ms) WHERE tried_at_ms IS NOT NULL;
CREATE INDEX outbox_dead  ON outbox (finished_at_ms) WHERE state IN ('refused', 'dead');
CREATE INDEX inbox_comments ON inbox (issue_id) WHERE event = 'issue_comment';
CREATE INDEX missed_in_order ON missed_deliveries (delivered_at_ms, attempt_id);
CREATE INDEX outbox_history ON outbox (issue_id, outbox_id);
CREATE UNIQUE INDEX recovery_reports_open ON recovery_reports (1) WHERE finished_at_ms IS NULL;
CREATE INDEX inbox_body ON inbox (finished_at_ms, kept_bytes) WHERE finished_at_ms IS NOT NULL AND body IS NOT NULL;
CREATE INDEX inbox_bare ON inbox (finished_at_ms) WHERE finished_at_ms IS NOT NULL AND body IS NULL;
CREATE INDEX inbox_of_installation ON inbox (installation_id)
  WHERE installation_id <> 0 AND finished_at_ms IS NOT NULL;
CREATE INDEX outbox_finished ON outbox (finished_at_ms) WHERE finished_at_ms IS NOT NULL;
CREATE INDEX outbox_of_installation ON outbox (installation_id) WHERE finished_at_ms IS NOT NULL;
CREATE INDEX issues_of_installation ON issues (installation_id);
CREATE INDEX journal_of_repository ON journal (repo_id);
CREATE INDEX sightings_seen ON sightings (seen_at_ms);
CREATE UNIQUE INDEX inbox_first ON inbox (issue_id) WHERE is_first;
CREATE UNIQUE INDEX inbox_running ON inbox (issue_id) WHERE state = 'running';
CREATE INDEX inbox_due ON inbox (not_before_at_ms) WHERE state = 'ready' AND is_first;
CREATE INDEX inbox_ready ON inbox (installation_id, not_before_at_ms, inbox_id) WHERE state = 'ready' AND is_first;
CREATE TRIGGER inbox_joins AFTER UPDATE OF state ON inbox
WHEN NEW.state = 'ready' AND OLD.state NOT IN ('ready', 'running')
BEGIN
  UPDATE inbox SET is_first = FALSE
  WHERE issue_id = NEW.issue_id AND is_first
    AND (occurred_at_ms, rank, inbox_id) > (NEW.occurred_at_ms, NEW.rank, NEW.inbox_id);
  UPDATE inbox SET is_first = TRUE
  WHERE inbox_id = NEW.inbox_id
    AND NOT EXISTS (SELECT 1 FROM inbox f WHERE f.issue_id = NEW.issue_id AND f.is_first);
END;
CREATE TRIGGER inbox_joins_new AFTER INSERT ON inbox
WHEN NEW.state = 'ready'
BEGIN
  UPDATE inbox SET is_first = FALSE
  WHERE issue_id = NEW.issue_id AND is_first
    AND (occurred_at_ms, rank, inbox_id) > (NEW.occurred_at_ms, NEW.rank, NEW.inbox_id);
  UPDATE inbox SET is_first = TRUE
  WHERE inbox_id = NEW.inbox_id
    AND NOT EXISTS (SELECT 1 FROM inbox f WHERE f.issue_id = NEW.issue_id AND f.is_first);
END;
CREATE TRIGGER inbox_leaves AFTER UPDATE OF state ON inbox
WHEN OLD.is_first AND NEW.state NOT IN ('ready', 'running')
BEGIN
  UPDATE inbox SET is_first = FALSE WHERE inbox_id = NEW.inbox_id;
  UPDATE inbox SET is_first = TRUE WHERE inbox_id = (
    SELECT n.inbox_id FROM inbox n WHERE n.issue_id = OLD.issue_id AND n.state IN ('ready', 'running')
    ORDER BY n.occurred_at_ms, n.rank, n.inbox_id LIMIT 1);
END;
CREATE TRIGGER inbox_is_deleted AFTER DELETE ON inbox
WHEN OLD.is_first
BEGIN
  UPDATE inbox SET is_first = TRUE WHERE inbox_id = (
    SELECT n.inbox_id FROM inbox n WHERE n.issue_id = OLD.issue_id AND n.state IN ('ready', 'running')
    ORDER BY n.occurred_at_ms, n.rank, n.inbox_id LIMIT 1);
END;
CREATE INDEX contents_of_hour ON contents (installation_id, created_at_ms);
CREATE INDEX contents_of_batch ON contents (outbox_id);
CREATE INDEX inbox_shown ON inbox (issue_id, shown_at_ms, occurred_at_ms, rank, inbox_id)
  WHERE state IN ('ready', 'running') AND source = 'webhook';
CREATE TRIGGER issues_is_taken AFTER INSERT ON issues
WHEN NEW.is_open AND NEW.holder IS NOT NULL
BEGIN
  INSERT INTO open_loads (installation_id, holder, issues) VALUES (NEW.installation_id, NEW.holder, 1)
  ON CONFLICT (installation_id, holder) DO UPDATE SET issues = issues + 1;
END;
CREATE TRIGGER issues_changes_hands AFTER UPDATE OF installation_id, holder, is_open ON issues
WHEN NEW.installation_id <> OLD.installation_id OR NEW.holder IS NOT OLD.holder OR NEW.is_open <> OLD.is_open
BEGIN
  UPDATE open_loads SET issues = issues - 1
  WHERE OLD.is_open AND installation_id = OLD.installation_id AND holder = OLD.holder;
  DELETE FROM open_loads WHERE installation_id = OLD.installation_id AND holder = OLD.holder AND issues = 0;
  INSERT INTO open_loads (installation_id, holder, issues)
  SELECT NEW.installation_id, NEW.holder, 1 WHERE NEW.is_open AND NEW.holder IS NOT NULL
  ON CONFLICT (installation_id, holder) DO UPDATE SET issues = issues + 1;
END;
CREATE TRIGGER issues_is_let_go AFTER DELETE ON issues
WHEN OLD.is_open AND OLD.holder IS NOT NULL
BEGIN
  UPDATE open_loads SET issues = issues - 1 WHERE installation_id = OLD.installation_id AND holder = OLD.holder;
  DELETE FROM open_loads WHERE installation_id = OLD.installation_id AND holder = OLD.holder AND issues = 0;
END;
CREATE INDEX checks_ready ON checks (installation_id, not_before_at_ms) WHERE state = 'ready';
CREATE INDEX checks_lease ON checks (lease_until_at_ms) WHERE state = 'running';
CREATE INDEX checks_pull ON checks (repo_id, pull_number) WHERE pull_number <> 0;
CREATE INDEX checks_of_installation ON checks (installation_id);
CREATE INDEX checks_finished ON checks (finished_at_ms) WHERE finished_at_ms IS NOT NULL;
CREATE INDEX history_of_repository ON history (repo_id, issue_id, occurred_at_ms);
CREATE INDEX history_by_age ON history (received_at_ms, kept_bytes);
CREATE INDEX messages_ready ON messages (not_before_at_ms) WHERE state = 'ready';
CREATE INDEX messages_lease ON messages (lease_until_at_ms) WHERE state = 'running';
CREATE INDEX messages_of_installation ON messages (installation_id);
CREATE INDEX messages_finished ON messages (finished_at_ms) WHERE finished_at_ms IS NOT NULL;
CREATE INDEX messages_dead ON messages (finished_at_ms, message_id) WHERE state IN ('undelivered', 'dead');
CREATE INDEX outbox_ready ON outbox (installation_id, not_before_at_ms, outbox_id) WHERE state = 'ready' AND held = 0;
CREATE INDEX outbox_rank ON outbox (installation_id, creates_content, rank, outbox_id) WHERE state = 'ready' AND held = 0;
CREATE INDEX outbox_of_repository ON outbox (repo_id, outbox_id) WHERE state IN ('ready', 'running');
CREATE INDEX acts_of_repository ON acts (repo_id, at_ms);
CREATE INDEX acts_of_issue ON acts (issue_id, at_ms);
CREATE INDEX alarms_of_files ON alarms (repo_id) WHERE alarm = 'respond/0/0';
CREATE INDEX inbox_of_alarms ON inbox (repo_id) WHERE source = 'alarm' AND state IN ('new', 'ready', 'running');
CREATE TABLE runbook_evidence (
  evidence_id INTEGER PRIMARY KEY,
  repo_id     BIGINT  NOT NULL,
  path        TEXT    NOT NULL,   -- empty: what was asked for was not done
  comment_id  BIGINT  NOT NULL,
  line        TEXT    NOT NULL,   -- a line of a comment counts once
  at_ms       BIGINT  NOT NULL,
  said        TEXT    NOT NULL,   -- the effect as JSON
  UNIQUE (repo_id, comment_id, line)
);
CREATE INDEX evidence_of_runbook ON runbook_evidence (repo_id, path, at_ms);
ALTER TABLE issues ADD COLUMN taken_by TEXT;
CREATE INDEX issues_taken ON issues (repo_id, taken_by) WHERE taken_by IS NOT NULL;
COMMIT;
