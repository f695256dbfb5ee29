-- What administrators set of a workspace on the page Settings: its look, its languages, its mail server (the password is sealed), what
-- everybody is told.
CREATE TABLE workspace_setting (
  workspace_id uuid PRIMARY KEY REFERENCES workspace (id),
  settings     jsonb NOT NULL DEFAULT '{}',
  logo         bytea,
  logo_type    text,
  mail_secret  uuid
);
