"""External stores by outbox: rows written beside what they tell of, delivered later, in order."""
