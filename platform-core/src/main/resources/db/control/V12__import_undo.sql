-- What an import made and changed, batch by batch, as long as it may be undone; versions are those that the changes came to.
CREATE TABLE import_batch (
  import_id uuid NOT NULL REFERENCES import_run ON DELETE CASCADE,
  first_row int NOT NULL,
  created   uuid[] NOT NULL,
  updated   uuid[] NOT NULL,
  versions  bigint[] NOT NULL,
  PRIMARY KEY (import_id, first_row)
);

-- Records that an undone import made or changed and that stay as they are, with the reason.
CREATE TABLE import_kept (
  import_id uuid NOT NULL REFERENCES import_run ON DELETE CASCADE,
  record_id uuid NOT NULL,
  title     text NOT NULL,
  code      text NOT NULL,
  message   text NOT NULL,
  PRIMARY KEY (import_id, record_id)
);

ALTER TABLE import_run
  ADD COLUMN undone int NOT NULL DEFAULT 0,
  ADD COLUMN kept int NOT NULL DEFAULT 0,
  ADD COLUMN undone_by uuid,
  ADD COLUMN undo_scope jsonb NOT NULL DEFAULT '{}';
