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

-- The whole part of a number, moved between two bounds; empty for empty, unlike least and greatest.
CREATE FUNCTION formwork.whole(n numeric, low int, high int) RETURNS int LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN n IS NOT NULL THEN greatest(low, least(high, trunc(n)))::int END
$$;

-- Later by months or days, empty outside the years 1 to 9999 rather than an error far outside.
CREATE FUNCTION formwork.months_later(t timestamp, n int) RETURNS timestamp LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN extract(year FROM t) * 12 + extract(month FROM t) - 1 + n BETWEEN 12 AND 119999
    THEN t + make_interval(months => n) END
$$;
CREATE FUNCTION formwork.days_later(t timestamp, n int) RETURNS timestamp LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN floor(extract(epoch FROM t) / 86400) + n BETWEEN -719162 AND 2932896
    THEN t + make_interval(days => n) END
$$;
CREATE FUNCTION formwork.seconds_later(t timestamptz, n bigint) RETURNS timestamptz LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN extract(epoch FROM t) + n BETWEEN -62135683200 AND 253402387200
    THEN t + n * interval '1 second' END
$$;
