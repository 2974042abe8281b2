-- Shelves; two statements, and a semicolon in a text.
CREATE TABLE shelf (id integer PRIMARY KEY, name text NOT NULL DEFAULT 'a;b');
INSERT INTO shelf (id) VALUES (1);
