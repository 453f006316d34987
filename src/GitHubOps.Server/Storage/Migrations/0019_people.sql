-- What people said of themselves, what they agreed on, how rosters became what they are, and who could not be found.

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

-- A row for each change; the first one of a rotation was always in force.
CREATE TABLE rosters (
  repo_id         BIGINT NOT NULL,
  rotation        TEXT   NOT NULL,
  effective_at_ms BIGINT NOT NULL,
  members         TEXT   NOT NULL,      -- logins in their order, a space between
  PRIMARY KEY (repo_id, rotation, effective_at_ms)
);

-- Rotations and owners of whom nobody could take an issue, and when that was last so.
CREATE TABLE gaps (
  repo_id BIGINT NOT NULL,
  of_whom TEXT   NOT NULL,
  at_ms   BIGINT NOT NULL,
  because TEXT   NOT NULL,
  PRIMARY KEY (repo_id, of_whom)
);
