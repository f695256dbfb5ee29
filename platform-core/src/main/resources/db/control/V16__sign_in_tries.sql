-- Wrong tries to sign in, by the name that was typed and where from, both hashed; decaying, and removed after a day.
CREATE TABLE sign_in_try (
  key       text PRIMARY KEY,
  member_id uuid,
  failures  int NOT NULL,
  last_at   timestamptz NOT NULL,
  newest    uuid NOT NULL
);
CREATE INDEX sign_in_try_last ON sign_in_try (last_at);
CREATE INDEX sign_in_try_member ON sign_in_try (member_id) WHERE member_id IS NOT NULL;

ALTER TABLE member DROP COLUMN failed_attempts, DROP COLUMN locked_until;
