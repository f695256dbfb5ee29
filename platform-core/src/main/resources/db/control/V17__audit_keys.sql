-- Keys of the audit chain, sealed; the newest signs, each verifies what it signed.
CREATE TABLE audit_key (
  id        int PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
  secret_id uuid NOT NULL REFERENCES secret (id),
  made_at   timestamptz NOT NULL DEFAULT now()
);
