-- Somebody saved what they entered in a task, and has not decided yet.
ALTER TABLE flow_task ADD COLUMN saved_at timestamptz;
CREATE INDEX flow_task_saved ON flow_task (member_id, saved_at, id) WHERE closed_at IS NULL AND saved_at IS NOT NULL;
