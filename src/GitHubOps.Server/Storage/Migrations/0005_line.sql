-- The events of an issue stand in line. Only the first may be claimed, and it is marked, so that a claim looks at one row
-- of each issue however many wait behind it. Triggers keep the mark: no statement that moves a row can forget it.

ALTER TABLE inbox ADD COLUMN is_first BOOLEAN NOT NULL DEFAULT FALSE;

UPDATE inbox SET is_first = TRUE WHERE inbox_id IN (
  SELECT inbox_id FROM (
    SELECT inbox_id, ROW_NUMBER() OVER (PARTITION BY issue_id ORDER BY occurred_at_ms, rank, inbox_id) AS place
    FROM inbox WHERE state IN ('ready', 'running'))
  WHERE place = 1);

CREATE UNIQUE INDEX inbox_first ON inbox (issue_id) WHERE is_first;
CREATE UNIQUE INDEX inbox_running ON inbox (issue_id) WHERE state = 'running';
CREATE INDEX inbox_due ON inbox (not_before_at_ms) WHERE state = 'ready' AND is_first;
DROP INDEX inbox_ready;
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
