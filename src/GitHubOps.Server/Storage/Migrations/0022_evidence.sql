-- What people said of runbooks in comments: reviews, drills, reports and waivers that no file holds.

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
