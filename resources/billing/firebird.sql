-- A sample billing database: what a telecom operator's or a utility's own looks like.
-- Firebird 3 and later; names in Latin letters, texts in Russian.

CREATE TABLE subscribers (
  id INTEGER NOT NULL PRIMARY KEY,
  full_name VARCHAR(120) NOT NULL,
  sex CHAR(1) NOT NULL,
  born DATE NOT NULL,
  phone VARCHAR(20) NOT NULL,
  phone2 VARCHAR(20),
  region VARCHAR(60) NOT NULL,
  city VARCHAR(60) NOT NULL,
  district VARCHAR(60) NOT NULL,
  address VARCHAR(200) NOT NULL
);
CREATE TABLE accounts (
  id INTEGER NOT NULL PRIMARY KEY,
  subscriber_id INTEGER NOT NULL REFERENCES subscribers (id),
  account VARCHAR(12) NOT NULL UNIQUE,
  contract VARCHAR(20) NOT NULL,
  opened DATE NOT NULL,
  closed DATE
);
CREATE TABLE balances (
  account_id INTEGER NOT NULL PRIMARY KEY REFERENCES accounts (id),
  balance NUMERIC(15, 2) NOT NULL,       -- below zero: the subscriber owes
  debt NUMERIC(15, 2) NOT NULL,
  debt_since DATE,
  pay_by DATE
);
CREATE TABLE services (
  id INTEGER NOT NULL PRIMARY KEY,
  account_id INTEGER NOT NULL REFERENCES accounts (id),
  code VARCHAR(20) NOT NULL,
  name VARCHAR(60) NOT NULL,
  price NUMERIC(9, 2) NOT NULL,
  since DATE NOT NULL
);
CREATE TABLE charges (
  id INTEGER NOT NULL PRIMARY KEY,
  account_id INTEGER NOT NULL REFERENCES accounts (id),
  service_id INTEGER NOT NULL REFERENCES services (id),
  charged_on DATE NOT NULL,
  amount NUMERIC(9, 2) NOT NULL
);
CREATE SEQUENCE payment_ids;
CREATE TABLE payments (
  id INTEGER NOT NULL PRIMARY KEY,
  account_id INTEGER NOT NULL REFERENCES accounts (id),
  paid_on DATE NOT NULL,
  amount NUMERIC(9, 2) NOT NULL,
  method VARCHAR(20) NOT NULL
);
-- What subscribers promise in a call; promise_key makes writing one twice harmless.
CREATE TABLE promises (
  promise_key VARCHAR(100) NOT NULL PRIMARY KEY,
  account VARCHAR(12) NOT NULL,
  promised_on DATE,
  amount NUMERIC(15, 2),
  phone VARCHAR(20),
  made_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL
);
CREATE INDEX balances_debt ON balances (debt);
CREATE INDEX promises_account ON promises (account);

SET TERM ^ ;
CREATE PROCEDURE register_promise (
  promise_key VARCHAR(100), account VARCHAR(12), promised_on DATE, amount NUMERIC(15, 2),
  phone VARCHAR(20))
AS
BEGIN
  UPDATE OR INSERT INTO promises (promise_key, account, promised_on, amount, phone)
    VALUES (:promise_key, :account, :promised_on, :amount, :phone) MATCHING (promise_key);
END^
-- A payment, with what it does to the balance.
CREATE PROCEDURE register_payment (account VARCHAR(12), amount NUMERIC(15, 2))
AS
  DECLARE found INTEGER;
BEGIN
  FOR SELECT a.id FROM accounts a WHERE a.account = :account INTO :found DO
  BEGIN
    INSERT INTO payments (id, account_id, paid_on, amount, method)
      VALUES (NEXT VALUE FOR payment_ids + 1000000000, :found, CURRENT_DATE, :amount, 'касса');
    UPDATE balances b SET b.balance = b.balance + :amount,
        b.debt = CASE WHEN b.balance + :amount < 0 THEN - (b.balance + :amount) ELSE 0 END
      WHERE b.account_id = :found;
  END
END^
SET TERM ; ^
