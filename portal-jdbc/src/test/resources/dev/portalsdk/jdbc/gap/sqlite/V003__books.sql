CREATE TABLE book (id integer PRIMARY KEY, shelf integer NOT NULL REFERENCES shelf, title text NOT NULL);

CREATE TRIGGER trimmed AFTER INSERT ON book BEGIN
  UPDATE book SET title = trim(title) WHERE id = new.id;
END;

INSERT INTO book (shelf, title) VALUES (1, ' one ');
