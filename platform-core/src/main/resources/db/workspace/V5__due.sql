-- When there is something to do, so that an index tells the earliest of it.

-- mail_at: when to see whether a notice goes out by e-mail; empty once it went, or will not go. Not quite at once, as several often
-- come together.
ALTER TABLE notice ADD COLUMN mail_at timestamptz;
UPDATE notice SET mail_at = at WHERE mailed_at IS NULL AND at > now() - interval '2 days';
ALTER TABLE notice ALTER COLUMN mail_at SET DEFAULT now() + interval '2 seconds';
CREATE INDEX notice_mail ON notice (mail_at) WHERE mail_at IS NOT NULL;
DROP INDEX notice_unmailed;

-- due_at: when to look after a flow that starts by the clock or by dates.
ALTER TABLE flow_setting ADD COLUMN due_at timestamptz;
UPDATE flow_setting SET due_at = now() WHERE next_cron IS NOT NULL;
CREATE INDEX flow_setting_due ON flow_setting (due_at) WHERE due_at IS NOT NULL;

CREATE INDEX attachment_cleanup ON attachment (made_at) WHERE owner_id IS NULL;
