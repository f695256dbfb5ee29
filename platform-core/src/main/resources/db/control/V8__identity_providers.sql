-- Whom a workspace trusts to say who somebody is (OpenID Connect). joins: people of these mail domains become members by themselves.
CREATE TABLE identity_provider (
  id            uuid PRIMARY KEY,
  workspace_id  uuid NOT NULL REFERENCES workspace,
  title         text NOT NULL,
  issuer        text NOT NULL,
  client_id     text NOT NULL,
  client_secret uuid NOT NULL REFERENCES secret,
  joins         boolean NOT NULL DEFAULT false,
  domains       text[] NOT NULL DEFAULT '{}',
  made_at       timestamptz NOT NULL DEFAULT now()
);

-- Which member a provider means by a subject.
CREATE TABLE member_identity (
  provider_id uuid NOT NULL REFERENCES identity_provider ON DELETE CASCADE,
  subject     text NOT NULL,
  member_id   uuid NOT NULL REFERENCES member,
  linked_at   timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (provider_id, subject)
);
