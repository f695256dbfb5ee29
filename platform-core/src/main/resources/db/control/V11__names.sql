-- How people sort names: letters without regard to case, Chinese by pinyin behind them, numbers by their value. For the order
-- of lists alone; expressions go by code points. Deterministic, so that texts are equal only when they are the same.
-- And how letters are folded where texts that mean the same are the same: see formwork.fold.
DO $$
BEGIN
  IF EXISTS (SELECT 1 FROM pg_collation WHERE collprovider = 'i') THEN
    EXECUTE 'CREATE COLLATION formwork.names (provider = icu, locale = ''zh-u-kn-true-kr-latn-hani'')';
    EXECUTE 'CREATE COLLATION formwork.folding (provider = icu, locale = ''und'')';
  ELSE
    EXECUTE 'CREATE COLLATION formwork.names FROM "C"';
    EXECUTE 'CREATE COLLATION formwork.folding FROM formwork.letters';
  END IF;
END $$;

-- The same for two texts that differ in case, in full or half width, or in their Unicode form alone.
CREATE FUNCTION formwork.fold(t text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT lower(upper(normalize(t, NFKC) COLLATE formwork.folding))
$$;
