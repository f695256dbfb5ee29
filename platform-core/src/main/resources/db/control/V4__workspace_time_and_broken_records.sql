-- The zone a workspace's days begin in (none: the server's), and whether its special days are its own, or still those shipped.
ALTER TABLE workspace ADD COLUMN zone text, ADD COLUMN own_days boolean NOT NULL DEFAULT false;
UPDATE workspace SET own_days = true WHERE id IN (SELECT workspace_id FROM work_day);

-- Records found to break an invariant that is newer than they are: how many, and the first of them.
ALTER TABLE recomputation ADD COLUMN broken bigint NOT NULL DEFAULT 0, ADD COLUMN broken_first jsonb NOT NULL DEFAULT '[]';
