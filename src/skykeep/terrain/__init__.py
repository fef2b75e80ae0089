"""Elevation tiles read into height fields."""
