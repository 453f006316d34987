-- Who writes first when not all can: what a batch is worth, and how the hour's contents of an installation are dealt out.

ALTER TABLE outbox ADD COLUMN rank INTEGER NOT NULL DEFAULT 3 CHECK (rank BETWEEN 0 AND 6);  -- 0: the most severe
ALTER TABLE outbox ADD COLUMN creates_content BOOLEAN NOT NULL DEFAULT TRUE;

CREATE INDEX outbox_rank ON outbox (installation_id, creates_content, rank, outbox_id) WHERE state = 'ready';

ALTER TABLE installations ADD COLUMN next_content_at_ms BIGINT NOT NULL DEFAULT 0;  -- for all but the most severe
ALTER TABLE installations ADD COLUMN next_urgent_at_ms BIGINT NOT NULL DEFAULT 0;   -- contents for the most severe
ALTER TABLE installations ADD COLUMN writes_by_rank INTEGER NOT NULL DEFAULT 0;     -- since one was chosen by its age

ALTER TABLE installations ADD COLUMN parked_until_at_ms BIGINT NOT NULL DEFAULT 0;  -- a permission is missing
ALTER TABLE installations ADD COLUMN parked_because TEXT;

-- Contents that were asked for within the last hour.
CREATE TABLE contents (
  outbox_id       INTEGER NOT NULL,
  installation_id BIGINT  NOT NULL,
  created_at_ms   BIGINT  NOT NULL,
  is_urgent       BOOLEAN NOT NULL
);
CREATE INDEX contents_of_hour ON contents (installation_id, created_at_ms);
CREATE INDEX contents_of_batch ON contents (outbox_id);

INSERT INTO contents (outbox_id, installation_id, created_at_ms, is_urgent)
SELECT outbox_id, installation_id, tried_at_ms, FALSE FROM outbox WHERE tried_at_ms IS NOT NULL;
