-- What a decision asks for is looked up, however much waits and however many issues are open.

ALTER TABLE inbox ADD COLUMN shown_at_ms BIGINT NOT NULL DEFAULT 0;  -- how new the issue is that the event shows
UPDATE inbox SET shown_at_ms = occurred_at_ms WHERE state IN ('ready', 'running', 'dead');
CREATE INDEX inbox_shown ON inbox (issue_id, shown_at_ms, occurred_at_ms, rank, inbox_id)
  WHERE state IN ('ready', 'running') AND source = 'webhook';

-- How many open issues each person holds by our assignment. Triggers count: no statement that moves an issue forgets it.
CREATE TABLE open_loads (
  installation_id BIGINT  NOT NULL,
  holder          TEXT    NOT NULL,
  issues          INTEGER NOT NULL CHECK (issues >= 0),
  PRIMARY KEY (installation_id, holder)
);
INSERT INTO open_loads (installation_id, holder, issues)
SELECT installation_id, holder, COUNT(*) FROM issues WHERE is_open AND holder IS NOT NULL GROUP BY 1, 2;
DROP INDEX issues_held;

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
