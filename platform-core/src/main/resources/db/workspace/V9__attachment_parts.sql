-- What is in a file stands in parts, so that nobody ever holds the whole of it. Files of before keep theirs in one piece, which is read by parts as well.
CREATE TABLE attachment_part (
  attachment_id uuid NOT NULL REFERENCES attachment (id) ON DELETE CASCADE,
  number        int NOT NULL,
  content       bytea NOT NULL,
  PRIMARY KEY (attachment_id, number)
);
ALTER TABLE attachment_part ALTER COLUMN content SET STORAGE EXTERNAL;
ALTER TABLE attachment ALTER COLUMN content DROP NOT NULL;
-- False while it arrives; its size is what is kept free for it then.
ALTER TABLE attachment ADD COLUMN complete boolean NOT NULL DEFAULT true;
