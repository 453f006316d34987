-- Where a person has stopped all writing, and what is held back.

CREATE TABLE stops (
  repo_id       BIGINT PRIMARY KEY,   -- 0: every repository
  stopped_by    TEXT   NOT NULL,
  stopped_at_ms BIGINT NOT NULL
);

-- Bits. 1: writing is stopped; 2: a lead is asked.
ALTER TABLE outbox ADD COLUMN held INTEGER NOT NULL DEFAULT 0 CHECK (held BETWEEN 0 AND 3);
ALTER TABLE outbox ADD COLUMN is_answer BOOLEAN NOT NULL DEFAULT FALSE;  -- to who stopped it: goes out all the same

DROP INDEX outbox_ready;
CREATE INDEX outbox_ready ON outbox (installation_id, not_before_at_ms, outbox_id) WHERE state = 'ready' AND held = 0;
DROP INDEX outbox_rank;
CREATE INDEX outbox_rank ON outbox (installation_id, creates_content, rank, outbox_id) WHERE state = 'ready' AND held = 0;
CREATE INDEX outbox_of_repository ON outbox (repo_id, outbox_id) WHERE state IN ('ready', 'running');
