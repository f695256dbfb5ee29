-- When a node ought to look into a workspace at the latest: a hint, written after commits and seldom. What is due stands in the
-- workspace's own tables. This table may be emptied at any time; nodes fill it again as they go through the workspaces.
CREATE TABLE workspace_due (
  workspace_id uuid PRIMARY KEY REFERENCES workspace,
  due_at       timestamptz NOT NULL
);
CREATE INDEX workspace_due_at ON workspace_due (due_at);
