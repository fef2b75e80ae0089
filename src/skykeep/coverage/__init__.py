"""What is seen and engageable, from where, how high, and what limits it."""
