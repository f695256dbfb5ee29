-- The organisation of a workspace: departments in a tree, roles, and where each member stands.
CREATE TABLE department (
  id           uuid PRIMARY KEY,
  workspace_id uuid NOT NULL REFERENCES workspace,
  name         text NOT NULL,
  parent_id    uuid REFERENCES department,
  head_id      uuid REFERENCES member,
  position     int NOT NULL DEFAULT 0
);
CREATE INDEX department_workspace ON department (workspace_id);

CREATE TABLE workspace_role (
  workspace_id uuid NOT NULL REFERENCES workspace,
  key          text NOT NULL,
  title        jsonb NOT NULL,
  PRIMARY KEY (workspace_id, key)
);

-- departments: the main one first. manager_id: who was named; leader_id: who it comes to, kept by the application, for SQL.
ALTER TABLE membership
  ADD COLUMN state       text NOT NULL DEFAULT 'active',
  ADD COLUMN departments uuid[] NOT NULL DEFAULT '{}',
  ADD COLUMN roles       text[] NOT NULL DEFAULT '{}',
  ADD COLUMN manager_id  uuid REFERENCES member,
  ADD COLUMN leader_id   uuid REFERENCES member,
  ADD COLUMN joined_at   timestamptz NOT NULL DEFAULT now();

-- Whether a member belongs to a department or to one below it, for departments that only a record knows.
CREATE FUNCTION formwork.in_department(who uuid, wanted uuid) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS $$
  WITH RECURSIVE below AS (
    SELECT wanted AS id UNION SELECT d.id FROM formwork.department d JOIN below b ON d.parent_id = b.id)
  SELECT EXISTS (SELECT 1 FROM formwork.membership m JOIN below b ON b.id = ANY (m.departments) WHERE m.member_id = who)
$$;

-- A way in for one person, once: to join a workspace, or to choose a new password. Only the hash of its secret is kept.
CREATE TABLE entry_link (
  id           uuid PRIMARY KEY,
  workspace_id uuid NOT NULL REFERENCES workspace,
  kind         text NOT NULL,
  hash         text NOT NULL UNIQUE,
  member_id    uuid REFERENCES member,
  invited      jsonb NOT NULL DEFAULT '{}',
  made_by      uuid REFERENCES member,
  made_at      timestamptz NOT NULL DEFAULT now(),
  expires_at   timestamptz NOT NULL,
  used_at      timestamptz,
  used_by      uuid REFERENCES member,
  revoked_at   timestamptz
);
CREATE INDEX entry_link_workspace ON entry_link (workspace_id);

-- A service is a member without a password: a program with rights of its own.
ALTER TABLE member ADD COLUMN service boolean NOT NULL DEFAULT false, ALTER COLUMN password_hash DROP NOT NULL;

-- How far a token reaches, and, after a rotation, the secret it had before, for as long as that still works.
ALTER TABLE api_token
  ADD COLUMN scope jsonb NOT NULL DEFAULT '{}',
  ADD COLUMN previous_hash text UNIQUE,
  ADD COLUMN previous_until timestamptz;

-- What happened to people, permissions and definitions. Only ever added to; each entry's hash covers the one before it.
-- chain: the workspace.
CREATE TABLE audit_entry (
  chain     uuid NOT NULL,
  number    bigint NOT NULL,
  at        timestamptz NOT NULL,
  member_id uuid,
  event     text NOT NULL,
  subject   text NOT NULL,
  details   text NOT NULL,
  hash      text NOT NULL,
  PRIMARY KEY (chain, number)
);

-- How far the token reached that began an import.
ALTER TABLE import_run ADD COLUMN scope jsonb NOT NULL DEFAULT '{}';
