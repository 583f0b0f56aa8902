-- Reports in a client's own form.

CREATE SEQUENCE report_form_ids;
CREATE TABLE report_forms (
  id INTEGER NOT NULL PRIMARY KEY,
  name VARCHAR(200) NOT NULL,
  name_key VARCHAR(200) NOT NULL,
  form BLOB SUB_TYPE TEXT NOT NULL       -- JSON
);
CREATE UNIQUE INDEX report_forms_name ON report_forms (name_key);
