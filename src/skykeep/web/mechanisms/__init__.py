"""The mechanisms of the API: one file each, and one row each in the table of endpoints."""
