-- Dead letters that are tried again, and what it takes to find and remove what is no longer needed.

ALTER TABLE inbox ADD COLUMN replayed_at_ms BIGINT;                    -- when a person last had it tried again
ALTER TABLE inbox ADD COLUMN kept_bytes INTEGER NOT NULL DEFAULT 0;    -- of the body, as it is stored
UPDATE inbox SET kept_bytes = length(body) WHERE body IS NOT NULL;
ALTER TABLE outbox ADD COLUMN replayed_at_ms BIGINT;

DROP INDEX inbox_body;
CREATE INDEX inbox_body ON inbox (finished_at_ms, kept_bytes) WHERE finished_at_ms IS NOT NULL AND body IS NOT NULL;
CREATE INDEX inbox_bare ON inbox (finished_at_ms) WHERE finished_at_ms IS NOT NULL AND body IS NULL;
CREATE INDEX inbox_of_installation ON inbox (installation_id)
  WHERE installation_id <> 0 AND finished_at_ms IS NOT NULL;
CREATE INDEX outbox_finished ON outbox (finished_at_ms) WHERE finished_at_ms IS NOT NULL;
CREATE INDEX outbox_of_installation ON outbox (installation_id) WHERE finished_at_ms IS NOT NULL;
CREATE INDEX issues_of_installation ON issues (installation_id);
CREATE INDEX journal_of_repository ON journal (repo_id);
CREATE INDEX sightings_seen ON sightings (seen_at_ms);
