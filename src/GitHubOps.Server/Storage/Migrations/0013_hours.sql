-- Hours of calendars by their print, so that what was counted in hours that have changed since stays counted as it was.

CREATE TABLE hours (
  print      TEXT   PRIMARY KEY,
  rules      TEXT   NOT NULL,
  kept_at_ms BIGINT NOT NULL
);
