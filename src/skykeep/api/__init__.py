"""The door for Python: what ``import skykeep`` offers, and what the commands call."""
