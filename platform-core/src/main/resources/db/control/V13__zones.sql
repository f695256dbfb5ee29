-- The zone a member chose; none: that of the workspace. Until now everybody had one, chosen or not.
ALTER TABLE member ALTER COLUMN zone DROP NOT NULL, ALTER COLUMN zone DROP DEFAULT;
UPDATE member SET zone = NULL WHERE zone IN ('UTC', current_setting('TimeZone'));
