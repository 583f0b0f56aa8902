-- A list of debtors: rino-desktop contacts build --campaign … --source billing --query debtors.sql
SELECT s.phone, s.phone2, s.full_name AS name, s.region, s.address, a.account, a.contract,
       b.debt, b.pay_by
FROM accounts a
JOIN subscribers s ON s.id = a.subscriber_id
JOIN balances b ON b.account_id = a.id
WHERE b.debt >= 500 AND a.closed IS NULL
ORDER BY b.debt DESC
