"""Public facts: systems, threats, raids and their sources."""
