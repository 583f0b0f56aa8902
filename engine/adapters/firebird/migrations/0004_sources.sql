-- External databases and services: what schemes ask, what lists are built from, where results go.

CREATE SEQUENCE source_ids;
CREATE TABLE sources (
  id INTEGER NOT NULL PRIMARY KEY,
  name VARCHAR(200) NOT NULL,
  name_key VARCHAR(200) NOT NULL,
  settings BLOB SUB_TYPE TEXT NOT NULL   -- JSON
);
CREATE UNIQUE INDEX sources_name ON sources (name_key);
