-- A browser that is signed in stays so when its server is replaced: it shows the secret of its session to the next one.
ALTER TABLE web_session
  ADD COLUMN secret_hash  text,
  ADD COLUMN workspace_id uuid REFERENCES workspace,
  ADD COLUMN bound        boolean NOT NULL DEFAULT false;
