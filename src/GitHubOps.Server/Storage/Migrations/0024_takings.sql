-- Who took which issue for a time: so many may be had at once.

ALTER TABLE issues ADD COLUMN taken_by TEXT;
CREATE INDEX issues_taken ON issues (repo_id, taken_by) WHERE taken_by IS NOT NULL;
