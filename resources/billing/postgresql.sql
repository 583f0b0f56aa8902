-- The same for PostgreSQL.

CREATE TABLE subscribers (
  id integer PRIMARY KEY,
  full_name varchar(120) NOT NULL,
  sex char(1) NOT NULL,
  born date NOT NULL,
  phone varchar(20) NOT NULL,
  phone2 varchar(20),
  region varchar(60) NOT NULL,
  city varchar(60) NOT NULL,
  district varchar(60) NOT NULL,
  address varchar(200) NOT NULL
);
CREATE TABLE accounts (
  id integer PRIMARY KEY,
  subscriber_id integer NOT NULL REFERENCES subscribers (id),
  account varchar(12) NOT NULL UNIQUE,
  contract varchar(20) NOT NULL,
  opened date NOT NULL,
  closed date
);
CREATE INDEX accounts_subscriber ON accounts (subscriber_id);
CREATE TABLE balances (
  account_id integer PRIMARY KEY REFERENCES accounts (id),
  balance numeric(15, 2) NOT NULL,
  debt numeric(15, 2) NOT NULL,
  debt_since date,
  pay_by date
);
CREATE INDEX balances_debt ON balances (debt);
CREATE TABLE services (
  id integer PRIMARY KEY,
  account_id integer NOT NULL REFERENCES accounts (id),
  code varchar(20) NOT NULL,
  name varchar(60) NOT NULL,
  price numeric(9, 2) NOT NULL,
  since date NOT NULL
);
CREATE INDEX services_account ON services (account_id);
CREATE TABLE charges (
  id integer PRIMARY KEY,
  account_id integer NOT NULL REFERENCES accounts (id),
  service_id integer NOT NULL REFERENCES services (id),
  charged_on date NOT NULL,
  amount numeric(9, 2) NOT NULL
);
CREATE INDEX charges_account ON charges (account_id);
CREATE SEQUENCE payment_ids START 1000000001;
CREATE TABLE payments (
  id integer PRIMARY KEY DEFAULT nextval('payment_ids'),
  account_id integer NOT NULL REFERENCES accounts (id),
  paid_on date NOT NULL,
  amount numeric(9, 2) NOT NULL,
  method varchar(20) NOT NULL
);
CREATE INDEX payments_account ON payments (account_id);
CREATE TABLE promises (
  promise_key varchar(100) PRIMARY KEY,
  account varchar(12) NOT NULL,
  promised_on date,
  amount numeric(15, 2),
  phone varchar(20),
  made_at timestamp NOT NULL DEFAULT now()
);
CREATE INDEX promises_account ON promises (account);
^
CREATE PROCEDURE register_promise (
  new_key varchar, new_account varchar, new_day date, new_amount numeric, new_phone varchar)
LANGUAGE sql AS $$
  INSERT INTO promises (promise_key, account, promised_on, amount, phone)
    VALUES (new_key, new_account, new_day, new_amount, new_phone)
    ON CONFLICT (promise_key) DO UPDATE SET promised_on = excluded.promised_on,
      amount = excluded.amount, phone = excluded.phone;
$$;
^
CREATE PROCEDURE register_payment (for_account varchar, paid numeric)
LANGUAGE sql AS $$
  INSERT INTO payments (account_id, paid_on, amount, method)
    SELECT id, current_date, paid, 'касса' FROM accounts WHERE account = for_account;
  UPDATE balances b SET balance = b.balance + paid, debt = greatest(0, - (b.balance + paid))
    FROM accounts a WHERE a.id = b.account_id AND a.account = for_account;
$$;
