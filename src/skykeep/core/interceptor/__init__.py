"""Fly-out tables, launch planning, ballistic flight."""
