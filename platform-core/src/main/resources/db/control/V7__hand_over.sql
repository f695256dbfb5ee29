-- What somebody held is given to somebody else, field by field and record by record. place and cursor: where it goes on.
-- failed: records that refused, as a list of {app, form, record, reason}.
CREATE TABLE hand_over (
  id           uuid PRIMARY KEY,
  workspace_id uuid NOT NULL REFERENCES workspace,
  member_id    uuid NOT NULL REFERENCES member,
  to_id        uuid NOT NULL REFERENCES member,
  by_id        uuid NOT NULL REFERENCES member,
  started_at   timestamptz NOT NULL DEFAULT now(),
  finished_at  timestamptz,
  place        text NOT NULL DEFAULT '',
  cursor       text,
  done         int NOT NULL DEFAULT 0,
  failed       jsonb NOT NULL DEFAULT '[]',
  error        text
);
CREATE INDEX hand_over_member ON hand_over (workspace_id, member_id);
