-- What must be read again but may not lie open: sealed by the application with a key that is not in the database.
CREATE TABLE secret (
  id           uuid PRIMARY KEY,
  workspace_id uuid REFERENCES workspace,
  purpose      text NOT NULL,
  sealed       text NOT NULL,
  made_at      timestamptz NOT NULL DEFAULT now()
);

-- email_confirmed: an administrator or an answered invitation vouches for it; only then may an identity provider go by it.
-- totp_step: the newest step of RFC 6238 whose code was used; none works twice.
ALTER TABLE member
  ADD COLUMN email           text,
  ADD COLUMN email_confirmed boolean NOT NULL DEFAULT false,
  ADD COLUMN totp_secret     uuid REFERENCES secret,
  ADD COLUMN totp_step       bigint NOT NULL DEFAULT 0,
  ADD COLUMN recovery_hashes text[] NOT NULL DEFAULT '{}';
CREATE UNIQUE INDEX member_email ON member (lower(email));

-- Who must have a second factor: nobody, administrators, everyone.
ALTER TABLE workspace ADD COLUMN second_factor text NOT NULL DEFAULT 'nobody';

-- Browsers that are signed in. seen_at: the node that holds the session still lived; active_at: somebody used it.
CREATE TABLE web_session (
  id           uuid PRIMARY KEY,
  member_id    uuid NOT NULL REFERENCES member,
  started_at   timestamptz NOT NULL DEFAULT now(),
  seen_at      timestamptz NOT NULL DEFAULT now(),
  active_at    timestamptz NOT NULL DEFAULT now(),
  address      text NOT NULL,
  agent        text NOT NULL,
  ended_at     timestamptz
);
CREATE INDEX web_session_member ON web_session (member_id) WHERE ended_at IS NULL;

-- A letter to be sent. Its text is sealed while it waits, as it may carry a link that lets somebody in, and gone once it is sent.
CREATE TABLE mail (
  id           uuid PRIMARY KEY,
  workspace_id uuid NOT NULL REFERENCES workspace,
  recipient    text NOT NULL,
  subject      text NOT NULL,
  text_secret  uuid REFERENCES secret,
  made_at      timestamptz NOT NULL DEFAULT now(),
  sent_at      timestamptz,
  error        text
);

-- Whom a link goes to by mail; it vouches for the address.
ALTER TABLE entry_link ADD COLUMN email text;
