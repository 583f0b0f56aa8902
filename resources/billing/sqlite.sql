-- The same for SQLite, which has no procedures: promises are written into their table.

CREATE TABLE subscribers (
  id INTEGER PRIMARY KEY,
  full_name TEXT NOT NULL,
  sex TEXT NOT NULL,
  born DATE NOT NULL,
  phone TEXT NOT NULL,
  phone2 TEXT,
  region TEXT NOT NULL,
  city TEXT NOT NULL,
  district TEXT NOT NULL,
  address TEXT NOT NULL
);
CREATE TABLE accounts (
  id INTEGER PRIMARY KEY,
  subscriber_id INTEGER NOT NULL REFERENCES subscribers (id),
  account TEXT NOT NULL UNIQUE,
  contract TEXT NOT NULL,
  opened DATE NOT NULL,
  closed DATE
);
CREATE INDEX accounts_subscriber ON accounts (subscriber_id);
CREATE TABLE balances (
  account_id INTEGER PRIMARY KEY REFERENCES accounts (id),
  balance NUMERIC NOT NULL,
  debt NUMERIC NOT NULL,
  debt_since DATE,
  pay_by DATE
);
CREATE INDEX balances_debt ON balances (debt);
CREATE TABLE services (
  id INTEGER PRIMARY KEY,
  account_id INTEGER NOT NULL REFERENCES accounts (id),
  code TEXT NOT NULL,
  name TEXT NOT NULL,
  price NUMERIC NOT NULL,
  since DATE NOT NULL
);
CREATE INDEX services_account ON services (account_id);
CREATE TABLE charges (
  id INTEGER PRIMARY KEY,
  account_id INTEGER NOT NULL REFERENCES accounts (id),
  service_id INTEGER NOT NULL REFERENCES services (id),
  charged_on DATE NOT NULL,
  amount NUMERIC NOT NULL
);
CREATE INDEX charges_account ON charges (account_id);
CREATE TABLE payments (
  id INTEGER PRIMARY KEY,
  account_id INTEGER NOT NULL REFERENCES accounts (id),
  paid_on DATE NOT NULL,
  amount NUMERIC NOT NULL,
  method TEXT NOT NULL
);
CREATE INDEX payments_account ON payments (account_id);
CREATE TABLE promises (
  promise_key TEXT NOT NULL PRIMARY KEY,
  account TEXT NOT NULL,
  promised_on DATE,
  amount NUMERIC,
  phone TEXT,
  made_at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP
);
CREATE INDEX promises_account ON promises (account);
