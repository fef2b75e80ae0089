"""Intrusions along stated lines: what is seen, identified, engageable under rules of engagement."""
