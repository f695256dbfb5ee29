-- What the installation does for itself by the clock. due_at empty: not at all.
CREATE TABLE upkeep (
  task   text PRIMARY KEY,
  due_at timestamptz
);

-- When backups are made by themselves, and how many are kept. One row.
CREATE TABLE backup_plan (
  only_one boolean PRIMARY KEY DEFAULT true CHECK (only_one),
  is_on    boolean NOT NULL DEFAULT false,
  at       time NOT NULL DEFAULT '02:00',
  zone     text NOT NULL DEFAULT 'UTC',
  kept     int NOT NULL DEFAULT 14
);
INSERT INTO backup_plan DEFAULT VALUES;

-- asked_by empty: by the clock. node: whose folder the file lies in.
CREATE TABLE backup_run (
  id          uuid PRIMARY KEY,
  file_name   text NOT NULL,
  node        text,
  asked_by    uuid,
  asked_at    timestamptz NOT NULL DEFAULT now(),
  as_of       timestamptz,
  finished_at timestamptz,
  size        bigint,
  row_count   bigint,
  error       text,
  removed_at  timestamptz
);
CREATE INDEX backup_run_asked ON backup_run (asked_at);

-- For the nightly cleaning.
CREATE INDEX job_ended ON job (created_at) WHERE state IN ('done', 'failed');
CREATE INDEX import_run_finished ON import_run (finished_at);
CREATE INDEX mail_made ON mail (made_at);
CREATE INDEX web_session_seen ON web_session (seen_at);
CREATE INDEX entry_link_expires ON entry_link (expires_at);
