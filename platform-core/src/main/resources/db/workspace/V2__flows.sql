-- Running flows. `revision` grows with each transition, and every transition writes on the revision it was decided on: two cannot
-- both build on one. `state`: where the instance stands, as the engine keeps it.
CREATE TABLE flow_instance (
  id              uuid PRIMARY KEY,
  app             text NOT NULL,
  flow            text NOT NULL,
  version         int NOT NULL,
  form            text,
  record_id       uuid,
  title           text NOT NULL,
  submitter       uuid,
  depth           int NOT NULL,
  parent_id       uuid,
  parent_position int,
  revision        int NOT NULL,
  status          text NOT NULL,
  outcome         text,
  error           text,
  started_at      timestamptz NOT NULL,
  ended_at        timestamptz,
  state           jsonb NOT NULL
);
CREATE INDEX flow_instance_record ON flow_instance (record_id, started_at) WHERE record_id IS NOT NULL;
CREATE INDEX flow_instance_submitter ON flow_instance (submitter, started_at, id) WHERE submitter IS NOT NULL;
CREATE INDEX flow_instance_flow ON flow_instance (app, flow, started_at);
CREATE INDEX flow_instance_parent ON flow_instance (parent_id, parent_position) WHERE parent_id IS NOT NULL;
CREATE INDEX flow_instance_standing ON flow_instance (app, flow) WHERE ended_at IS NULL;

-- One row for one person at one step; open while closed_at is empty.
CREATE TABLE flow_task (
  id           uuid PRIMARY KEY,
  instance_id  uuid NOT NULL,
  position     int NOT NULL,
  step         text NOT NULL,
  kind         text NOT NULL,
  member_id    uuid NOT NULL,
  principal_id uuid,
  opened_at    timestamptz NOT NULL,
  due_at       timestamptz,
  seen_at      timestamptz,
  closed_at    timestamptz,
  closed_by    uuid,
  outcome      text
);
CREATE INDEX flow_task_todo ON flow_task (member_id, opened_at, id) WHERE closed_at IS NULL;
CREATE INDEX flow_task_done ON flow_task (closed_by, closed_at, id) WHERE closed_by IS NOT NULL;
CREATE INDEX flow_task_instance ON flow_task (instance_id);

-- What happened, only ever added to. Times in milliseconds: how long a task lay until somebody looked, and from then on.
CREATE TABLE flow_event (
  id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  instance_id  uuid NOT NULL,
  at           timestamptz NOT NULL,
  kind         text NOT NULL,
  step         text,
  member_id    uuid,
  principal_id uuid,
  task_id      uuid,
  comment      text,
  detail       jsonb,
  waited_ms    bigint,
  worked_ms    bigint
);
CREATE INDEX flow_event_instance ON flow_event (instance_id, id);

CREATE TABLE flow_timer (
  instance_id uuid NOT NULL,
  position    int NOT NULL,
  stage       int NOT NULL,
  at          timestamptz NOT NULL,
  PRIMARY KEY (instance_id, position, stage)
);
CREATE INDEX flow_timer_at ON flow_timer (at);

-- What is to be done beside a transition: beginning an instance, going on with one, calling outside. A node that does it holds a
-- lease; `fence` grows with each node that takes it over. dead: nobody tries it any more, until a person says so.
CREATE TABLE flow_job (
  id           uuid PRIMARY KEY,
  instance_id  uuid NOT NULL,
  position     int NOT NULL,
  kind         text NOT NULL,
  run_at       timestamptz NOT NULL,
  attempts     int NOT NULL DEFAULT 0,
  fence        bigint NOT NULL DEFAULT 0,
  leased_until timestamptz,
  dead         boolean NOT NULL DEFAULT false,
  error        text
);
CREATE INDEX flow_job_due ON flow_job (run_at) WHERE NOT dead;
CREATE INDEX flow_job_instance ON flow_job (instance_id, position);

-- Steps that wait for a change of a record: of this one, or of any of the form.
CREATE TABLE flow_expectation (
  instance_id uuid NOT NULL,
  position    int NOT NULL,
  form        text NOT NULL,
  record_id   uuid,
  PRIMARY KEY (instance_id, position)
);
CREATE INDEX flow_expectation_form ON flow_expectation (form, record_id);

CREATE TABLE flow_copy (
  id          uuid PRIMARY KEY,
  instance_id uuid NOT NULL,
  member_id   uuid NOT NULL,
  step        text NOT NULL,
  text        text NOT NULL,
  at          timestamptz NOT NULL,
  seen_at     timestamptz
);
CREATE INDEX flow_copy_member ON flow_copy (member_id, at, id);

-- What people are told: in the app, and by mail once mailed_at is set. Words are made in the reader's language from kind and subject.
CREATE TABLE notice (
  id          uuid PRIMARY KEY,
  member_id   uuid NOT NULL,
  at          timestamptz NOT NULL,
  kind        text NOT NULL,
  app         text NOT NULL,
  flow        text NOT NULL,
  step        text,
  instance_id uuid,
  task_id     uuid,
  title       text NOT NULL,
  text        text,
  by_id       uuid,
  seen_at     timestamptz,
  mailed_at   timestamptz
);
CREATE INDEX notice_member ON notice (member_id, at);
CREATE INDEX notice_unmailed ON notice (at) WHERE mailed_at IS NULL;

CREATE TABLE notice_setting (
  member_id  uuid PRIMARY KEY,
  mail       text NOT NULL,
  quiet_from time,
  quiet_to   time
);

-- Who stands in for whom, and when.
CREATE TABLE flow_deputy (
  id        uuid PRIMARY KEY,
  member_id uuid NOT NULL,
  deputy_id uuid NOT NULL,
  starts_at timestamptz NOT NULL,
  ends_at   timestamptz NOT NULL
);
CREATE INDEX flow_deputy_member ON flow_deputy (member_id, ends_at);

-- How a flow is kept: paused, its next time by the clock, whose turn it is, the hash of its address for other programs.
CREATE TABLE flow_setting (
  app       text NOT NULL,
  flow      text NOT NULL,
  paused    boolean NOT NULL DEFAULT false,
  next_at   timestamptz,
  next_cron text,
  turn      uuid,
  hook      text UNIQUE,
  secrets   jsonb NOT NULL DEFAULT '{}',
  PRIMARY KEY (app, flow)
);
CREATE INDEX flow_setting_next ON flow_setting (next_at) WHERE next_at IS NOT NULL;

