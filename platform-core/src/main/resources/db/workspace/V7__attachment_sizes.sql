-- What the files of a workspace take is summed up without reading them.
CREATE INDEX attachment_size ON attachment (owner_id, made_by) INCLUDE (size);
