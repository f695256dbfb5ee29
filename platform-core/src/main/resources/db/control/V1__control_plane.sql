-- The control plane: who there is, and what is defined. Records live in one schema per workspace.

CREATE TABLE workspace (
  id          uuid PRIMARY KEY,
  key         text NOT NULL UNIQUE,
  title       text NOT NULL,
  schema_name text NOT NULL UNIQUE,
  created_at  timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE member (
  id                   uuid PRIMARY KEY,
  login                text NOT NULL UNIQUE,
  name                 text NOT NULL,
  password_hash        text NOT NULL,
  must_change_password boolean NOT NULL DEFAULT false,
  language             text NOT NULL DEFAULT 'en',
  zone                 text NOT NULL DEFAULT 'UTC',
  dark                 boolean NOT NULL DEFAULT false,
  failed_attempts      int NOT NULL DEFAULT 0,
  locked_until         timestamptz,
  created_at           timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE membership (
  id           uuid PRIMARY KEY,
  workspace_id uuid NOT NULL REFERENCES workspace,
  member_id    uuid NOT NULL REFERENCES member,
  role         text NOT NULL,
  UNIQUE (workspace_id, member_id)
);

CREATE TABLE api_token (
  id           uuid PRIMARY KEY,
  workspace_id uuid NOT NULL REFERENCES workspace,
  member_id    uuid NOT NULL REFERENCES member,
  name         text NOT NULL,
  hash         text NOT NULL UNIQUE,
  hint         text NOT NULL,
  read_only    boolean NOT NULL,
  created_at   timestamptz NOT NULL,
  expires_at   timestamptz,
  last_used_at timestamptz,
  revoked_at   timestamptz
);
CREATE INDEX api_token_member ON api_token (member_id);

CREATE TABLE definition (
  id                uuid PRIMARY KEY,
  workspace_id      uuid NOT NULL REFERENCES workspace,
  app               text NOT NULL,
  kind              text NOT NULL,
  key               text NOT NULL,
  draft             jsonb NOT NULL,
  draft_revision    int NOT NULL,
  published_version int NOT NULL DEFAULT 0,
  published         jsonb,
  updated_at        timestamptz NOT NULL,
  UNIQUE (workspace_id, app, kind, key)
);

CREATE TABLE definition_version (
  id            uuid PRIMARY KEY,
  definition_id uuid NOT NULL REFERENCES definition,
  version       int NOT NULL,
  json          jsonb NOT NULL,
  published_at  timestamptz NOT NULL,
  published_by  uuid,
  UNIQUE (definition_id, version)
);

CREATE TABLE pack_installation (
  id           uuid PRIMARY KEY,
  workspace_id uuid NOT NULL REFERENCES workspace,
  pack         text NOT NULL,
  version      text NOT NULL,
  installed_at timestamptz NOT NULL,
  installed_by uuid,
  UNIQUE (workspace_id, pack)
);

-- Work that outlives a request and a crash. A node that runs a job holds its lease; `fence` grows each time a node takes it
-- over, so that a node that lost its lease unawares can do no harm.
CREATE TABLE job (
  id           uuid PRIMARY KEY,
  workspace_id uuid NOT NULL REFERENCES workspace,
  kind         text NOT NULL,
  subject      text NOT NULL,
  state        text NOT NULL,
  attempts     int NOT NULL DEFAULT 0,
  fence        bigint NOT NULL DEFAULT 0,
  run_at       timestamptz NOT NULL DEFAULT now(),
  leased_until timestamptz,
  error        text,
  created_at   timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX job_due ON job (run_at) WHERE state IN ('waiting', 'running');

CREATE TABLE import_run (
  id           uuid PRIMARY KEY,
  workspace_id uuid NOT NULL REFERENCES workspace,
  app          text NOT NULL,
  form         text NOT NULL,
  file_name    text NOT NULL,
  member_id    uuid,
  zone         text NOT NULL,
  language     text NOT NULL,
  plan         text NOT NULL,
  content      bytea NOT NULL,
  state        text NOT NULL,
  total_rows   int NOT NULL,
  next_row     int NOT NULL DEFAULT 0,
  created      int NOT NULL DEFAULT 0,
  updated      int NOT NULL DEFAULT 0,
  unchanged    int NOT NULL DEFAULT 0,
  failed       int NOT NULL DEFAULT 0,
  started_at   timestamptz NOT NULL DEFAULT now(),
  finished_at  timestamptz,
  error        text
);

CREATE TABLE import_failure (
  import_id   uuid NOT NULL REFERENCES import_run ON DELETE CASCADE,
  row_number  int NOT NULL,
  column_name text NOT NULL,
  code        text NOT NULL,
  message     text NOT NULL,
  value       text,
  PRIMARY KEY (import_id, row_number, column_name, code)
);
