-- For the nightly cleaning.
CREATE INDEX notice_at ON notice (at);
