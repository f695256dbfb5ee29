-- How letters change between small and capital in expressions: character by character, the same on every server that can.
-- PostgreSQL 17 has Unicode built in; before, ICU; without it, the letters of ASCII only.
DO $$
BEGIN
  IF current_setting('server_version_num')::int >= 170000 THEN
    EXECUTE 'CREATE COLLATION formwork.letters (provider = builtin, locale = ''C.UTF-8'')';
  ELSIF EXISTS (SELECT 1 FROM pg_collation WHERE collprovider = 'i') THEN
    EXECUTE 'CREATE COLLATION formwork.letters (provider = icu, locale = ''und'')';
  ELSE
    EXECUTE 'CREATE COLLATION formwork.letters FROM "C"';
  END IF;
END $$;

-- Division as expressions have it: rounded half up once, to 20 digits behind the point; empty when divided by nothing or zero.
-- PostgreSQL's own division rounds to a scale of its choosing first, so that rounding again could be wrong.
CREATE FUNCTION formwork.quotient(a numeric, b numeric) RETURNS numeric LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN b <> 0 THEN
    sign(a) * sign(b) * div(abs(a) * 200000000000000000000 + abs(b), abs(b) * 2) * 0.00000000000000000001 END
$$;
