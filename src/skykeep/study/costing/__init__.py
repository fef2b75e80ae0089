"""What options cost and how long they take: prices of record, rules, draws of their sums."""
