-- What a scheme asks while it speaks with a debtor: one account, by its number.
SELECT a.account, s.full_name, b.balance, b.debt, b.pay_by,
       (SELECT MAX(p.paid_on) FROM payments p WHERE p.account_id = a.id) AS last_payment
FROM accounts a
JOIN subscribers s ON s.id = a.subscriber_id
JOIN balances b ON b.account_id = a.id
WHERE a.account = :account
