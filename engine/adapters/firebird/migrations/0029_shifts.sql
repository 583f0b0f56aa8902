-- When operators are to be at work; and what reports on operators, orders and requests look for.

CREATE SEQUENCE operator_shift_ids;
CREATE TABLE operator_shifts (
  id INTEGER NOT NULL PRIMARY KEY,
  operator_id INTEGER NOT NULL,
  weekdays VARCHAR(7) CHARACTER SET ASCII NOT NULL,   -- '': a single day, first_day
  first_day DATE NOT NULL,
  last_day DATE,                                      -- NULL: until further notice
  begins TIME,                                        -- NULL: a day off
  ends TIME,
  timezone VARCHAR(60) CHARACTER SET ASCII NOT NULL
);
CREATE INDEX operator_shifts_operator ON operator_shifts (operator_id);

CREATE INDEX orders_created ON orders (created_at);
CREATE INDEX requests_created ON requests (created_at);
CREATE INDEX form_answers_saved ON form_answers (saved_at);
