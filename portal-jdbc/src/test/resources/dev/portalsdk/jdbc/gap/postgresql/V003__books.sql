CREATE TABLE book (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, shelf integer NOT NULL REFERENCES shelf, title text NOT NULL);

CREATE FUNCTION add_book(what text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO book (shelf, title) VALUES (1, what);
END
$$;

SELECT add_book('one');
