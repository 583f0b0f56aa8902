-- Who imported a list, and which of its rows were refused; NULL in imports of before.

ALTER TABLE imports ADD imported_by VARCHAR(100);
ALTER TABLE imports ADD rejected INTEGER;
ALTER TABLE imports ADD rejects BLOB SUB_TYPE TEXT CHARACTER SET UTF8; -- JSON; for a month
