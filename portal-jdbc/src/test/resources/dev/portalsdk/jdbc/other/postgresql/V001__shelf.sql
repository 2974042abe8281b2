CREATE TABLE shelf (id integer PRIMARY KEY);
