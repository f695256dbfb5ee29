-- Records that flows lock and an administrator unlocked, with the reason. ended_at: locked again; a later run locks anew by itself.
CREATE TABLE record_unlock (
  id        uuid PRIMARY KEY,
  form      text NOT NULL,
  record_id uuid NOT NULL,
  at        timestamptz NOT NULL,
  by_id     uuid,
  reason    text NOT NULL,
  ended_at  timestamptz
);
CREATE INDEX record_unlock_record ON record_unlock (record_id) WHERE ended_at IS NULL;
