-- Files that people add to what they say. Belongs to nothing until it is sent with a comment; what is never sent goes after a day.
CREATE TABLE attachment (
  id       uuid PRIMARY KEY,
  owner_id uuid,
  name     text NOT NULL,
  type     text NOT NULL,
  size     int NOT NULL,
  content  bytea NOT NULL,
  made_by  uuid NOT NULL,
  made_at  timestamptz NOT NULL DEFAULT now()
);
-- Most kinds of files are packed already.
ALTER TABLE attachment ALTER COLUMN content SET STORAGE EXTERNAL;
CREATE INDEX attachment_owner ON attachment (owner_id) WHERE owner_id IS NOT NULL;
CREATE INDEX attachment_loose ON attachment (made_by, made_at) WHERE owner_id IS NULL;
