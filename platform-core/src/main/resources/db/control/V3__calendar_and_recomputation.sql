-- Days that are not like their weekday: holidays, and weekend days that are worked.
CREATE TABLE work_day (
  workspace_id uuid NOT NULL REFERENCES workspace,
  day          date NOT NULL,
  works        boolean NOT NULL,
  name         text NOT NULL,
  PRIMARY KEY (workspace_id, day)
);

-- A form whose stored results are worked out again after its definition changed.
CREATE TABLE recomputation (
  id           uuid PRIMARY KEY,
  workspace_id uuid NOT NULL REFERENCES workspace,
  app          text NOT NULL,
  form         text NOT NULL,
  total        bigint NOT NULL,
  done         bigint NOT NULL DEFAULT 0,
  last_id      uuid NOT NULL,
  state        text NOT NULL,
  error        text,
  started_at   timestamptz NOT NULL DEFAULT now(),
  finished_at  timestamptz
);
CREATE INDEX recomputation_form ON recomputation (workspace_id, app, form, started_at);
