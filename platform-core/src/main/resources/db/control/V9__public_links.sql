-- Doors for people without an account: a form to fill, a record to look up or to look at. The token is found by its hash, and
-- sealed so that whoever made the link can show it again. used: how often something was filled in by it.
CREATE TABLE public_link (
  id           uuid PRIMARY KEY,
  workspace_id uuid NOT NULL REFERENCES workspace,
  app          text NOT NULL,
  form         text NOT NULL,
  kind         text NOT NULL,
  record_id    uuid,
  hash         text NOT NULL UNIQUE,
  token        uuid NOT NULL REFERENCES secret,
  password     text,
  settings     jsonb NOT NULL,
  made_by      uuid NOT NULL REFERENCES member,
  made_at      timestamptz NOT NULL DEFAULT now(),
  revoked_at   timestamptz,
  used         int NOT NULL DEFAULT 0
);
CREATE INDEX public_link_form ON public_link (workspace_id, app, form);

-- Browsers that filled in a form that each may fill in once.
CREATE TABLE public_link_device (
  link_id uuid NOT NULL REFERENCES public_link ON DELETE CASCADE,
  device  text NOT NULL,
  at      timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (link_id, device)
);
