-- What every workspace has besides the tables of its forms. No triggers anywhere: what must happen with a change happens in
-- the command, so that workspaces can be distributed.

CREATE TABLE change_log (
  id        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  form      text NOT NULL,
  record_id uuid NOT NULL,
  version   bigint NOT NULL,
  at        timestamptz NOT NULL,
  by        uuid,
  action    text NOT NULL,
  changes   jsonb NOT NULL
);
CREATE INDEX change_log_record ON change_log (record_id, id);

CREATE TABLE outbox (
  change_id bigint PRIMARY KEY,
  form      text NOT NULL
);

CREATE TABLE serial_counter (
  form   text NOT NULL,
  field  text NOT NULL,
  period text NOT NULL,
  value  bigint NOT NULL,
  PRIMARY KEY (form, field, period)
);
