"""A raid from its start to its ledger: the engagement kernel."""
