-- What GitHub could not deliver and what nobody told us of: the reading of GitHub's own log, and the looking around.

ALTER TABLE inbox ADD COLUMN recovered BOOLEAN NOT NULL DEFAULT FALSE;  -- fetched by us, not sent to us

CREATE INDEX inbox_comments ON inbox (issue_id) WHERE event = 'issue_comment';

-- How far GitHub's log of deliveries has been read; one row. Written after each page: a scan that dies goes on here.
CREATE TABLE delivery_scan (
  scan_id              INTEGER PRIMARY KEY CHECK (scan_id = 1),
  complete_until_at_ms BIGINT,            -- everything delivered until then is known; null: the log was never read
  started_at_ms        BIGINT,            -- of the scan under way; null: none is
  cursor               TEXT,              -- its next page; null: the first
  oldest_at_ms         BIGINT,            -- the oldest delivery it has seen so far
  window_ms            BIGINT NOT NULL,   -- how long GitHub keeps deliveries, as far as it is known
  CHECK (started_at_ms IS NOT NULL OR (cursor IS NULL AND oldest_at_ms IS NULL))
);
INSERT INTO delivery_scan (scan_id, window_ms) VALUES (1, 259200000);  -- three days, until GitHub shows otherwise

-- Deliveries of the log that are not in the inbox: to be fetched, oldest first.
CREATE TABLE missed_deliveries (
  delivery_id     TEXT    PRIMARY KEY,    -- one per event, however many attempts GitHub made
  attempt_id      BIGINT  NOT NULL,       -- the attempt whose payload is asked for
  event           TEXT    NOT NULL,
  installation_id BIGINT  NOT NULL,
  delivered_at_ms BIGINT  NOT NULL,
  tries           INTEGER NOT NULL DEFAULT 0,
  not_before_at_ms BIGINT NOT NULL DEFAULT 0
);
CREATE INDEX missed_in_order ON missed_deliveries (delivered_at_ms, attempt_id);

CREATE INDEX outbox_history ON outbox (issue_id, outbox_id);

-- How far each repository has been looked through.
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

-- When an open issue was last seen among the open ones of its repository.
CREATE TABLE sightings (
  issue_id   BIGINT PRIMARY KEY,
  seen_at_ms BIGINT NOT NULL
);

-- What could not be recovered, for people.
CREATE TABLE recovery_reports (
  report_id      INTEGER PRIMARY KEY,
  gap_from_at_ms BIGINT  NOT NULL,
  gap_until_at_ms BIGINT NOT NULL,
  noticed_at_ms  BIGINT  NOT NULL,
  finished_at_ms BIGINT,                  -- when every repository had been swept
  issues         INTEGER NOT NULL DEFAULT 0,
  CHECK (gap_from_at_ms <= gap_until_at_ms)
);
CREATE UNIQUE INDEX recovery_reports_open ON recovery_reports (1) WHERE finished_at_ms IS NULL;
